"""The version of a thing that a form was opened with: a stale form is told, and changes nothing."""

from __future__ import annotations

from django.http import HttpRequest


def version_typed(request: HttpRequest) -> int:
    """The version that the page was opened with; -1, which nothing has, where it says none that there could be."""
    typed = str(request.POST.get("version", ""))
    # A whole number of the database has no more digits.
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1
