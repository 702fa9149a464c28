"""What stands around every page of this product: a context processor for all templates."""

from __future__ import annotations

from collections.abc import Iterator
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
from goldenthread.requests.queries.register import documents_of
from goldenthread.web.administration import entries_for
from goldenthread.web.wording import today_in_words


def surroundings(request: HttpRequest) -> dict[str, Surroundings]:
    """`surroundings`, as `components/base.html` takes it."""
    partnership, person = the_partnership(), person_of(request)
    around = _around(request.path, partnership="" if partnership is None else partnership.name)
    if person is not None:
        made_of = Link(words="The partnership", address=reverse("indicators:partnership"))
        own = _own(request)
        # Whoever makes the reports comes to them by the menu; to what is published, from the foot of the page.
        rest = tuple(link for link in around.navigation if link.address not in {one.address for one in own})
        # The menu has no room for what comes a few times a year.
        asked = Link(words="Requests of outside bodies", address=reverse("requests:requests"))
        requests = (asked,) if holds_here(request, Permission.READ_REQUESTS, of=None) else ()
        foot = (*around.footer, made_of, *requests, *rest)
        around = replace(around, home=reverse("web:home"), navigation=own, footer=foot)
        around = replace(around, back=_back(request), elsewhere=tuple(_elsewhere(request)))
    return {"surroundings": replace(around, account=_account(person, path=request.path))}


def surroundings_without_database() -> dict[str, Surroundings]:
    """The same for a page that must come even where the database does not answer."""
    return {"surroundings": _around("", partnership="")}


def _around(path: str, *, partnership: str) -> Surroundings:
    publications, gallery = reverse("web:publications"), reverse("web:gallery")
    meetings = reverse("web:meetings")
    fixed: date | None = settings.GOLDENTHREAD_TODAY
    footer = [Link(words="Accessibility statement", address=reverse("web:accessibility"))]
    if fixed is not None:
        footer.append(Link(words="Gallery of parts", address=gallery))
    return Surroundings(
        home=publications,
        partnership=partnership,
        navigation=(
            Link(words="Published reports", address=publications, current=path == publications),
            Link(words="Meetings", address=meetings, current=path.startswith((meetings, "/matters", "/decisions"))),
        ),
        footer=tuple(footer),
        # A fixed day is the demonstration's: every page says so.
        demonstration_day="" if fixed is None else today_in_words(fixed),
    )


# What some do each quarter, by the permission that it takes, in the order of the quarter.
_RUNNING = (
    (Permission.RETURN_FIGURES, "My returns", "returns"),
    (Permission.OPEN_ROUNDS, "The round", "rounds"),
    (Permission.SIGN_OFF_FIGURES, "Sign-off", "sign-off"),
    (Permission.CLEAR_FIGURES, "Clearances", "clearances"),
)


# The pages of what the thread joins: the menu marks them as one part.
_ON_THE_THREAD = ("/thread", "/plans", "/priorities", "/service-plans", "/resources", "/cost-shares")
# By the page of a thing, the pages of higher rooms that tell of it, and which parts of the address name it there.
_ELSEWHERE = {
    "thread:hub": (("Requests of outside bodies", "requests:requests", ()),),
    "plans:plan": (("Its golden thread", "thread:plan", ("slug",)),),
    "plans:action": (("Its golden thread", "thread:action", ("slug", "ref")),),
    "plans:priority": (("Its golden thread", "thread:priority", ("slug", "ref")),),
    "plans:service-plan": (
        ("Its golden thread, and whether its levels are kept", "thread:service-plan", ("service", "year")),
        ("The service plan as a document", "reports:service-plan", ("service", "year")),
        ("The same as a PDF", "reports:service-plan-pdf", ("service", "year")),
    ),
    "requests:request": (
        ("Put it to the committee", "reports:put-request", ("reference",)),
        ("The evaluation as a document", "reports:evaluation", ("reference",)),
        ("The evaluation as a PDF", "reports:evaluation-pdf", ("reference",)),
        ("The decision notice", "reports:notice", ("reference",)),
        ("The decision notice as a PDF", "reports:notice-pdf", ("reference",)),
        ("Publish the decision notice", "reports:publish-notice", ("reference",)),
    ),
    "requests:quarter": (
        ("The same as a document", "reports:requests", ("period",)),
        ("The same as a PDF", "reports:requests-pdf", ("period",)),
    ),
    "requests:protocol-version": (
        ("The same as a document", "reports:protocol", ("version",)),
        ("The same as a PDF", "reports:protocol-pdf", ("version",)),
    ),
    "plans:quarter": (
        ("The progress report as it would be published", "reports:plan-report", ("slug", "period")),
        ("Publish the progress report", "reports:publish-plan-report", ("slug", "period")),
    ),
    "reports:indicator": (
        ("Its golden thread", "thread:indicator", ("ref",)),
        ("Record that its definition was reviewed", "indicators:review", ("ref",)),
    ),
    "thread:indicator": (("Record that its definition was reviewed", "indicators:review", ("ref",)),),
}


# What takes more than to read plans.
_TAKES = {
    "reports:plan-report": Permission.PUBLISH,
    "reports:publish-plan-report": Permission.PUBLISH,
    "indicators:review": Permission.KEEP_THE_REGISTER,
    "requests:requests": Permission.READ_REQUESTS,
    "reports:put-request": Permission.KEEP_REQUESTS,
    "reports:publish-notice": Permission.PUBLISH,
    **{f"reports:{name}": Permission.READ_REQUESTS for name in ("evaluation", "notice", "protocol", "requests")},
    **{f"reports:{name}-pdf": Permission.READ_REQUESTS for name in ("evaluation", "notice", "protocol", "requests")},
}
# What there is of a request only once it was evaluated, or decided.
_OF_A_REQUEST = {
    "reports:put-request": "paper",
    "reports:evaluation": "evaluation",
    "reports:evaluation-pdf": "evaluation",
    "reports:notice": "notice",
    "reports:notice-pdf": "notice",
    "reports:publish-notice": "own notice",
}
# Lists that are reached from the thread, which stands in a higher room.
_FROM_THE_THREAD = ("plans:plans", "plans:priorities", "plans:service-plans", "plans:resources", "plans:cost-shares")


def _own(request: HttpRequest) -> tuple[Link, ...]:
    """The parts of the product that are for whoever is signed in: what is theirs to do, what all read, what is kept."""
    home = reverse("web:home")
    links = [Link(words="Home", address=home, current=request.path == home)]
    links += [
        _part(request, words, f"figures:{name}")
        for permission, words, name in _RUNNING
        if holds_here(request, permission, of=None)
    ]
    links += [
        _part(request, "Promises", "figures:promises"),
        _part(request, "Quarters", "reports:quarters"),
        _part(request, "Indicators", "reports:register"),
    ]
    if holds_here(request, Permission.READ_PLANS, of=None):
        # Plans, priorities and service plans are all reached from the thread that joins them.
        current = request.path.startswith(_ON_THE_THREAD)
        links.append(Link(words="Plans", address=reverse("thread:hub"), current=current))
    if holds_here(request, Permission.RELEASE, of=WHOLE):
        links.append(_part(request, "Reports", "reports:reports"))
    else:
        published = reverse("web:publications")
        links.append(Link(words="Published reports", address=published, current=request.path == published))
    if holds_here(request, Permission.READ_FIGURES_IN_PROGRESS, of=None):
        links.append(_part(request, "Years", "figures:years"))
    if holds_here(request, Permission.KEEP_THE_RECORD, of=None):
        links.append(_part(request, "Committee", "committee:desk"))
    entries = entries_for(request)
    if entries:
        address, within = reverse("web:administration"), (one.address for one in entries)
        current = any(request.path.startswith(one) for one in (address, *within))
        links.append(Link(words="Administration", address=address, current=current))
    return tuple(links)


def _back(request: HttpRequest) -> Link | None:
    """From a page of administration to its list, for whoever has one; and from a list of plans to the thread."""
    if request.resolver_match is not None and request.resolver_match.view_name in _FROM_THE_THREAD:
        return Link(words="Golden thread", address=reverse("thread:hub"))
    if request.path not in {one.address for one in entries_for(request)}:
        return None
    return Link(words="Administration", address=reverse("web:administration"))


def _elsewhere(request: HttpRequest) -> Iterator[Link]:
    """From the page of a thing to where else it is told of, for whoever may open that."""
    match = request.resolver_match
    if match is None:
        return
    there = documents_of(match.kwargs["reference"]) if match.view_name == "requests:request" else frozenset()
    for words, name, parts in _ELSEWHERE.get(match.view_name, ()):
        if _OF_A_REQUEST.get(name, "") not in ("", *there):
            continue
        if holds_here(request, _TAKES.get(name, Permission.READ_PLANS), of=None):
            yield Link(words=words, address=reverse(name, args=[match.kwargs[part] for part in parts]))


def _part(request: HttpRequest, words: str, name: str) -> Link:
    address = reverse(name)
    return Link(words=words, address=address, current=request.path.startswith(address))


def _account(person: User | None, *, path: str) -> tuple[Link, ...]:
    if person is None:
        address = reverse("account_login")
        return (Link(words="Sign in", address=address, current=path == address),)
    mine = reverse("accounts-mine")
    return (
        Link(words="Your account", address=mine, current=path == mine),
        Link(words="Sign out", address=reverse("account_logout")),
    )
