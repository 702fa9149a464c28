"""Checks of the officer's own words before publication: what they say of figures is held against the figures.

As in the reasons of an exception, a false alarm costs more than a claim that is missed: of a sentence that may speak of
something else nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.claims import untrue_claims
from goldenthread.domain.days import day_words
from goldenthread.domain.placeholders import around_placeholder, placeholder_in
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.withheld import WithheldPart, why_withheld
from goldenthread.figures.queries.numbers import numbers_frozen
from goldenthread.reports.documents.sentences import count_of
from goldenthread.reports.drafted import MOST_WORDS, DraftedWords
from goldenthread.reports.linter import LintFinding, name_of, warning
from goldenthread.terminal.order import moment_in_words

_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")
_REF = re.compile(r"[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = re.compile(
    rf"(?<![\w.,%£])(?P<n>\d+|{'|'.join(_SMALL[1:])})\s+(?:(?:out\s+)?of\s+(?:the\s+|its\s+|our\s+|all\s+)?"
    r"(?P<m>\d+)\s+)?(?:(?:measures?|indicators?|figures?)\s+)?(?:(?:is|are|was|were)\s+)?(?:rated\s+)?"
    r"(?P<rating>green|amber|red)\b",
    re.IGNORECASE,
)
_RATED = re.compile(
    r"\b(?:is|was|stays?|remains?)\s+(?:now\s+|still\s+|rated\s+)*(?P<rating>green|amber|red)\b", re.IGNORECASE
)
# Such a sentence speaks of a part, of another time, or of what did not happen.
_QUALIFIED = re.compile(
    r"\b(?:not|no|never|last|previous|previously|earlier|other|others|against|compared|than|more|fewer|less|turned|became"
    r"|new|further|least|most|about|some|over|until|would|will|expected?|of\s+them|of\s+these|of\s+those)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class WordsFound:
    """Something found in the words of a place."""

    place: str  # its key
    finding: LintFinding


def lint_words(
    drafted: Iterable[DraftedWords],
    *,
    figures: Sequence[FigureSnapshot],
    period: str,
    figures_as_at: datetime | None,
    counts: bool = True,
    is_public: bool = False,
) -> tuple[WordsFound, ...]:
    """Everything found in the words, in their order. `counts` says whether counts by rating are those of the figures'
    own ratings: a pack that leads with a council's own policy counts by that. `is_public` asks whether words name what
    is withheld from the public."""
    return tuple(
        WordsFound(one.place.key, finding)
        for one in drafted
        for finding in (
            *_standing(one, figures_as_at=figures_as_at),
            *(_withheld(one, figures=figures) if is_public else ()),
            *_said(one, figures=figures, period=period, counts=counts),
        )
    )


def _standing(one: DraftedWords, *, figures_as_at: datetime | None) -> Iterator[LintFinding]:
    """What is found without any figure. Words to come keep a document from being published: the document's own checks
    say so too."""
    place = f"“{one.place.title}”"
    if placeholder_in(one.words):
        yield warning(
            "words-placeholder",
            f"Under {place} “{around_placeholder(one.words)}” holds words still to come. Write them, or leave it out.",
        )
    if len(one.words.split()) > MOST_WORDS:
        yield warning("words-long", f"{place} is longer than {MOST_WORDS} words. Shorten it.")
    if figures_as_at is not None and one.written_at < figures_as_at:
        yield warning(
            "words-older",
            f"{place} was written on {moment_in_words(one.written_at)}, before these figures were frozen on "
            f"{day_words(figures_as_at.date())}. Read it again.",
        )


def _withheld(one: DraftedWords, *, figures: Sequence[FigureSnapshot]) -> Iterator[LintFinding]:
    for figure in _about(one.words, figures=figures, council=""):
        reason = why_withheld(figure, WithheldPart.MEASURE)
        if reason:
            yield warning(
                "words-withheld",
                f"“{one.place.title}” names {name_of(figure.terms)}, which is withheld from the public ({reason}). See "
                "that the words do not tell what is withheld.",
                about=(figure,),
            )


def _said(one: DraftedWords, *, figures: Sequence[FigureSnapshot], period: str, counts: bool) -> Iterator[LintFinding]:
    place = f"“{one.place.title}”"
    for sentence in filter(None, (part.strip() for part in _ENDS.split(one.words))):
        about = _about(sentence, figures=figures, council="" if one.place.council is None else one.place.council.name)
        for figure in about if len(about) == 1 else ():
            for claim in untrue_claims(sentence, numbers=numbers_frozen(figure, period=period)):
                yield warning(
                    "words-untrue",
                    f"{place} says “{claim.text}” of {name_of(figure.terms)}, and the figures do not. {claim.why}",
                    about=(figure,),
                )
        if not counts or _QUALIFIED.search(sentence):
            continue
        yield from _ratings(sentence, about=about, place=place)
        if not about:
            within = _within(sentence, figures=figures, one=one)
            yield from _counts(sentence, figures=within, place=place)


def _about(sentence: str, *, figures: Sequence[FigureSnapshot], council: str) -> tuple[FigureSnapshot, ...]:
    """The figures that the sentence names by reference or by whole title, of the councils that it names."""
    refs, folded = set(_REF.findall(sentence)), sentence.casefold()
    found = [
        one
        for one in figures
        if one.terms.indicator_ref in refs or (" " in one.terms.title and one.terms.title.casefold() in folded)
    ]
    named = {one.terms.council for one in found if one.terms.council and one.terms.council in sentence} or {council}
    return tuple(one for one in found if one.terms.council in named) or tuple(found)


def _within(sentence: str, *, figures: Sequence[FigureSnapshot], one: DraftedWords) -> list[FigureSnapshot]:
    """The counted measures that a count in the sentence is of: of the council named, or of all; none where it may be of
    a service or a directorate."""
    if any(name and name in sentence for f in figures for name in (f.terms.service, f.terms.directorate)):
        return []
    councils = {f.terms.council for f in figures if f.terms.council}
    named = {name for name in councils if name in sentence}
    if not named and one.place.council is not None:
        named = {one.place.council.name}
    if len(named) > 1:
        return []
    return [f for f in figures if f.terms.counted and (not named or f.terms.council in named)]


def _ratings(sentence: str, *, about: Sequence[FigureSnapshot], place: str) -> Iterator[LintFinding]:
    said = [match["rating"].lower() for match in _RATED.finditer(sentence)]
    if len(about) != 1 or len(said) != 1:
        return
    (figure,) = about
    if figure.rating != said[0]:
        word = figure.rating.replace("-", " ") or "not rated"
        yield warning(
            "words-untrue",
            f"{place} says that {name_of(figure.terms)} is {said[0]}, and it is {word}.",
            about=(figure,),
        )


def _counts(sentence: str, *, figures: Sequence[FigureSnapshot], place: str) -> Iterator[LintFinding]:
    rated = sum(figure.rating in ("green", "amber", "red") for figure in figures)
    for match in _COUNT.finditer(sentence):
        typed, base = match["n"].lower(), match["m"]
        if not figures or (base is not None and int(base) not in (len(figures), rated)):
            continue
        rating = match["rating"].lower()
        said = int(typed) if typed.isdecimal() else _SMALL.index(typed)
        found = sum(figure.rating == rating for figure in figures)
        if said != found:
            yield warning(
                "words-untrue",
                f"{place} says “{match[0]}”, and {count_of(found, 'measure')} of {len(figures)} "
                f"{'is' if found == 1 else 'are'} {rating}.",
            )
