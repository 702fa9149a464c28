"""Settings: all of them known and described, read exactly, and refused in words."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldenthread.config.variables import SETTINGS

PACKAGE = Path(__file__).resolve().parents[2] / "goldenthread"
Read = Callable[..., dict[str, Any]]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Read:
    """The settings as they are read anew in an environment: `read(GOLDENTHREAD_TODAY="2020-01-20")`."""

    def read_settings(*, kept: str = "", **environment: str) -> dict[str, Any]:
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.setenv("GOLDENTHREAD_DATA", str(tmp_path))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        if kept:
            (tmp_path / "settings.env").write_text(kept)
        return runpy.run_path(str(PACKAGE / "config" / "settings.py"))

    return read_settings


def test_every_variable_that_is_read_is_listed_and_every_one_listed_is_read() -> None:
    listed = {setting.name for setting in SETTINGS}

    assert _variables_read() == listed


def test_every_variable_says_what_it_does() -> None:
    assert [setting.name for setting in SETTINGS if not re.fullmatch(r"[A-Z].{20,}\.", setting.meaning)] == []


def test_with_nothing_set_it_is_sqlite_in_the_data_folder_on_this_machine_alone(read: Read, tmp_path: Path) -> None:
    settings = read()

    assert settings["DATABASES"]["default"]["NAME"] == tmp_path / "goldenthread.sqlite3"
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost"]
    assert settings["GOLDENTHREAD_TODAY"] is None
    assert settings["DEBUG"] is False


def test_each_start_has_a_secret_of_its_own(read: Read) -> None:
    assert len(read()["SECRET_KEY"]) >= 50
    assert read()["SECRET_KEY"] != read()["SECRET_KEY"]


def test_the_settings_file_is_read(read: Read) -> None:
    settings = read(kept="GOLDENTHREAD_TODAY=2020-01-20\nGOLDENTHREAD_HOSTS=one.example.org, two.example.org\n")

    assert settings["GOLDENTHREAD_TODAY"] == date(2020, 1, 20)
    assert settings["ALLOWED_HOSTS"] == ["one.example.org", "two.example.org"]


def test_the_environment_wins_over_the_file(read: Read) -> None:
    settings = read(kept="GOLDENTHREAD_TODAY=2020-01-20\n", GOLDENTHREAD_TODAY="2020-01-21")

    assert settings["GOLDENTHREAD_TODAY"] == date(2020, 1, 21)


def test_a_postgresql_address_is_read(read: Read) -> None:
    database = read(DATABASE_URL="postgres://clerk:s%40fe@127.0.0.1:5433/thread")["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"], database["HOST"]) == ("clerk", "s@fe", "127.0.0.1")
    assert (database["PORT"], database["NAME"]) == (5433, "thread")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("GOLDENTHREAD_TODAY", "20 January", "GOLDENTHREAD_TODAY: '20 January' is not a date; write it as 2020-01-20."),
        ("GOLDENTHREAD_SECRET_KEY", "short", "GOLDENTHREAD_SECRET_KEY: give 50 characters or more; this has 5."),
        ("GOLDENTHREAD_HOSTS", "http://a.example", "GOLDENTHREAD_HOSTS: 'http://a.example': write host names alone"),
        ("GOLDENTHREAD_ADDRESS", "thread.example.org", "GOLDENTHREAD_ADDRESS: 'thread.example.org' is not an address"),
        ("GOLDENTHREAD_ADDRESS", "https://a.example", "GOLDENTHREAD_SECRET_KEY: pages reached by https need one"),
        ("GOLDENTHREAD_IDLE_MINUTES", "0", "GOLDENTHREAD_IDLE_MINUTES: '0' cannot be used; give a whole number from 1"),
        ("GOLDENTHREAD_SESSION_HOURS", "long", "GOLDENTHREAD_SESSION_HOURS: 'long' cannot be used"),
        (
            "GOLDENTHREAD_OIDC_SECOND_FACTOR",
            "maybe",
            "GOLDENTHREAD_OIDC_SECOND_FACTOR: 'maybe' cannot be used; write yes",
        ),
        (
            "GOLDENTHREAD_OIDC_ISSUER",
            "https://a.example",
            "GOLDENTHREAD_OIDC_ISSUER: needs GOLDENTHREAD_OIDC_CLIENT_ID",
        ),
        ("GOLDENTHREAD_MAIL", "pigeon", "GOLDENTHREAD_MAIL: 'pigeon' cannot be used; write folder, smtp or notify."),
        ("GOLDENTHREAD_MAIL", "smtp", "GOLDENTHREAD_MAIL: smtp needs GOLDENTHREAD_SMTP_HOST beside it."),
        ("GOLDENTHREAD_MAIL", "notify", "GOLDENTHREAD_NOTIFY_KEY: is not a key of GOV.UK Notify"),
        ("GOLDENTHREAD_MAIL", "notify", "GOLDENTHREAD_MAIL: notify needs GOLDENTHREAD_NOTIFY_TEMPLATE beside it."),
        ("GOLDENTHREAD_MAIL_FROM", "Nobody", "GOLDENTHREAD_MAIL_FROM: 'Nobody' is no sender"),
        ("GOLDENTHREAD_MAIL_FROM", "A <a@example.org>\nBcc: b@example.org", "is no sender; write it as"),
        ("GOLDENTHREAD_SMTP_SECURITY", "ssl", "'ssl' cannot be used; write starttls, tls or none."),
        ("DATABASE_URL", "mysql://127.0.0.1/x", "DATABASE_URL: must begin with postgres://."),
        ("DATABASE_URL", "postgres://127.0.0.1", "DATABASE_URL: names no database; end it with /goldenthread."),
        ("DATABASE_URL", "postgres://a:b/c@127.0.0.1:x/d", "DATABASE_URL: cannot be read; characters such as"),
    ],
)
def test_a_value_that_cannot_be_used_is_said_in_words(read: Read, name: str, value: str, said: str) -> None:
    with pytest.raises(SystemExit, match=re.escape(said)):
        read(**{name: value})


def test_by_https_cookies_are_for_this_host_and_https_alone(read: Read) -> None:
    settings = read(GOLDENTHREAD_ADDRESS="https://thread.example.org/", GOLDENTHREAD_SECRET_KEY="k" * 50)

    assert (settings["SESSION_COOKIE_NAME"], settings["CSRF_COOKIE_NAME"]) == ("__Host-sessionid", "__Host-csrftoken")
    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings["GOLDENTHREAD_ADDRESS"] == "https://thread.example.org"


def test_by_http_on_this_machine_a_browser_takes_the_cookies_too(read: Read) -> None:
    settings = read()

    assert (settings["SESSION_COOKIE_NAME"], settings["SESSION_COOKIE_SECURE"]) == ("sessionid", False)
    assert settings.get("SECURE_SSL_REDIRECT", False) is False


def test_an_organisations_own_sign_in_is_read(read: Read) -> None:
    settings = read(
        GOLDENTHREAD_OIDC_ISSUER="https://login.example.org/tenant/v2.0",
        GOLDENTHREAD_OIDC_CLIENT_ID="an-id",
        GOLDENTHREAD_OIDC_CLIENT_SECRET="a-secret",
    )

    (app,) = settings["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    assert (app["client_id"], app["secret"]) == ("an-id", "a-secret")
    assert app["settings"]["server_url"] == "https://login.example.org/tenant/v2.0"


def test_messages_go_to_a_folder_until_something_else_is_chosen(read: Read, tmp_path: Path) -> None:
    settings = read()

    assert (settings["GOLDENTHREAD_MAIL"], settings["GOLDENTHREAD_MAIL_FOLDER"]) == ("folder", tmp_path / "mail")


def test_a_key_of_notify_is_never_repeated(read: Read) -> None:
    with pytest.raises(SystemExit) as refusal:
        read(GOLDENTHREAD_MAIL="notify", GOLDENTHREAD_NOTIFY_KEY="live-secret")

    assert "live-secret" not in str(refusal.value)


def test_a_password_is_never_repeated(read: Read) -> None:
    with pytest.raises(SystemExit) as refused:
        read(DATABASE_URL="mysql://clerk:s3cret@127.0.0.1/x")

    assert "s3cret" not in str(refused.value)


def test_everything_wrong_is_said_at_once(read: Read) -> None:
    with pytest.raises(SystemExit) as refused:
        read(GOLDENTHREAD_TODAY="soon", GOLDENTHREAD_SECRET_KEY="short", kept="GOLDENTHREAD_TODY=2020-01-20\n")

    assert len(str(refused.value).splitlines()) == 4
    assert "GOLDENTHREAD_TODY is no setting that this file can hold" in str(refused.value)


def _variables_read() -> set[str]:
    """Names given to our readers or to the environment, anywhere in the package."""
    readers = {
        "_text",
        "_date_or_none",
        "_hosts",
        "_secret",
        "_database",
        "_whole_number",
        "_yes",
        "_address",
        "_one_of",
    }
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            called = ast.unparse(node.func)
            if called in ("os.environ.get", "os.getenv") or (path.name == "settings.py" and called in readers):
                found.update(word for word in words if isinstance(word, str))
    return found
