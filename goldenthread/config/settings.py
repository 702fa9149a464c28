"""Every setting, read from the environment or from one file in the data folder.

`SETTINGS` describes each variable; the reference page of settings is made from it.
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
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
        "Folder that holds the SQLite database and the file settings.env; made when first needed. "
        "Relative to where the command is run. Read from the environment alone.",
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
        "Signs what a browser is handed: 50 characters or more, the same for every process. "
        "Empty: a new one each time the product starts, which is right for one process.",
    ),
    Setting(
        "GOLDENTHREAD_HOSTS",
        "127.0.0.1,localhost",
        "Host names that the pages answer to, separated by commas.",
    ),
    Setting(
        "GOLDENTHREAD_TODAY",
        "",
        "A fixed date, as 2020-01-20, that stands for today: the demonstration's clock. "
        "Pages and commands then say so. Empty: the real date.",
    ),
)

_defaults = {setting.name: setting.default for setting in SETTINGS}
_problems: list[str] = []

DATA = Path(os.environ.get("GOLDENTHREAD_DATA") or _defaults["GOLDENTHREAD_DATA"]).resolve()
_FILE = DATA / "settings.env"
_kept = dotenv_values(_FILE, interpolate=False) if _FILE.is_file() else {}
for _unknown in _kept.keys() - (_defaults.keys() - {"GOLDENTHREAD_DATA"}):
    _problems.append(f"{_FILE}: {_unknown} is no setting that this file can hold; remove it or mend its name.")


def _text(name: str) -> str:
    """The environment wins over the settings file, and that over the default."""
    return os.environ.get(name) or _kept.get(name) or _defaults[name]


def _date_or_none(name: str) -> date | None:
    typed = _text(name)
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        _problems.append(f"{name}: {typed!r} is not a date; write it as 2020-01-20.")
        return None


def _hosts(name: str) -> list[str]:
    hosts = [host.strip() for host in _text(name).split(",") if host.strip()]
    wrong = [host for host in hosts if not re.fullmatch(r"\.?[A-Za-z0-9.\[\]:-]+", host)]
    if wrong:
        _problems.append(f"{name}: {', '.join(map(repr, wrong))}: write host names alone, without http:// or a path.")
    return hosts


def _secret(name: str) -> str:
    typed = _text(name)
    if typed and len(typed) < 50:
        _problems.append(f"{name}: give 50 characters or more; this has {len(typed)}.")
    return typed or secrets.token_urlsafe(50)


def _database(name: str) -> Any:
    typed = _text(name)
    if not typed:
        return {"ENGINE": "goldenthread.storage.sqlite", "NAME": DATA / "goldenthread.sqlite3"}
    # The address may hold a password, so no message repeats it.
    scheme = typed.partition("://")[0]
    if scheme not in ("postgres", "postgresql"):
        _problems.append(
            f"{name}: must begin with postgres://. For SQLite leave it empty; GOLDENTHREAD_DATA says where it is kept."
        )
        return {}
    if find_spec("psycopg") is None:
        _problems.append(f"{name}: PostgreSQL needs the package psycopg: pip install 'goldenthread[postgresql]'.")
    try:
        read = dj_database_url.parse(typed)
    except ValueError:
        _problems.append(f"{name}: cannot be read; characters such as @ : / in a password are written as %40 %3A %2F.")
        return {}
    if not read["NAME"]:
        _problems.append(f"{name}: names no database; end it with /goldenthread.")
    return read


GOLDENTHREAD_TODAY = _date_or_none("GOLDENTHREAD_TODAY")
SECRET_KEY = _secret("GOLDENTHREAD_SECRET_KEY")
ALLOWED_HOSTS = _hosts("GOLDENTHREAD_HOSTS")
DATABASES: dict[str, Any] = {"default": _database("DATABASE_URL")}
if _problems:
    raise SystemExit("\n".join(["The settings cannot be used.", *_problems]))

DEBUG = False

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

if DATABASES["default"]["ENGINE"] == "goldenthread.storage.sqlite":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that will write takes the lock when it begins, so that two writers queue
        # instead of one failing half way. FULL: what was acknowledged survives a power cut.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
ATOMIC_REQUESTS = False

MIDDLEWARE = [
    "goldenthread.web.headers.strict_headers",
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
# The stylesheet is served from where it lies in the package: nothing has to be collected first.
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

SILENCED_SYSTEM_CHECKS = [
    # No page takes a form or knows who asks, so there is nothing to forge.
    "security.W003",
    # Whether pages are reached by https alone is said by the server in front, which has the certificate.
    "security.W004",
    "security.W008",
]
