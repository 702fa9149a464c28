"""Publishing a quarter's pack, the officer's own words in any document, and findings that the clerk lets pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.reasons import check_says_why
from goldenthread.domain.snapshot import RoundFacts
from goldenthread.figures.queries import latest_freeze, opened_again
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.rules import check_may
from goldenthread.publishing.models import Publication
from goldenthread.publishing.operations import check_follows, publish_document
from goldenthread.publishing.origins import MadeOf
from goldenthread.publishing.queries import FileEntry, publication_made_from, published_files
from goldenthread.publishing.rules import check_can_publish
from goldenthread.publishing.turns import take_turns_over_figures
from goldenthread.publishing.words import clean, unprintable
from goldenthread.reports.audiences import Audience, audience_called
from goldenthread.reports.documents.pack import made_from, pack_name
from goldenthread.reports.drafted import (
    MOST_WORDS,
    DraftedWords,
    check_words_stand,
    drafted_of,
    has_other_words,
    place_called,
    versions_of,
)
from goldenthread.reports.linter import LintFinding, refusals
from goldenthread.reports.models import DraftedSection, PassedFinding
from goldenthread.reports.papers.stored import CheckedFinding, CheckedPaper, found_words
from goldenthread.reports.queries import findings_of, frozen_source, pack_document
from goldenthread.reports.settled import check_nothing_withheld, made_of_freeze
from goldenthread.reports.wanted import Wanted, of_quarter
from goldenthread.terminal.order import check_in_order

_MOST_NAMED = 5


class PackNotFit(InputRefused):
    """The checks before publication found something that must be mended first."""

    # A page lists what they found beside it.
    at_page = "The checks find something that must be mended first. See what they found below."


class RestrictedAudience(Refused):
    """What is made for this audience is given to named people, and never published."""

    def __init__(self, audience: Audience) -> None:
        super().__init__(
            f"A pack for {audience.key} is restricted, so it is not published. Give it to named people.",
            at_terminal=f"`issue --audience {audience.key} --to EMAIL` gives it.",
        )


class NotFrozenAgain(Refused):
    """Figures were opened again since the latest freeze, so a pack of it would tell what is being corrected."""

    def __init__(self, quarter: Quarter, *, names: list[str]) -> None:
        shown = "; ".join(names[:_MOST_NAMED]) + ("; and others" if len(names) > _MOST_NAMED else "")
        super().__init__(
            f"Opened again since {quarter.label} was last frozen: {shown}. Freeze the round again, then publish."
        )


class FrozenMeanwhile(Refused):
    """A newer version of the figures was frozen while a pack of an older one was being made."""

    def __init__(self, quarter: Quarter, *, version: int) -> None:
        super().__init__(
            f"{quarter.label} was frozen again while version {version} was being published; publish again."
        )


class NothingCorrected(Refused):
    """A correction would be made from the same figures as what it replaces, and hold the same words."""

    def __init__(self, public_id: str, *, version: str, mend: str = "") -> None:
        first = mend or "Open what is wrong again, have it returned and signed off, and freeze it"
        super().__init__(
            f"{public_id} was made from the same figures ({version}), so nothing in it would change. {first}; then "
            "publish the correction."
        )


@dataclass(frozen=True, kw_only=True)
class PublishedPack:
    """The publication, and what was found and published over."""

    publication: Publication
    files: tuple[FileEntry, ...]
    warnings: tuple[LintFinding, ...]


def publish_pack(
    *,
    quarter: Quarter,
    audience: str,
    by: User,
    at: datetime,
    version: int | None = None,
    replaces: str = "",
    because: str = "",
    tell: Callable[[str], None] = lambda _words: None,
) -> PublishedPack:
    """Publishes a freeze for an audience: document and files in one transaction, or nothing. It is public once it is
    released.

    The latest freeze, unless a `version` is asked for by its number. Raises AudienceUnknown, RestrictedAudience,
    NothingFrozen, VersionUnknown, NotFrozenAgain, FrozenMeanwhile, WordsChanged, NothingCorrected, PackNotFit with
    everything found, WithheldSince, and what `publish_document` raises. `tell` is told what goes on.
    """
    check_can_publish(by, at=at)
    whom = audience_called(audience)
    if whom.is_restricted:
        raise RestrictedAudience(whom)
    tell(f"Reading the figures of {quarter.label}")
    source = frozen_source(quarter, version=version)
    made_of = made_of_freeze(source, version=version)
    wanted = of_quarter(quarter, audience=whom)
    drafted = drafted_of(wanted, at=at)
    new_words = bool(replaces) and has_other_words(replaces, drafted)
    check = partial(
        _check_is_settled, quarter, facts=source.facts, version=version, replaces="" if new_words else replaces
    )
    # What needs no document comes before the making of one.
    check()
    check_follows(pack_name(source.facts, audience=whom.key), replaces=replaces, at=at)
    document = pack_document(source, audience=whom, at=at, replaces=replaces, because=because)
    findings = findings_of(source, audience=whom, document=document, at=at)
    refused = refusals(findings)
    if refused:
        raise PackNotFit(finding.problem for finding in refused)
    publication = publish_document(
        document,
        audience=whom.key,
        period=str(quarter),
        made_from=made_from(source.facts),
        presented_to=document.audience,
        origin=made_of,
        by=by,
        at=at,
        replaces=replaces,
        because=because,
        check=partial(_check_once_more, made_of, drafted, wanted=wanted, at=at, settled=check),
        tell=tell,
    )
    return PublishedPack(publication=publication, files=published_files(publication.public_id), warnings=findings)


def _check_once_more(
    made_of: MadeOf, drafted: tuple[DraftedWords, ...], *, wanted: Wanted, at: datetime, settled: Callable[[], None]
) -> None:
    """While a pack is typeset, something may be withheld, or other words written; whatever else is checked is frozen
    with its figures."""
    settled()
    check_words_stand(wanted, drafted, at=at)
    quarter = wanted.of_quarter
    check_nothing_withheld(
        made_of, period=str(quarter), then=f"Freeze {quarter.label} again, then publish: a pack of it would tell them."
    )


def _check_is_settled(quarter: Quarter, *, facts: RoundFacts, version: int | None, replaces: str) -> None:
    """A version that was asked for by number may be an older one; nothing is told that is being corrected."""
    latest = latest_freeze(quarter)
    is_latest = latest is not None and latest.number == facts.version
    if not is_latest and version is None:
        raise FrozenMeanwhile(quarter, version=facts.version)
    names = opened_again(quarter) if is_latest else []
    if names:
        raise NotFrozenAgain(quarter, names=names)
    if replaces and publication_made_from(replaces) == made_from(facts):
        raise NothingCorrected(replaces, version=made_from(facts))


# --- the officer's own words ------------------------------------------------------------------------------------------


class WordsRefused(InputRefused):
    """The words cannot stand in a document so; nothing was written. Carries every reason."""


class ChangedSinceLooked(Refused):
    """Somebody wrote other words for the place since it was looked at."""

    def __init__(self, newest: DraftedWords) -> None:
        self.newest = newest
        super().__init__(
            f"{newest.written_by} wrote other words for “{newest.place.title}” since you looked at them. Look at them "
            "again before you go on."
        )


@transaction.atomic
def draft_words(
    wanted: Wanted, *, place: str, words: str, by: User, at: datetime, version: int | None = None
) -> DraftedWords:
    """Keeps the officer's words for a place of a document as its next version; empty words take them out.

    `version` is the one that was looked at, 0 where there was none; None asks nothing. What is published keeps the
    words that it was published with: newer ones stand in the next. Raises PlaceUnknown, RoleMissing,
    ChangedSinceLooked, WordsRefused and OutOfOrder.
    """
    where = place_called(wanted, place)
    held = check_may(by, Permission.EDIT_WORDS, today=today_in_london(at))
    # What is published meanwhile has the words before these, or these: whoever comes second is told.
    take_turns_over_figures()
    written = versions_of(wanted, where)
    last = written[-1] if written else None
    if last is not None and version is not None and version != last.number:
        raise ChangedSinceLooked(last)
    kept = clean(words).strip()
    found = [Problem(why) for why in _why_not_words(kept, last=last)]
    if found:
        raise WordsRefused(found)
    if last is not None:
        check_in_order(at, after=last.written_at, what="The words before them were written")
    row = DraftedSection.objects.create(
        document=wanted.name,
        place=where.key,
        number=1 if last is None else last.number + 1,
        words=kept,
        post=held.post,
        written_by=by,
        written_at=at,
    )
    record(
        "words drafted",
        subject="report",
        subject_id=wanted.name,
        by=by.pk,
        at=at,
        details={"place": where.key, "version": row.number, "words": kept},
    )
    return versions_of(wanted, where)[-1]


def _why_not_words(words: str, *, last: DraftedWords | None) -> Iterator[str]:
    before = "" if last is None else last.words
    if words == before:
        yield "These are the words that stand there already." if words else "No words stand there, and none were given."
    many = len(words.split())
    if many > MOST_WORDS:
        yield f"Use {MOST_WORDS} words or fewer; these are {many}."
    yield from map(str, unprintable(words))


# --- what the clerk lets pass -----------------------------------------------------------------------------------------


class FindingGone(Refused):
    """The paper, or what it says, changed: the check does not find this any more."""

    def __init__(self) -> None:
        super().__init__("The check does not find this any more. Look at what it finds now.")


@transaction.atomic
def pass_findings(
    found: Iterable[tuple[CheckedPaper, CheckedFinding]], *, meeting_id: int, because: str, by: User, at: datetime
) -> None:
    """Keeps why blocking findings about papers of a meeting do not keep them from going out.

    No check stops an agenda on its statutory day, and none is passed in silence. Raises RoleMissing and NoReason.
    """
    check_may(by, Permission.KEEP_THE_RECORD, today=today_in_london(at))
    check_says_why(because, of="A finding that is let pass")
    for paper, one in found:
        row = PassedFinding.objects.create(
            meeting_id=meeting_id,
            paper_id=paper.paper_id,
            check_name=one.finding.code.value,
            found=found_words(one.finding),
            because=because.strip(),
            passed_by=by,
            passed_at=at,
        )
        # What is found may quote a paper that is exempt: the log names the check alone.
        record(
            "finding passed",
            subject="meeting",
            subject_id=str(meeting_id),
            by=by.pk,
            at=at,
            details={"check": row.check_name, "item": paper.place, "because": row.because},
        )
