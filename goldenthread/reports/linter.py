"""Checks before publication: what would embarrass a committee, found while it can still be mended.

A refusal is something untrue, unfinished or unanswered in the pack itself; it keeps the pack from being published. A
warning is told and published over: the pack says the same to its readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.domain.claims import untrue_claims
from goldenthread.domain.days import day_words
from goldenthread.domain.heads import MOST_WORDS, Head, LongHead, long_heads
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import Quarter
from goldenthread.domain.placeholders import around_placeholder, placeholder_in
from goldenthread.domain.problems import Problem
from goldenthread.domain.snapshot import ExceptionWords, FigureSnapshot, RoundFacts
from goldenthread.domain.terms import Terms
from goldenthread.domain.withheld import WorkedOut, worked_out
from goldenthread.domain.workdays import clear_days_between, last_day_to_publish
from goldenthread.figures.queries.numbers import numbers_frozen
from goldenthread.publishing.checks import DocumentRefused, check_document
from goldenthread.publishing.document import ReportDocument, words_in
from goldenthread.reports.documents.printed import is_returned
from goldenthread.reports.documents.sentences import count_of, is_or_are, listed_up_to, once_each
from goldenthread.reports.documents.told import Place, place_of
from goldenthread.reports.sources import PackSource

CLEAR_DAYS = 5
MOST_NAMED = 5


class Weight(StrEnum):
    """Whether a finding keeps the pack from being published."""

    REFUSED = "refused"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class LintFinding:
    """One thing found, in a sentence that says where it is and how to mend it; `measures` are those that it is about,
    by their ids. `at_terminal` tells whoever typed a command which command or option mends it."""

    weight: Weight
    code: str
    words: str
    measures: tuple[int, ...] = ()
    at_terminal: str = ""

    @property
    def problem(self) -> Problem:
        """The finding as what is wrong with an input."""
        return Problem(self.words, at_terminal=self.at_terminal)

    @property
    def told_at_terminal(self) -> str:
        """The sentence as whoever typed a command is told it."""
        return self.problem.told_at_terminal().message


def lint(
    source: PackSource,
    *,
    document: ReportDocument,
    publishing_on: date,
    holidays: AbstractSet[date],
    clear_days: int = CLEAR_DAYS,
) -> tuple[LintFinding, ...]:
    """Everything found in a pack and in what it was made from, refusals first."""
    facts, figures = source.facts, source.figures
    found = [
        *_counts(facts, figures),
        *in_the_document(document, again="freeze the round again"),
        *_unanswered_warnings(figures, is_draft=source.is_draft),
        *_given_away(source),
        *_meeting(facts, publishing_on=publishing_on, holidays=holidays, clear_days=clear_days),
        *_authority(facts, figures),
        *_unfinished(figures),
        *_words(facts, figures),
        *author_findings(facts.author, facts.contact),
    ]
    return in_order(found)


def in_order(found: Iterable[LintFinding]) -> tuple[LintFinding, ...]:
    """Refusals first, else as they were found."""
    return tuple(sorted(found, key=lambda finding: finding.weight is Weight.WARNING))


def refusals(findings: tuple[LintFinding, ...]) -> tuple[LintFinding, ...]:
    """Those that keep the pack from being published."""
    return tuple(finding for finding in findings if finding.weight is Weight.REFUSED)


def refused(code: str, words: str, *, about: Iterable[FigureSnapshot] = (), at_terminal: str = "") -> LintFinding:
    """What keeps a pack from being published."""
    return _finding(Weight.REFUSED, code, words, about=about, at_terminal=at_terminal)


def warning(code: str, words: str, *, about: Iterable[FigureSnapshot] = (), at_terminal: str = "") -> LintFinding:
    """What is told and published over."""
    return _finding(Weight.WARNING, code, words, about=about, at_terminal=at_terminal)


def _finding(
    weight: Weight, code: str, words: str, *, about: Iterable[FigureSnapshot], at_terminal: str
) -> LintFinding:
    measures = tuple(one.measure_id for one in about)
    return LintFinding(weight=weight, code=code, words=words, measures=measures, at_terminal=at_terminal)


def name_of(terms: Terms) -> str:
    """ "EXC01 for Havering"."""
    return f"{terms.indicator_ref} for {terms.council or 'the whole partnership'}"


def _name(figure: FigureSnapshot) -> str:
    return name_of(figure.terms)


def _named(figures: list[FigureSnapshot]) -> str:
    return listed_up_to([_name(figure) for figure in figures], most=MOST_NAMED, rest="measure")


# --- what is refused --------------------------------------------------------------------------------------------------


def _counts(facts: RoundFacts, figures: tuple[FigureSnapshot, ...]) -> Iterator[LintFinding]:
    """120 = 51 + 60 + 9, and as many figures of each."""
    code = "counts-do-not-add-up"
    counted = [figure for figure in figures if figure.terms.counted]
    parts = " + ".join(f"{council.measures} for {council.council}" for council in facts.councils)
    total = sum(council.measures for council in facts.councils)
    if total != facts.counted:
        yield refused(
            code, f"The list counts {facts.counted} measures, but {parts} makes {total}. Freeze the round again."
        )
    for council in facts.councils:
        own = sum(1 for figure in counted if figure.terms.council_gss == council.gss_code)
        if own != council.measures:
            yield refused(
                code,
                f"The list counts {council.measures} measures for {council.council}, and the pack holds {own} figures "
                "of it. Freeze the round again.",
            )
    beside = len(figures) - len(counted)
    if beside != facts.whole_partnership_measures:
        yield refused(
            code,
            f"{facts.whole_partnership_measures} measures of the whole partnership are said to stand beside the list, "
            f"and the pack holds {beside}. Freeze the round again.",
        )
    indicators = len({figure.terms.indicator_ref for figure in counted})
    if indicators != facts.indicators:
        yield refused(
            code,
            f"The list is said to hold {facts.indicators} different indicators, and the pack holds {indicators}. "
            "Freeze the round again.",
        )
    seen = [figure.measure_id for figure in figures]
    if len(seen) != len(set(seen)):
        yield refused(code, "A measure stands in the pack twice. Freeze the round again.")


def in_the_document(document: ReportDocument, *, again: str) -> Iterator[LintFinding]:
    """Words still to come, and what the fonts cannot print; `again` says what is to be done once they are mended."""
    for section in document.sections:
        texts = once_each(text for block in section.blocks for text in words_in(block) if placeholder_in(text))
        for text in texts:
            yield refused(
                "placeholder",
                f"“{placeholder_in(text)}” stands for words still to come, in “{section.title}”: "
                f"“{around_placeholder(text)}”. Put in what is meant, and {again}.",
            )
    try:
        check_document(document)
    except DocumentRefused as refusal:
        for problem in refusal.problems:
            yield refused("cannot-be-printed", problem)


def _unanswered_warnings(figures: tuple[FigureSnapshot, ...], *, is_draft: bool) -> Iterator[LintFinding]:
    """A result of 73,390 against a target of 420 was once published; nobody had been asked."""
    for figure in figures:
        for asked in figure.warnings:
            if not asked.answer:
                mend = f"Have the warning ({asked.code}) answered, or the figure put right."
                at_terminal = "`warnings` answers it."
                if not is_draft:
                    mend = (
                        f"Open the figure again, have the warning ({asked.code}) answered or the figure put right, and "
                        "freeze the round again."
                    )
                    at_terminal = "`reopen` opens the figure, and `warnings` answers."
                words = f"{_name(figure)}: {asked.words} {mend}"
                yield refused("warning-unanswered", words, about=(figure,), at_terminal=at_terminal)


def _given_away(source: PackSource) -> Iterator[LintFinding]:
    """What is withheld from the public and would be read or worked out all the same."""
    for name in source.withheld_since:
        yield refused(
            "withheld-since",
            f"Something of {name} was withheld after these figures were frozen. Freeze the round again: a pack of them "
            "would publish it.",
        )
    for found in worked_out(source.figures):
        yield refused(
            "withheld-worked-out",
            f"{worked_out_in_words(found)} Withhold another of them too, and freeze the round again.",
        )


def worked_out_in_words(found: WorkedOut) -> str:
    """Which figure is given away, and by which sum."""
    return (
        f"{name_of(found.withheld)} is withheld, and can be worked out: {found.total.indicator_ref} is the sum of "
        f"{listed(found.total.sum_of)}, and all the others are shown."
    )


def _meeting(
    facts: RoundFacts, *, publishing_on: date, holidays: AbstractSet[date], clear_days: int
) -> Iterator[LintFinding]:
    meeting, ended = facts.meeting_on, Quarter.parse(facts.period).last_day
    if meeting is not None and meeting <= ended:
        yield refused(
            "meeting-before-quarter-ended",
            f"The meeting of {day_words(meeting)} is before the quarter ended on {day_words(ended)}: one of them is "
            "wrong. Set the right meeting for the round, and freeze it again.",
            at_terminal="`open-round --meeting` sets it.",
        )
        return
    yield from meeting_findings(meeting, publishing_on=publishing_on, holidays=holidays, clear_days=clear_days)


def meeting_findings(
    meeting: date | None, *, publishing_on: date, holidays: AbstractSet[date], clear_days: int = CLEAR_DAYS
) -> Iterator[LintFinding]:
    """Whether what is published on this day is in time for its meeting."""
    if meeting is None:
        yield warning("no-meeting", "No meeting is set for this round, so the cover report names no date.")
        return
    if publishing_on >= meeting:
        yield warning(
            "after-the-meeting",
            f"The meeting was on {day_words(meeting)}: this is published only on the day or after it.",
        )
        return
    last = last_day_to_publish(meeting=meeting, days=clear_days, holidays=holidays)
    if publishing_on > last:
        given = clear_days_between(published=publishing_on, meeting=meeting, holidays=holidays)
        yield warning(
            "late",
            f"Late: {clear_days} clear days before the meeting of {day_words(meeting)} ended with {day_words(last)}; "
            f"publishing on {day_words(publishing_on)} gives {given}. The Chair must rule the item urgent, and the "
            "reason be minuted (Local Government Act 1972, s100B(4)(b)).",
        )


# --- what is told and published over ----------------------------------------------------------------------------------


def _authority(facts: RoundFacts, figures: tuple[FigureSnapshot, ...]) -> Iterator[LintFinding]:
    if not facts.list_authority:
        yield warning("list-not-agreed", "No decision has agreed the year's list yet: every target is a proposed one.")
    changed = [f for f in figures if f.earlier_terms is not None and not f.earlier_terms.authority]
    if changed:
        yield warning(
            "change-not-agreed",
            f"No decision has agreed the change of target or tolerance of {_named(changed)}.",
            about=changed,
        )


def _unfinished(figures: tuple[FigureSnapshot, ...]) -> Iterator[LintFinding]:
    unsigned = [f for f in figures if is_returned(f) and f.provenance.signed_off_at is None]
    if unsigned:
        posts = listed(once_each(figure.terms.sign_off_post for figure in unsigned))
        number = len(unsigned)
        words = f"{count_of(number, 'figure')} {is_or_are(number)} not signed off, by {posts}."
        yield warning("not-signed-off", words, about=unsigned)
    awaited = [figure for figure in figures if place_of(figure) is Place.AWAITED]
    if awaited:
        number = len(awaited)
        yield warning(
            "awaited",
            f"{count_of(number, 'figure')} {is_or_are(number)} awaited, not due yet: {_named(awaited)}. The pack says "
            "so.",
            about=awaited,
        )
    silent = [figure for figure in figures if figure.exception is not None and not figure.exception.given]
    if silent:
        words = f"No explanation was given for {_named(silent)}; the pack says whose it was."
        yield warning("not-explained", words, about=silent)


def _words(facts: RoundFacts, figures: tuple[FigureSnapshot, ...]) -> Iterator[LintFinding]:
    """Words that are too long, last quarter's again, or that the figures do not bear out."""
    said = [(figure, figure.exception) for figure in figures if figure.exception is not None and figure.exception.given]
    for code, head in _LONG.items():
        long = [figure for figure, words in said if any(one.head is head for one in _long(words))]
        if long:
            over = f"Over {MOST_WORDS[head]} words for {head}: {_named(long)}."
            if head is Head.ACTION:  # which nobody edits for its author
                yield warning(code, f"{over} Have it said more shortly.", about=long)
            else:
                yield warning(code, f"{over} Shorten the words.", about=long, at_terminal="`edit-words` does that.")
    for figure, words in said:
        for claim in untrue_claims(words.reasons, numbers=numbers_frozen(figure, period=facts.period)):
            yield warning(
                "claim-untrue",
                f"{_name(figure)}: the reasons say “{claim.text}”, and the figures do not. {claim.why} Have the words "
                "put right, or edit them.",
                about=(figure,),
                at_terminal="`edit-words` edits them.",
            )


_LONG = {"long-reasons": Head.REASONS, "long-back-on-track": Head.BACK_ON_TRACK, "long-action": Head.ACTION}


def _long(words: ExceptionWords) -> tuple[LongHead, ...]:
    actions = tuple(action.words for action in words.actions)
    return tuple(long_heads(reasons=words.reasons, back_on_track=words.back_on_track, actions=actions))


def author_findings(author: str, contact: str) -> Iterator[LintFinding]:
    """Whether readers are told whom to ask."""
    if not author or not contact:
        yield warning("no-author", "The report's author or contact is not set in the register's Partnership sheet.")
