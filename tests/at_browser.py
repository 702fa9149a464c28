"""Somebody at a browser: signed in without typing, and what a page answers them."""

from __future__ import annotations

import time
from datetime import datetime

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import invite_person

PASSWORD = "correct horse battery staple"


def sign_in(client: Client, person: User, *, with_code: bool = True, at: datetime | None = None) -> Client:
    """The client, signed in as the person: with a code, unless told otherwise; `at` is when, now unless told."""
    # As the row is now: a session holds for one password alone.
    client.force_login(User.objects.get(pk=person.pk))
    session = client.session
    session["began"] = session["seen"] = (at or timezone.now()).isoformat()
    session["browser"] = "Firefox on Windows"
    session["second_factor"] = with_code
    session.save()
    return client


def link_to(person: User, **options: bool) -> str:
    """The path of a new invitation."""
    address = invite_person(person=person, by=None, at=timezone.now(), **options).address
    return address.removeprefix("http://127.0.0.1:8000")


def give_password(person: User, *, password: str = PASSWORD) -> None:
    """The person has taken up an invitation, at another browser."""
    Client().post(link_to(person), {"password": password})


def type_password(client: Client, person: User, *, password: str = PASSWORD) -> str:
    """Where the sign-in page leads to; "" where it stays."""
    return client.post("/sign-in", {"login": person.email, "password": password}).headers.get("Location", "")


def code_of(secret: str, *, ahead: int = 0) -> str:
    """What an authenticator app shows now, or so many half-minutes ahead."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))
