"""What a later close of a year tells otherwise than the one that was published, and who has that one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.domain.withheld import year_for_the_public
from goldenthread.publishing.cells import Number, RatingMark
from goldenthread.publishing.document import Block, Column, Notice, NoticeKind, Paragraph, Section, Table
from goldenthread.reports.documents.age import in_whole_seconds, london_day
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting
from goldenthread.reports.documents.since import held_blocks
from goldenthread.reports.documents.year_tables import measure_cell
from goldenthread.reports.documents.year_told import ToldYear, YearTelling, year_telling
from goldenthread.reports.sources import EarlierYear

MOST_NOTICES = 6
_NONE = "–"


@dataclass(frozen=True, kw_only=True)
class YearDifference:
    """One value or rating of a measure's year, as it was published and as it is."""

    measure: ToldYear
    what: str  # "Q4", "year", "rating"
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class YearSince:
    """What is told against the close that was published. `left_out` are measures of which something is withheld since:
    what was said of them once is not said again."""

    older: YearTelling
    newer: YearTelling
    before: EarlierYear
    differences: tuple[YearDifference, ...]
    rated_otherwise: tuple[tuple[ToldYear, ToldYear], ...]  # as it was, as it is
    left_out: int

    @property
    def version(self) -> int:
        return self.before.facts.version


def year_since(
    telling: YearTelling, *, before: EarlierYear | None, is_public: bool, gss_code: str = ""
) -> YearSince | None:
    """The differences of the measures that are told, and of those of the council, or of any, that are gone; None where
    nothing was published from an earlier close."""
    if before is None:
        return None
    snapshots = (year_for_the_public(one) if is_public else one for one in before.snapshots)
    older = year_telling(
        cleaned(before.facts), cleaned(tuple(snapshots)), as_at=in_whole_seconds(before.facts.closed_at)
    )
    old = {one.snapshot.measure_id: one for one in older.measures}
    now = {one.snapshot.measure_id for one in telling.measures}
    hidden = {
        one.snapshot.measure_id
        for one in telling.measures
        if is_public and _is_hidden_since(old.get(one.snapshot.measure_id), now=one)
    }
    shown = [one for one in telling.measures if one.snapshot.measure_id not in hidden]
    differences = [
        difference for one in shown for difference in _differences(old.get(one.snapshot.measure_id), now=one)
    ]
    gone = (one for one in older.measures if one.snapshot.measure_id not in now)
    differences += [
        YearDifference(measure=one, what="measure", was="in the year", now="no longer in it")
        for one in gone
        if not gss_code or one.terms.council_gss == gss_code
    ]
    pairs = ((old[one.snapshot.measure_id], one) for one in shown if one.snapshot.measure_id in old)
    return YearSince(
        older=older,
        newer=telling,
        before=before,
        differences=tuple(differences),
        rated_otherwise=tuple(pair for pair in pairs if _codes(pair[0]) != _codes(pair[1])),
        left_out=len(hidden),
    )


def year_since_notices(since: YearSince | None) -> tuple[Notice, ...]:
    """What stands before anything else: each measure whose year is rated otherwise than it was published."""
    if since is None:
        return ()
    found = since.rated_otherwise
    notices = tuple(_notice(was, now=now, since=since) for was, now in found[:MOST_NOTICES])
    rest = len(found) - len(notices)
    if not rest:
        return notices
    more = Notice(
        kind=NoticeKind.CORRECTION,
        title=f"{count_of(rest, 'more measure')} {is_or_are(rest)} rated otherwise than in version {since.version}",
        paragraphs=("The last part of this report names each.",),
    )
    return (*notices, more)


def year_since_sections(since: YearSince | None, *, letter: str) -> Iterator[Section]:
    """The part itself; none where nothing was published from an earlier close."""
    if since is not None:
        yield Section(
            title=f"{letter}. What changed since version {since.version}", new_page=True, blocks=tuple(_blocks(since))
        )


def _is_hidden_since(was: ToldYear | None, *, now: ToldYear) -> bool:
    """Whether more of the measure's year is withheld than was."""
    if was is None:
        return False
    before, after = was.snapshot, now.snapshot
    last_year = after.last_year is not None and after.last_year.withheld
    had_it = before.last_year is not None and not before.last_year.withheld
    return bool(after.withheld and not before.withheld) or (last_year and had_it)


def _codes(one: ToldYear) -> tuple[str, str]:
    return one.mark.code, "" if one.own_mark is None else one.own_mark.code


def _differences(was: ToldYear | None, *, now: ToldYear) -> Iterator[YearDifference]:
    if was is None:
        yield YearDifference(measure=now, what="measure", was="not in it", now=now.outturn.text)
        return
    marks = (("rating", was.mark, now.mark), ("rating under the council's own policy", was.own_mark, now.own_mark))
    for what, old, new in marks:
        if _word(old) != _word(new):
            yield YearDifference(measure=now, what=what, was=_word(old), now=_word(new))
    quarters = zip(was.quarters, now.quarters, strict=True)
    numbers = (
        ("year", was.outturn, now.outturn),
        *((f"Q{number}", *pair) for number, pair in enumerate(quarters, start=1)),
        ("target of the year", was.target, now.target),
        ("year before", was.last_year, now.last_year),
    )
    for what, before, after in numbers:
        if (before.text, before.value) != (after.text, after.value):
            told = _told(before, after)
            yield YearDifference(measure=now, what=what, was=told[0], now=told[1])
    if was.travel.word != now.travel.word:
        yield YearDifference(measure=now, what="since the year before", was=was.travel.word, now=now.travel.word)


def _told(before: Number, after: Number) -> tuple[str, str]:
    """Both as printed; exactly, where they are printed alike."""
    if before.text != after.text:
        return before.text, after.text
    return str(before.value), str(after.value)


def _word(mark: RatingMark | None) -> str:
    return _NONE if mark is None else mark.word


def _notice(was: ToldYear, *, now: ToldYear, since: YearSince) -> Notice:
    rated = f"It was rated {_word(was.mark)}; it is rated {_word(now.mark)}."
    if _word(was.own_mark) != _word(now.own_mark):
        rated += (
            f" Under the council's own policy it was rated {_word(was.own_mark)}, and is rated {_word(now.own_mark)}."
        )
    quarters = tuple(
        f"Q{number} was published as {old.text}, and is now known to be {new.text}."
        for number, (old, new) in enumerate(zip(was.quarters, now.quarters, strict=True), start=1)
        if old.value != new.value
    )
    because = since.newer.facts.because
    return Notice(
        kind=NoticeKind.CORRECTION,
        title=f"{now.name}, {since.newer.year.label}: published as {was.outturn.text}, now {now.outturn.text}",
        paragraphs=(rated, *quarters, *((f"Why the year was closed again: {because}",) if because else ())),
    )


def _blocks(since: YearSince) -> Iterator[Block]:
    yield Paragraph(text=_in_words(since))
    if since.left_out:
        number = since.left_out
        yield Paragraph(
            text=f"{starting(count_of(number, 'measure'))}, of which something is withheld since, {is_or_are(number)} "
            "not compared."
        )
    if since.differences:
        older, newer = since.version, since.newer.facts.version
        yield Table(
            caption=f"What differs between versions {older} and {newer} of {since.newer.year.label}",
            columns=(
                Column(title="Measure", share=5),
                Column(title="What", share=4),
                Column(title=f"Version {older}", share=4),
                Column(title=f"Version {newer}", share=4),
            ),
            rows=tuple(
                (measure_cell(one.measure, with_scope=True), one.what, one.was, one.now) for one in since.differences
            ),
        )
    yield from held_blocks(since.before.held)


def _in_words(since: YearSince) -> str:
    closed = f"version {since.version}, closed on {london_day(since.before.facts.closed_at)}"
    number = len(since.differences)
    if not number:
        return f"No value and no rating differs from {closed}."
    measures = len({one.measure.snapshot.measure_id for one in since.differences})
    rated = len(since.rated_otherwise)
    return (
        f"{starting(count_of(number, 'value or rating', plural='values and ratings'))} of "
        f"{count_of(measures, 'measure')} {'differs' if number == 1 else 'differ'} from {closed}, as the table says. "
        f"{rated or 'None'} of the measures {is_or_are(rated or 1)} rated otherwise."
    )
