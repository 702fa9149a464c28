"""Every setting, read from the environment or from one file in the data folder.

`SETTINGS` describes each variable; the reference page of settings is made from it.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import dj_database_url
from dotenv import dotenv_values

PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Setting:
    """One variable: its name, its default as typed, and what it does."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting(
        "GOLDENTHREAD_DATA",
        "var",
        "Folder that holds the SQLite database, its settings file and written packs. "
        "Relative to where the command is run.",
    ),
    Setting(
        "DATABASE_URL",
        "",
        "The database, for example postgres://user:password@127.0.0.1:5432/goldenthread. "
        "Empty: SQLite in the data folder.",
    ),
    Setting(
        "GOLDENTHREAD_SECRET_KEY",
        "",
        "Signs what a browser is handed. Empty: a new one each time the product starts.",
    ),
    Setting(
        "GOLDENTHREAD_HOSTS",
        "127.0.0.1,localhost",
        "Host names that the pages answer to, separated by commas.",
    ),
    Setting(
        "GOLDENTHREAD_TODAY",
        "",
        "A fixed date (2020-01-20) that stands for today, as the demonstration uses. "
        "Pages and commands then say so. Empty: the real date.",
    ),
)

_defaults = {setting.name: setting.default for setting in SETTINGS}
DATA = Path(os.environ.get("GOLDENTHREAD_DATA") or _defaults["GOLDENTHREAD_DATA"]).resolve()
_kept = dotenv_values(DATA / "settings.env")


def _text(name: str) -> str:
    """The environment wins over the settings file, and that over the default."""
    return os.environ.get(name) or _kept.get(name) or _defaults[name]


def _date_or_none(name: str) -> date | None:
    typed = _text(name)
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise SystemExit(f"{name}: {typed!r} is not a date; write it as 2020-01-20.") from None


GOLDENTHREAD_TODAY = _date_or_none("GOLDENTHREAD_TODAY")
SECRET_KEY = _text("GOLDENTHREAD_SECRET_KEY") or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = [host for host in _text("GOLDENTHREAD_HOSTS").split(",") if host]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "goldenthread.storage",
    "goldenthread.audit",
    "goldenthread.accounts",
    "goldenthread.terminal",
    "goldenthread.partnership",
    "goldenthread.publishing",
    "goldenthread.actions",
    "goldenthread.committee",
    "goldenthread.indicators",
    "goldenthread.figures",
    "goldenthread.reports",
    "goldenthread.web",
    "goldenthread.demonstration",
]

AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_SQLITE = f"sqlite:///{DATA / 'goldenthread.sqlite3'}"
DATABASES: dict[str, Any] = {"default": dj_database_url.parse(_text("DATABASE_URL") or _SQLITE)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that will write takes the lock when it begins, so that two writers queue
        # instead of one failing half way. FULL: what was acknowledged survives a power cut.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    if not _text("DATABASE_URL"):
        DATA.mkdir(parents=True, exist_ok=True)
ATOMIC_REQUESTS = False

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {},
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
