"""How pages say how people stand, what they hold, and what was done to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.standing import Account
from goldenthread.audit.queries import LogEntry
from goldenthread.components.lists import Count, Fact, Happening, Tag
from goldenthread.components.narrowing import Listed
from goldenthread.components.paging import pages_of
from goldenthread.components.tables import Cell, Column, Table, address_with, order_asked_for, row_of, sortable
from goldenthread.domain.days import day_words
from goldenthread.partnership.forms.people import STATES, WHOLE, PeopleFilter, WhereChoices
from goldenthread.partnership.permissions import Role
from goldenthread.partnership.queries.people import (
    AppointmentFacts,
    DeputyFacts,
    ListedPerson,
    PersonFacts,
    Places,
    names_of,
)
from goldenthread.terminal.order import moment_in_words

STATE_WORDS = dict(STATES)
_TONES = {"active": "done", "invited": "due", "expired": "late", "code": "late", "none": "due", "closed": "quiet"}
_KEYS = ("name", "state", "last")
_ORDER = tuple(STATE_WORDS)


def person_address(person_id: int, step: str = "") -> str:
    """The page of a person, or of a step of it."""
    return reverse(f"partnership:{step or 'person'}", kwargs={"person_id": person_id})


def counted_people(number: int) -> str:
    """ "1 person", "12 people"."""
    return "1 person" if number == 1 else f"{number} people"


def state_of(account: Account, *, lacks_code: bool, at: datetime) -> str:
    """How the account stands, as a code of STATES."""
    if not account.is_open:
        return "closed"
    if account.can_sign_in:
        return "code" if lacks_code else "active"
    if account.is_invited(at=at):
        return "invited"
    return "expired" if account.let_invitation_pass(at=at) else "none"


def state_tag(state: str) -> Tag:
    """The state as it is drawn."""
    return Tag(words=STATE_WORDS[state], tone=_TONES.get(state, "quiet"))


def wanted(at: datetime) -> Mapping[str, Callable[[ListedPerson], bool]]:
    """What each choice of state asks of a person."""

    def stands(code: str) -> Callable[[ListedPerson], bool]:
        return lambda one: state_of(one.account, lacks_code=one.lacks_code, at=at) == code

    return {
        **{code: stands(code) for code in ("code", "invited", "expired", "none", "closed")},
        "active": lambda one: one.account.can_sign_in,
        "deputy": lambda one: one.is_deputy,
    }


def chosen_of(people: Sequence[ListedPerson], form: PeopleFilter, *, at: datetime, named: Places) -> list[ListedPerson]:
    """The people that the filter lets through."""
    chosen = {name: code for name, (code, _) in form.chosen.items()}
    searched, role, council = (chosen.get(name, "") for name in ("search", "role", "council"))
    is_wanted = wanted(at).get(chosen.get("state", ""))
    ids = {slug: key for key, slug in named.council_slugs.items()}
    council_id = None if council == WHOLE else ids.get(council)
    return [
        one
        for one in people
        if (not searched or searched.casefold() in _words_of(one))
        and (is_wanted is None or is_wanted(one))
        and (
            not (role or council)
            or any(
                (not role or held.role == role) and (not council or held.council_id == council_id) for held in one.held
            )
        )
    ]


def _words_of(one: ListedPerson) -> str:
    return " ".join((one.account.name, one.account.email, *(held.post for held in one.held))).casefold()


def state_counts(people: Sequence[ListedPerson], *, at: datetime) -> tuple[Count, ...]:
    """How many stand how, each leading to them; the first is told even of none."""
    tests = wanted(at)
    numbers = {code: sum(tests[code](one) for one in people) for code in _ORDER}
    return tuple(
        Count(
            number=str(numbers[code]),
            words=words,
            base=f"of {len(people)}" if code == "active" else "",
            address=f"{reverse('partnership:people')}{address_with({'state': code})}#list",
        )
        for code, words in STATES
        if code == "active" or (numbers[code] and code != "deputy")
    )


def list_of(
    people: Sequence[ListedPerson], form: PeopleFilter, *, query: Mapping[str, str], at: datetime, any_at_all: bool
) -> Listed:
    """One page of the people."""
    key, descending = order_asked_for(query, keys=_KEYS, first="name")
    never = datetime.min.replace(tzinfo=at.tzinfo)
    orders: Mapping[str, Callable[[ListedPerson], tuple[object, ...]]] = {
        "name": lambda one: (one.account.name.casefold(), one.account.person_id),
        "state": lambda one: (
            _ORDER.index(state_of(one.account, lacks_code=one.lacks_code, at=at)),
            one.account.name.casefold(),
        ),
        "last": lambda one: (one.account.last_signed_in or never, one.account.name.casefold()),
    }
    shown = sorted(people, key=orders[key], reverse=descending)
    pages = pages_of(len(shown), query=query)
    columns = sortable(
        ("Name", "name", False),
        ("Holds today", "", False),
        ("State", "state", False),
        ("Last signed in", "last", False),
        query=query,
        first="name",
    )
    return Listed(
        table=Table(
            caption=counted_people(len(shown)),
            columns=columns,
            rows=tuple(_row(one, at=at) for one in shown[pages.rows]),
            key="people",
            empty="Nobody is as you chose. Remove a choice to see more." if any_at_all else "There is nobody yet.",
        ),
        pages=pages,
        chosen=form.undone_at(query),
    )


def _row(one: ListedPerson, *, at: datetime) -> tuple[Cell, ...]:
    account = one.account
    state = state_of(account, lacks_code=one.lacks_code, at=at)
    until = account.invited_until
    day = "" if until is None else day_words(timezone.localtime(until).date())
    small = {"invited": f"until {day}", "expired": f"on {day}"}.get(state, "")
    held = [(held.post, f"{Role(held.role).label}, {where}") for held, where in zip(one.held, one.where, strict=True)]
    first, *others = held or [("No role", "")]
    more = f"; and {len(others)} more" if others else ""
    last = account.last_signed_in
    return row_of(
        Cell(words=account.name, small=account.email, breaks=True, address=person_address(account.person_id)),
        Cell(words=first[0], small=f"{first[1]}{more}"),
        Cell(words=STATE_WORDS[state], small=small),
        "Never" if last is None else day_words(timezone.localtime(last).date()),
    )


def facts_of(facts: PersonFacts, *, state: str, at: datetime) -> tuple[Fact, ...]:
    """How somebody signs in, and when they did."""
    account = facts.account
    if account.has_code:
        code = "Added, asked for at every sign-in"
    elif not facts.needs_code:
        code = "Not added; no role of theirs needs one"
    elif account.brings_a_second_factor:
        code = "Not added; the organisation asks for one itself"
    else:
        code = "Not added, though a role of theirs needs one: it is asked for at the next sign-in"
    said = [
        Fact(name="E-mail address", words=account.email),
        Fact(name="Account", words=STATE_WORDS[state]),
        Fact(name="Password", words="Chosen" if account.has_password else "Not chosen yet"),
        Fact(name="Code from a telephone", words=code),
        Fact(name="Organisation’s own sign-in", words="Linked" if account.is_linked else "Not linked"),
        Fact(
            name="Last signed in",
            words="Never" if account.last_signed_in is None else moment_in_words(account.last_signed_in),
        ),
    ]
    if account.invited_until is not None and account.is_open:
        verb = "Not used yet; the link works until" if account.is_invited(at=at) else "Ran out on"
        said.append(Fact(name="Invitation", words=f"{verb} {moment_in_words(account.invited_until)}"))
    return tuple(said)


def appointments_table(facts: PersonFacts, *, on: date) -> Table:
    """What somebody holds or will hold, each with the way to end it."""
    now = [one for one in facts.appointments if not one.is_past(on=on)]
    return Table(
        caption="Appointments",
        columns=tuple(Column(title=title) for title in ("Post", "Where", "From", "To", "Change")),
        rows=tuple(
            row_of(
                Cell(words=one.post, small=one.role_words),
                one.where,
                day_words(one.starts_on),
                _last_day(one),
                Cell(
                    words=f"End the appointment as {one.post}",
                    address=reverse(
                        "partnership:end",
                        kwargs={"person_id": facts.account.person_id, "appointment_id": one.id},
                    ),
                ),
            )
            for one in now
        ),
        key="appointments",
        empty="Holds no role now.",
    )


def past_table(facts: PersonFacts, *, on: date) -> Table | None:
    """What somebody held before; None where they held nothing."""
    past = [one for one in facts.appointments if one.is_past(on=on)]
    if not past:
        return None
    return Table(
        caption="Held before",
        columns=tuple(Column(title=title) for title in ("Post", "Where", "From", "To")),
        rows=tuple(
            row_of(Cell(words=one.post, small=one.role_words), one.where, day_words(one.starts_on), _last_day(one))
            for one in past
        ),
        key="past",
    )


def _last_day(one: AppointmentFacts) -> str:
    return "No end date" if one.ended_on is None else day_words(one.ended_on)


def deputy_words(one: DeputyFacts, *, who: str, on: date) -> str:
    """ "Asha Patel acts as Head of Exchequer from 14 October 2019 to 25 October 2019"."""
    acts = "acts" if one.is_on(on) else "will act"
    return f"{who} {acts} as {', '.join(one.posts)} from {day_words(one.starts_on)} to {day_words(one.ends_on)}"


def acting_words(one: DeputyFacts, *, on: date) -> str:
    """ "Asha Patel, as Head of Exchequer, until 25 October 2019"."""
    since = "" if one.is_on(on) else f"from {day_words(one.starts_on)} "
    return f"{one.of_name}, as {', '.join(one.posts)}, {since}until {day_words(one.ends_on)}"


def where_choices(named: Places) -> WhereChoices:
    """What a role may be held for, as the boxes of a form."""
    return WhereChoices(
        councils=[(slug, named.councils[key]) for key, slug in named.council_slugs.items()],
        directorates=[(name, name) for name in named.directorates.values()],
        services=[(name, name) for name in named.services.values()],
    )


def deputy_choices(people: Iterable[ListedPerson], *, without: int) -> list[tuple[str, str]]:
    """Everybody who may be named: whose account is open, with the post that tells them apart."""
    return [
        (str(one.account.person_id), ", ".join((one.account.name, *_own_posts(one))))
        for one in people
        if one.account.is_open and one.account.person_id != without
    ]


def _own_posts(one: ListedPerson) -> list[str]:
    return [held.post for held in one.held if not held.is_deputy and held.post != one.account.name][:1]


def happenings_of(entries: Sequence[LogEntry]) -> tuple[Happening, ...]:
    """What was done to somebody, in the order given."""
    names = names_of(_people_in(entries))
    return tuple(
        Happening(
            what=_called(one),
            who=_who(one, names),
            when=moment_in_words(one.at),
            when_exactly=timezone.localtime(one.at).isoformat(timespec="seconds"),
            words=_said(one, names),
        )
        for one in entries
    )


def done_words(entries: Sequence[LogEntry]) -> list[str]:
    """ "Appointment added, Sam Okoye, 14 October 2019 at 10:30"."""
    names = names_of(_people_in(entries))
    return [", ".join((_called(one), _who(one, names), moment_in_words(one.at))) for one in entries]


def _people_in(entries: Iterable[LogEntry]) -> set[int]:
    ids = {one.by for one in entries if one.by is not None}
    deputies = {one.details["deputy"] for one in entries if isinstance(one.details.get("deputy"), int)}
    return ids | {each for each in deputies if isinstance(each, int)}


def _called(one: LogEntry) -> str:
    words = one.kind.removeprefix("person ") if one.kind in _OF_A_PERSON else one.kind
    return f"{words[:1].upper()}{words[1:]}"


_OF_A_PERSON = ("person added", "person renamed", "person invited")


def _who(one: LogEntry, names: Mapping[int, str]) -> str:
    return "the product" if one.by is None else names.get(one.by, "somebody")


def _said(one: LogEntry, names: Mapping[int, str]) -> str:
    """What an event of an appointment or a deputy tells besides: its words, days and whom."""
    details = one.details
    if "deputy" in details:
        deputy = details["deputy"]
        who = names.get(deputy, "somebody") if isinstance(deputy, int) else "somebody"
        return f"{who}, {_day(details.get('starts_on'))} to {_day(details.get('ends_on'))}"
    new, old = details.get("new"), details.get("old")
    if not isinstance(new, Mapping):
        return ""
    if isinstance(old, Mapping):
        return "; ".join(f"{_HEADINGS.get(name, name)}: {_day(value) or 'none'}" for name, value in new.items())
    days = f"from {_day(new.get('starts_on'))}" + (f" to {_day(new['ended_on'])}" if new.get("ended_on") else "")
    return f"{_role(new.get('role'))}, {new.get('post', '')}, {days}"


_HEADINGS = {"ended_on": "Last day", "post": "Post"}


def _role(value: object) -> str:
    """ "Section 151 officer" of "section 151 officer", as an event may have it."""
    code = str(value or "").replace(" ", "-")
    return Role(code).label if code in Role.values else str(value or "")


def _day(value: object) -> str:
    try:
        return day_words(date.fromisoformat(str(value)))
    except ValueError:
        return str(value or "")
