"""A request in a file, checked as the register would, and put together with what the register knows of its service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from goldenthread.accounts.models import User
from goldenthread.committee.queries import decisions_called
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import says_why
from goldenthread.domain.request_evaluations import Dossier
from goldenthread.domain.request_files import RequestFile
from goldenthread.domain.request_powers import BodyKind
from goldenthread.domain.request_prices import wrong_price
from goldenthread.domain.request_protocols import ProtocolRecord
from goldenthread.domain.request_records import (
    RequestRecord,
    wrong_case,
    wrong_gate,
    wrong_needs,
    wrong_request,
    wrong_score,
    wrong_settled,
    wrong_view,
)
from goldenthread.partnership.models import Council, Service
from goldenthread.partnership.queries import provision_on
from goldenthread.requests.queries.around import around
from goldenthread.requests.queries.known import known_of
from goldenthread.requests.queries.protocols import same_requests
from goldenthread.thread.queries.reading import Reading


def checked_dossier(file: RequestFile, *, protocol: ProtocolRecord, today: date, reading: Reading) -> Dossier:
    """The file as what an evaluation is made of; raises InputRefused with everything that is wrong of it, by its place.

    Scores are those of the file, whoever gave them: nothing is entered.
    """
    here = around()
    problems = list(_wrong(file, protocol=protocol, councils=dict(here.councils), today=today))
    service = Service.objects.filter(slug=file.asked.service).first()
    if problems or service is None:
        raise InputRefused(problems)
    same = same_requests(file.asked).first()
    own = None if same is None else same.pk
    staff = here.staff(file.needs, service_id=service.pk, request_id=own)
    return replace(
        file.dossier,
        partners={slug: name for slug, name in here.councils.items() if name != file.asked.requester},
        known=known_of(service.pk, asked=file.asked, staff=staff, reading=reading, but=own),
    )


def _wrong(file: RequestFile, *, protocol: ProtocolRecord, councils: dict[str, str], today: date) -> Iterator[Problem]:
    yield from _at("request", wrong_as_received(file.asked, today=today))
    if file.needs is not None:
        yield from wrong_needs(file.needs, councils=councils)
    for place, gate in enumerate(file.gates, start=1):
        yield from _at(f"gate[{place}]", wrong_gate(gate))
    if file.price is not None:
        yield from _at("price", wrong_price(file.price, overheads=protocol.overheads))
        yield from _wrong_authority(file.price.below_cost_decision.strip(), today=today)
    for place, said in enumerate(file.considerations, start=1):
        if not says_why(said.words):
            yield Problem("Say in words what was found.", column=f"consideration[{place}] words")
    for place, view in enumerate(file.views, start=1):
        if view.council not in councils:
            words = f"There is no council {view.council!r}."
            yield Problem(words, column=f"view[{place}] council", expected=f"one of {', '.join(councils)}")
        yield from _at(f"view[{place}]", wrong_view(view, received_on=file.asked.received_on, today=today))
    if file.case is not None:
        yield from _at("case", wrong_case(file.case))
    for place, one in enumerate(file.scores, start=1):
        yield from _at(f"score[{place}]", wrong_score(one.score, protocol=protocol))
    yield from _one_person_twice(file)
    for place, settled in enumerate(file.settled, start=1):
        yield from _at(f"settled[{place}]", wrong_score(settled, protocol=protocol))
        given = [one.score.score for one in file.scores if one.score.criterion == settled.criterion]
        yield from _at(f"settled[{place}]", wrong_settled(settled, given=given))


def _one_person_twice(file: RequestFile) -> Iterator[Problem]:
    """Scores of one person under their address and under their name: two people score."""
    people = {name.casefold(): email.casefold() for name, email in User.objects.values_list("name", "email")}
    seen: set[tuple[str, str]] = set()
    for place, one in enumerate(file.scores, start=1):
        called = " ".join(one.scorer.split()).casefold()
        who = (people.get(called, called), one.score.criterion)
        if who in seen:
            words = f"{one.scorer} scored it already, under another name or address. Two people score it."
            yield Problem(words, column=f"score[{place}] scorer", found=one.scorer)
        seen.add(who)


def _wrong_authority(named: str, *, today: date) -> Iterator[Problem]:
    """What is wrong with the decision that is to allow a price below the full cost."""
    found = decisions_called([named]) if named else ()
    why = found[0].why_not_agreed(on=today) if found else "The committee's record has no such decision."
    if named and why:
        yield Problem(why, column="price below_cost_decision", found=named)


def _at(place: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    for one in problems:
        yield replace(one, column=f"{place} {one.column}".strip())


def wrong_as_received(asked: RequestRecord, *, today: date) -> Iterator[Problem]:
    """Everything that is wrong with what is asked: by itself, and of a service that is not there, or is provided to no
    partner on the first day."""
    yield from wrong_request(asked, today=today)
    service = Service.objects.filter(slug=asked.service).first()
    if service is None:
        known = ", ".join(Service.objects.order_by("slug").values_list("slug", flat=True))
        yield Problem(
            f"There is no service {asked.service!r}.", column="service", found=asked.service, expected=f"one of {known}"
        )
        return
    names = tuple(Council.objects.order_by("position").values_list("name", flat=True))
    if asked.body is BodyKind.PARTNER and asked.requester.strip() not in names:
        words = "Call a partner council as the register does, so that it is not asked for its view on its own request."
        yield Problem(words, column="requester", found=asked.requester[:60], expected=f"one of {', '.join(names)}")
    if asked.body is not BodyKind.PARTNER and asked.requester.strip() in names:
        yield Problem(f"{asked.requester.strip()} is a partner council: say so.", column="body", found=asked.body.value)
    # Of what is still to come, what is known now holds.
    day = asked.starts_on or asked.received_on
    if not any(one.service.id == service.pk for one in provision_on(day)):
        yield Problem(
            f"{service.name} is provided to no partner on {day_words(day)}, so that nobody could support another with "
            "it.",
            column="service",
            found=asked.service,
        )
