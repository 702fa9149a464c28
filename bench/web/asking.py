"""What is asked of the server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    """A page, and the cookie with which it is asked for; "" for somebody who is not signed in."""

    page: str
    path: str
    cookie: str = ""
    role: str = ""
