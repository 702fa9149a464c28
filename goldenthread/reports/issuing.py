"""Issuing a quarter's restricted packs, and who has which version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import PersonUnknown, person_by_email
from goldenthread.audit.operations import record_once
from goldenthread.committee.queries.seats import people_in_office
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.figures.queries import latest_freeze
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.permissions import Role
from goldenthread.partnership.queries import CouncilFacts, HeldRole, councils, held_roles
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.given import OPENED, is_issued_to, issued_to
from goldenthread.publishing.models import Publication
from goldenthread.publishing.operations import Recipient, issue_document, issue_publication
from goldenthread.publishing.origins import MadeOf
from goldenthread.publishing.queries import (
    IssuedCopy,
    PublicationEntry,
    current_publication,
    issues_of,
    publication_entry,
)
from goldenthread.publishing.rules import check_can_publish
from goldenthread.reports.audiences import Audience, AudienceKind, audience_called
from goldenthread.reports.documents.pack import pack_name
from goldenthread.reports.drafted import check_words_stand, drafted_of
from goldenthread.reports.operations import FrozenMeanwhile
from goldenthread.reports.queries import frozen_source, pack_document, pack_source
from goldenthread.reports.settled import made_of_freeze
from goldenthread.reports.sources import PackSource
from goldenthread.reports.wanted import of_quarter


class NobodyToIssueTo(InputRefused):
    """Somebody named is not known, or holds no post on that day. Carries a problem for each."""


class PublicAudience(Refused):
    """What is made for this audience is published and released, and given to nobody alone."""

    def __init__(self, audience: Audience) -> None:
        super().__init__(
            f"A pack for {audience.key} is public, so it is not issued. Publish it, and make it public.",
            at_terminal=f"`publish --audience {audience.key}` publishes it, and `release` makes it public.",
        )


class IssuedAlready(Refused):
    """The same version was issued to this audience before."""

    def __init__(self, public_id: str, *, made_from: str) -> None:
        super().__init__(
            f"{public_id} was issued from the same figures ({made_from}). Give it to more people, or say why it is "
            "made anew.",
            at_terminal=f"`issue --publication {public_id} --to EMAIL` gives it.",
        )


@dataclass(frozen=True, kw_only=True)
class IssuedPack:
    """The publication, and everybody who has it now."""

    publication: Publication
    copies: tuple[IssuedCopy, ...]


def issue_pack(
    *,
    quarter: Quarter,
    audience: str,
    to: Iterable[str],
    by: User,
    at: datetime,
    version: int | None = None,
    because: str = "",
    tell: Callable[[str], None] = lambda _words: None,
) -> IssuedPack:
    """Issues a restricted pack to the people of these addresses: document, files and who has it, or nothing.

    Made from the latest freeze, or from the one of this number; the Management Team's and the Chair's also from a round
    that is not frozen, as it stands. One that was issued before is replaced. Raises AudienceUnknown, PublicAudience,
    NobodyToIssueTo, NothingFrozen, VersionUnknown, IssuedAlready, FrozenMeanwhile, WordsChanged, and what
    `issue_document` raises.
    """
    check_can_publish(by, at=at, what="issue")
    whom = audience_called(audience)
    if not whom.is_restricted:
        raise PublicAudience(whom)
    people = recipients(to, council=whom.council, at=at)
    tell(f"Reading the figures of {quarter.label}")
    if whom.kind.is_given_unfrozen:
        source = pack_source(quarter, at=at, version=version)
    else:
        source = frozen_source(quarter, version=version)
    wanted = of_quarter(quarter, audience=whom)
    drafted = drafted_of(wanted, at=at)

    def check(_made_from: str) -> None:
        _check_is_latest(source, version=version)
        check_words_stand(wanted, drafted, at=at)

    return issue_made(
        lambda replaces, why: pack_document(source, audience=whom, at=at, replaces=replaces, because=why),
        name=pack_name(source.facts, audience=whom.key),
        audience=whom,
        period=str(quarter),
        to=people,
        by=by,
        at=at,
        because=because,
        origin=made_of_freeze(source, version=version),
        check=check,
        tell=tell,
    )


def issue_made(
    make: Callable[[str, str], ReportDocument],
    *,
    name: str,
    audience: Audience,
    period: str,
    to: Sequence[Recipient],
    by: User,
    at: datetime,
    because: str,
    origin: MadeOf,
    check: Callable[[str], None],
    tell: Callable[[str], None],
) -> IssuedPack:
    """Issues what is made, in place of what stands under its name.

    `make` is given the public id of what it replaces and why, both "" where nothing stands; `check` is given what the
    document was made from, and raises where that is no longer so. Raises IssuedAlready, and as `issue_document`.
    """
    replaces = current_publication(name)
    why = because or "It was made anew, from newer figures."
    document = make(replaces, why if replaces else "")
    (made_from,) = (one.value for one in document.identifiers if one.scheme == "figures")
    if replaces and publication_entry(replaces).made_from == made_from and not because:
        raise IssuedAlready(replaces, made_from=made_from)
    publication = issue_document(
        document,
        to=to,
        audience=audience.key,
        period=period,
        made_from=made_from,
        presented_to=document.audience,
        origin=origin,
        by=by,
        at=at,
        replaces=replaces,
        because=why if replaces else "",
        check=partial(check, made_from),
        tell=tell,
    )
    return IssuedPack(publication=publication, copies=issues_of(publication.public_id))


def issue_again(public_id: str, *, to: Iterable[str], by: User, at: datetime) -> IssuedPack:
    """Gives what was issued to more people; raises NobodyToIssueTo and what `issue_publication` raises."""
    check_can_publish(by, at=at, what="issue")
    whom = audience_called(publication_entry(public_id).audience)
    publication = issue_publication(public_id, to=recipients(to, council=whom.council, at=at), by=by, at=at)
    return IssuedPack(publication=publication, copies=issues_of(public_id))


def issued_to_holder(person: User, *, held: Sequence[HeldRole]) -> list[PublicationEntry]:
    """What was issued to a person and is still for them, newest first; `held` are the roles that they hold or act in
    today. Whoever holds no post any more, or none of the council that it was made for, is told nothing of it."""
    entries = issued_to(person.pk) if held else []
    return _still_for(held, entries) if entries else []


def is_issued_to_holder(entry: PublicationEntry, person: User, *, held: Sequence[HeldRole]) -> bool:
    """Whether it was issued to the person, and is still for a post that they hold."""
    return is_issued_to(entry.public_id, person_id=person.pk) and bool(_still_for(held, [entry]))


def _still_for(held: Sequence[HeldRole], entries: Iterable[PublicationEntry]) -> list[PublicationEntry]:
    """Of these, what is given to whoever holds one of the roles; one read, however many there are."""
    ids: dict[str, int | None] = {"": None, **{council.slug: council.id for council in councils()}}
    slugs = [(entry, entry.audience.partition(":")[2]) for entry in entries]
    return [entry for entry, slug in slugs if slug in ids and any(_is_for(one, council_id=ids[slug]) for one in held)]


def _is_for(held: HeldRole, *, council_id: int | None) -> bool:
    """Whether what is made for the council, or for all of them (None), is given to whoever holds this."""
    return council_id is None or held.council_id in (None, council_id)


def note_opened(public_id: str, *, by: User, at: datetime) -> None:
    """Somebody to whom it was issued has opened it; the first time is kept, so that who issued it sees that it came."""
    record_once(OPENED, subject="publication", subject_id=public_id, by=by.pk, at=at)


def recipients(addresses: Iterable[str], *, council: CouncilFacts | None, at: datetime) -> tuple[Recipient, ...]:
    """The people of these addresses with the post that each holds on that day, once each; raises NobodyToIssueTo.

    What is made for a council is given to who holds a post of that council, or of the whole partnership.
    """
    on = today_in_london(at)
    found: dict[int, Recipient] = {}
    problems = []
    for address in addresses:
        try:
            person = person_by_email(address)
        except PersonUnknown as unknown:
            problems.append(Problem(str(unknown)))
            continue
        held = held_roles(on=on, person=person)
        fitting = [one for one in held if _is_for(one, council_id=None if council is None else council.id)]
        if fitting:
            found[person.pk] = Recipient(person=person, post=fitting[0].post)
        elif held and council is not None:
            problems.append(
                Problem(
                    f"{person.name} is {held[0].post}, and holds no post of {council.name}: what is made for that "
                    "council alone is given to nobody of another."
                )
            )
        else:
            problems.append(
                Problem(
                    f"{person.name} holds no post on {on.day} {on:%B %Y}, so is given nothing that is restricted. Have "
                    "the appointment entered first."
                )
            )
    if not found and not problems:
        problems.append(Problem("Nobody is named: say who is given it.", at_terminal="--to names them."))
    if problems:
        raise NobodyToIssueTo(problems)
    return tuple(found.values())


def _check_is_latest(source: PackSource, *, version: int | None) -> None:
    """What was frozen while the pack was made is newer than it."""
    latest = latest_freeze(source.quarter)
    if version is None and latest is not None and latest.number != source.facts.version:
        raise FrozenMeanwhile(source.quarter, version=source.facts.version)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody whose post fits a restricted pack, by their address."""

    email: str
    name: str
    post: str


_MANAGEMENT = (Role.DIRECTOR, Role.PERFORMANCE_OFFICER)
_OF_A_COUNCIL = (Role.SECTION_151, Role.PARTNER_LEAD)


def candidates(audience: Audience, *, at: datetime) -> tuple[Candidate, ...]:
    """Those whom a restricted pack is for by their appointment, in the order of appointments: of a council, who clears
    for it; of the Chair's briefing, who holds the chair or the vice-chair; else directors and the performance officer.
    Others are named by their address."""
    on = today_in_london(at)
    chairs = people_in_office(on) if audience.kind is AudienceKind.CHAIRS_BRIEFING else None
    held = [one for one in held_roles(on=on) if _fits(one, audience=audience, chairs=chairs)]
    posts = {one.person_id: one.post for one in reversed(held)}
    people = {one.pk: one for one in User.objects.filter(pk__in=posts, is_active=True)}
    return tuple(
        Candidate(email=people[one].email, name=people[one].name, post=posts[one])
        for one in dict.fromkeys(one.person_id for one in held)
        if one in people
    )


def _fits(held: HeldRole, *, audience: Audience, chairs: frozenset[int] | None) -> bool:
    if chairs is not None:
        return held.person_id in chairs
    if audience.council is None:
        return held.role in _MANAGEMENT
    return held.role in _OF_A_COUNCIL and held.council_id == audience.council.id


def people_called(ids: Iterable[int]) -> tuple[User, ...]:
    """These people, by their ids, in the order of their names."""
    return tuple(User.objects.filter(pk__in=list(ids)).order_by("name", "pk"))
