"""What stands around every page of this product: a context processor for all templates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goldenthread.accounts.middleware import person_of
from goldenthread.accounts.models import User
from goldenthread.components.surroundings import Link, Surroundings
from goldenthread.partnership.access import holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE, the_partnership
from goldenthread.web.administration import entries_for
from goldenthread.web.wording import today_in_words


def surroundings(request: HttpRequest) -> dict[str, Surroundings]:
    """`surroundings`, as `components/base.html` takes it."""
    partnership, person = the_partnership(), person_of(request)
    around = _around(request.path, partnership="" if partnership is None else partnership.name)
    if person is not None:
        made_of = Link(words="The partnership", address=reverse("indicators:partnership"))
        around = replace(
            around,
            home=reverse("web:home"),
            navigation=(*_own(request), *around.navigation),
            footer=(*around.footer, made_of),
        )
    return {"surroundings": replace(around, account=_account(person, path=request.path))}


def surroundings_without_database() -> dict[str, Surroundings]:
    """The same for a page that must come even where the database does not answer."""
    return {"surroundings": _around("", partnership="")}


def _around(path: str, *, partnership: str) -> Surroundings:
    publications, gallery = reverse("web:publications"), reverse("web:gallery")
    fixed: date | None = settings.GOLDENTHREAD_TODAY
    footer = [Link(words="Accessibility statement", address=reverse("web:accessibility"))]
    if fixed is not None:
        footer.append(Link(words="Gallery of parts", address=gallery))
    return Surroundings(
        home=publications,
        partnership=partnership,
        navigation=(Link(words="Published reports", address=publications, current=path == publications),),
        footer=tuple(footer),
        # A fixed day is the demonstration's: every page says so.
        demonstration_day="" if fixed is None else today_in_words(fixed),
    )


# What some do each quarter beside returning, by the permission that it takes.
_RUNNING = (
    (Permission.OPEN_ROUNDS, "The round", "rounds"),
    (Permission.SIGN_OFF_FIGURES, "Sign-off", "sign-off"),
    (Permission.CLEAR_FIGURES, "Clearances", "clearances"),
)


def _own(request: HttpRequest) -> tuple[Link, ...]:
    """The parts of the product that are for whoever is signed in."""
    home, returns = reverse("web:home"), reverse("figures:returns")
    links = [Link(words="Home", address=home, current=request.path == home)]
    if holds_here(request, Permission.RETURN_FIGURES, of=None):
        links.append(Link(words="My returns", address=returns, current=request.path.startswith(returns)))
    for permission, words, name in _RUNNING:
        if holds_here(request, permission, of=None):
            address = reverse(f"figures:{name}")
            links.append(Link(words=words, address=address, current=request.path.startswith(address)))
    if holds_here(request, Permission.RELEASE, of=WHOLE):
        address = reverse("reports:reports")
        links.append(Link(words="Reports", address=address, current=request.path.startswith(address)))
    if holds_here(request, Permission.READ_FIGURES_IN_PROGRESS, of=None):
        address = reverse("figures:years")
        links.append(Link(words="Years", address=address, current=request.path.startswith(address)))
    address = reverse("figures:promises")
    links.append(Link(words="Promises", address=address, current=request.path.startswith(address)))
    for words, address in (("Quarters", reverse("reports:quarters")), ("Indicators", reverse("reports:register"))):
        links.append(Link(words=words, address=address, current=request.path.startswith(address)))
    entries = entries_for(request)
    if entries:
        address, within = reverse("web:administration"), (one.address for one in entries)
        current = any(request.path.startswith(one) for one in (address, *within))
        links.append(Link(words="Administration", address=address, current=current))
    return tuple(links)


def _account(person: User | None, *, path: str) -> tuple[Link, ...]:
    if person is None:
        address = reverse("account_login")
        return (Link(words="Sign in", address=address, current=path == address),)
    mine = reverse("accounts-mine")
    return (
        Link(words="Your account", address=mine, current=path == mine),
        Link(words="Sign out", address=reverse("account_logout")),
    )
