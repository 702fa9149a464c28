"""Every setting, read from the environment or from one file in the data folder. `variables` describes each."""

from __future__ import annotations

import os
import re
import secrets
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
from dotenv import dotenv_values

from goldenthread.config.statics import static_address
from goldenthread.config.variables import SETTINGS

PACKAGE = Path(__file__).resolve().parent.parent


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


def _whole_number(name: str, *, least: int, most: int) -> int:
    typed = _text(name)
    if not typed.isdecimal() or not least <= int(typed) <= most:
        _problems.append(f"{name}: {typed!r} cannot be used; give a whole number from {least} to {most}.")
        return least
    return int(typed)


def _yes(name: str) -> bool:
    typed = _text(name)
    if typed not in ("yes", "no"):
        _problems.append(f"{name}: {typed!r} cannot be used; write yes or no.")
    return typed == "yes"


def _one_of(name: str, *, of: tuple[str, ...]) -> str:
    typed = _text(name)
    if typed not in of:
        _problems.append(f"{name}: {typed!r} cannot be used; write {', '.join(of[:-1])} or {of[-1]}.")
        return of[0]
    return typed


def _address(name: str) -> str:
    typed = _text(name).rstrip("/")
    if typed and not re.fullmatch(r"https?://[A-Za-z0-9.\[\]:-]+(/[A-Za-z0-9._~/-]*)?", typed):
        _problems.append(f"{name}: {typed!r} is not an address; write it as https://thread.example.gov.uk.")
    return typed


def _secret(name: str) -> str:
    typed = _text(name)
    if typed and len(typed) < 50:
        _problems.append(f"{name}: give 50 characters or more; this has {len(typed)}.")
    return typed or secrets.token_urlsafe(50)


def _database(name: str) -> Any:
    typed = _text(name)
    if not typed:
        return {
            "ENGINE": "goldenthread.storage.sqlite",
            "NAME": DATA / "goldenthread.sqlite3",
            "CONN_MAX_AGE": 600,
        }
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
        # A connection is kept for ten minutes: opening one takes longer than most pages. One that broke is found out.
        read = dj_database_url.parse(typed, conn_max_age=600, conn_health_checks=True)
    except ValueError:
        _problems.append(f"{name}: cannot be read; characters such as @ : / in a password are written as %40 %3A %2F.")
        return {}
    if not read["NAME"]:
        _problems.append(f"{name}: names no database; end it with /goldenthread.")
    return read


GOLDENTHREAD_TODAY = _date_or_none("GOLDENTHREAD_TODAY")
SECRET_KEY = _secret("GOLDENTHREAD_SECRET_KEY")
GOLDENTHREAD_KEEPS_ITS_KEY = bool(_text("GOLDENTHREAD_SECRET_KEY"))
ALLOWED_HOSTS = _hosts("GOLDENTHREAD_HOSTS")
DATABASES: dict[str, Any] = {"default": _database("DATABASE_URL")}
GOLDENTHREAD_ADDRESS = _address("GOLDENTHREAD_ADDRESS")
if GOLDENTHREAD_ADDRESS.startswith("https://") and not GOLDENTHREAD_KEEPS_ITS_KEY:
    # Several processes would each sign people out of the others, and keys of codes would lie readable.
    _problems.append(
        "GOLDENTHREAD_SECRET_KEY: pages reached by https need one: 50 characters or more that nobody can guess, the "
        "same at every start."
    )
GOLDENTHREAD_IDLE = timedelta(minutes=_whole_number("GOLDENTHREAD_IDLE_MINUTES", least=1, most=24 * 60))
GOLDENTHREAD_SESSION = timedelta(hours=_whole_number("GOLDENTHREAD_SESSION_HOURS", least=1, most=7 * 24))
GOLDENTHREAD_ACCESSIBILITY_CONTACT = _text("GOLDENTHREAD_ACCESSIBILITY_CONTACT")
GOLDENTHREAD_INVITATION = timedelta(days=_whole_number("GOLDENTHREAD_INVITATION_DAYS", least=1, most=60))
GOLDENTHREAD_ATTACHMENT_BYTES = _whole_number("GOLDENTHREAD_ATTACHMENT_MB", least=1, most=50) * 1_000_000
# A file that is somewhat too large is told so at its form; what is far larger is not read at all.
GOLDENTHREAD_REQUEST_BYTES = 2 * GOLDENTHREAD_ATTACHMENT_BYTES + 5_000_000
GOLDENTHREAD_OIDC_ISSUER = _address("GOLDENTHREAD_OIDC_ISSUER")
GOLDENTHREAD_OIDC_NAME = _text("GOLDENTHREAD_OIDC_NAME")
GOLDENTHREAD_OIDC_SECOND_FACTOR = _yes("GOLDENTHREAD_OIDC_SECOND_FACTOR")
_client_id, _client_secret = _text("GOLDENTHREAD_OIDC_CLIENT_ID"), _text("GOLDENTHREAD_OIDC_CLIENT_SECRET")
if GOLDENTHREAD_OIDC_ISSUER and not (_client_id and _client_secret):
    _problems.append(
        "GOLDENTHREAD_OIDC_ISSUER: needs GOLDENTHREAD_OIDC_CLIENT_ID and GOLDENTHREAD_OIDC_CLIENT_SECRET beside it."
    )
GOLDENTHREAD_MAIL = _one_of("GOLDENTHREAD_MAIL", of=("folder", "smtp", "notify"))
GOLDENTHREAD_MAIL_FOLDER = Path(_text("GOLDENTHREAD_MAIL_FOLDER") or DATA / "mail").resolve()
GOLDENTHREAD_MAIL_FROM = _text("GOLDENTHREAD_MAIL_FROM")
GOLDENTHREAD_SMTP_HOST = _text("GOLDENTHREAD_SMTP_HOST")
GOLDENTHREAD_SMTP_PORT = _whole_number("GOLDENTHREAD_SMTP_PORT", least=1, most=65535)
GOLDENTHREAD_SMTP_SECURITY = _one_of("GOLDENTHREAD_SMTP_SECURITY", of=("starttls", "tls", "none"))
GOLDENTHREAD_SMTP_USER = _text("GOLDENTHREAD_SMTP_USER")
GOLDENTHREAD_SMTP_PASSWORD = _text("GOLDENTHREAD_SMTP_PASSWORD")
GOLDENTHREAD_NOTIFY_KEY = _text("GOLDENTHREAD_NOTIFY_KEY")
GOLDENTHREAD_NOTIFY_TEMPLATE = _text("GOLDENTHREAD_NOTIFY_TEMPLATE")
GOLDENTHREAD_NOTIFY_URL = _address("GOLDENTHREAD_NOTIFY_URL")
if not re.fullmatch(r"([^<>\r\n@]+ <[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)", GOLDENTHREAD_MAIL_FROM):
    _problems.append(
        f"GOLDENTHREAD_MAIL_FROM: {GOLDENTHREAD_MAIL_FROM!r} is no sender; write it as "
        "Performance <performance@example.gov.uk>."
    )
if GOLDENTHREAD_MAIL == "smtp" and not GOLDENTHREAD_SMTP_HOST:
    _problems.append("GOLDENTHREAD_MAIL: smtp needs GOLDENTHREAD_SMTP_HOST beside it.")
# Name, service and secret, joined by hyphens; no message repeats it.
if GOLDENTHREAD_MAIL == "notify" and not re.fullmatch(r".+-[0-9a-f-]{36}-[0-9a-f-]{36}", GOLDENTHREAD_NOTIFY_KEY):
    _problems.append("GOLDENTHREAD_NOTIFY_KEY: is not a key of GOV.UK Notify; copy it whole, as it was shown there.")
if GOLDENTHREAD_MAIL == "notify" and not GOLDENTHREAD_NOTIFY_TEMPLATE:
    _problems.append("GOLDENTHREAD_MAIL: notify needs GOLDENTHREAD_NOTIFY_TEMPLATE beside it.")
if _problems:
    raise SystemExit("\n".join(["The settings cannot be used.", *_problems]))

DEBUG = False

INSTALLED_APPS = [
    # The library that people sign in by looks up types in django.contrib.auth; its groups and permissions stay empty.
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "goldenthread.storage",
    "goldenthread.audit",
    "goldenthread.components",
    "goldenthread.attachments",
    "goldenthread.mail",
    "goldenthread.accounts",
    "goldenthread.terminal",
    "goldenthread.partnership",
    "goldenthread.publishing",
    "goldenthread.actions",
    "goldenthread.committee",
    "goldenthread.indicators",
    "goldenthread.figures",
    "goldenthread.plans",
    "goldenthread.thread",
    "goldenthread.requests",
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
    "goldenthread.web.limits.limited_requests",
    "goldenthread.web.reading.read_each_once",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldenthread.accounts.middleware.SignedInByDefault",
    "goldenthread.partnership.middleware.CodeWhereNeeded",
    "goldenthread.web.views.plain_refusals",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ours come before the sign-in library's own of the same name.
        "DIRS": [PACKAGE / "accounts" / "templates" / "accounts" / "library"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "goldenthread.accounts.middleware.who_is_signed_in",
                "goldenthread.web.surroundings.surroundings",
            ],
        },
    }
]
FORM_RENDERER = "goldenthread.components.forms.Renderer"
# Another address once a file is another, so that browsers keep these files for ever and never an old one.
STATIC_URL = static_address(PACKAGE / "components" / "static")
# The stylesheet is served from where it lies in the package: nothing has to be collected first.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = rf"^{STATIC_URL}components/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
X_FRAME_OPTIONS = "DENY"

# Shared by every process: sign-in counts failures there, and remembers which codes were used.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cacheentry",
        # Nobody pushes a count of failures out by making many others.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "goldenthread.accounts.passwords.LongEnough"},
    {"NAME": "goldenthread.accounts.passwords.NotObvious"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "account_login"

_https = GOLDENTHREAD_ADDRESS.startswith("https://")
_host_only = "__Host-" if _https else ""
SESSION_ENGINE = "goldenthread.accounts.sessions"
SESSION_COOKIE_NAME = f"{_host_only}sessionid"
SESSION_COOKIE_AGE = int(GOLDENTHREAD_SESSION.total_seconds())
SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_host_only}csrftoken"
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "goldenthread.accounts.views.form_too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if _https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # The server in front asks it without https.
    SECURE_REDIRECT_EXEMPT = [r"^health$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

ACCOUNT_ADAPTER = "goldenthread.accounts.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Whoever has an invitation's link has the address that it was sent to.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "goldenthread.accounts.forms.SignIn",
    "reauthenticate": "goldenthread.accounts.forms.SignInAgain",
    "change_password": "goldenthread.accounts.forms.ChangePassword",
}
# Beside the library's own, for answers of the organisation's sign-in that let nobody in.
ACCOUNT_RATE_LIMITS = {"organisation_failed": "10/m/ip"}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _https else "http"
MFA_ADAPTER = "goldenthread.accounts.adapters.Codes"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A telephone's clock may be half a minute out.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "goldenthread"
MFA_FORMS = {
    "authenticate": "goldenthread.accounts.forms.TypeCode",
    "reauthenticate": "goldenthread.accounts.forms.TypeCodeAgain",
    "activate_totp": "goldenthread.accounts.forms.AddCode",
}
SOCIALACCOUNT_ADAPTER = "goldenthread.accounts.adapters.OrganisationSignIn"
SOCIALACCOUNT_UID_MAX_LENGTH = 191
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": []}}
if GOLDENTHREAD_OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": GOLDENTHREAD_OIDC_NAME,
                "client_id": _client_id,
                "secret": _client_secret,
                "settings": {"server_url": GOLDENTHREAD_OIDC_ISSUER, "fetch_userinfo": False},
            }
        ],
    }

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

SILENCED_SYSTEM_CHECKS = [
    # An address is unique in any capitals, by a constraint of the database that this check does not see.
    "auth.W004",
]
if _https:
    # Whether browsers may build the name into themselves, for good, is for whoever owns the domain to ask.
    SILENCED_SYSTEM_CHECKS += ["security.W021"]
else:
    SILENCED_SYSTEM_CHECKS += [
        # On this machine alone pages are reached by http, and a cookie for https would sign nobody in.
        "security.W004",
        "security.W008",
        "security.W011",
        "security.W016",
    ]
