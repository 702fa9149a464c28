"""The key: what marks and words mean, and each policy by which this report rates, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from goldenthread.domain.snapshot import PolicyText
from goldenthread.publishing.cells import RatingMark, TravelMark
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Column,
    Heading,
    Notice,
    NoticeKind,
    Paragraph,
    Section,
    Table,
)
from goldenthread.reports.documents.published import sources_blocks
from goldenthread.reports.documents.revised import IN_THE_KEY
from goldenthread.reports.documents.sentences import count_of, is_or_are, once_each, starting
from goldenthread.reports.documents.shares import IN_THE_KEY as PERCENTAGES
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import AWAITED, NOT_RETURNED, SHORT_STATUS, Place, ToldFigure

_MEANINGS = {
    "No target": "No target is set, so there is nothing to rate against.",
    "Data only": "Reported for information; neither direction is better.",
    "No figure": "The service returned a mark or a reason in place of a figure.",
    "Not due": "The measure is not reported in this quarter.",
    "Due later": "The figure for this period comes out after this report.",
    "Suspended": "The measure is suspended.",
    "Withheld": "Kept from the public, for the reason given. It stays in the base of every count.",
    "Discontinued": "The measure is no longer kept.",
    "Not provided": "The service is not provided to this council.",
    "In words": "Reported in words, or against a target in words.",
    "Not applicable": "The measure does not apply in this period.",
}


COUNTS_BY_ONE_POLICY = (
    "Every count in this report is of ratings under the joint committee's policy. A council's own policy rates its "
    "measures beside that, and stands in no count."
)


def key_section(telling: Telling, *, title: str, whose: Callable[[PolicyText], str] | None = None) -> Section:
    """Marks, words, signs and policies of this very report; nothing that does not stand in it.

    `whose` says whom a policy rates for, where that is not the joint committee first.
    """
    return Section(title=title, blocks=tuple(_blocks(telling, whose=whose)))


def _blocks(telling: Telling, *, whose: Callable[[PolicyText], str] | None) -> Iterator[Block]:
    if telling.facts.illustrative_note:
        yield Notice(
            kind=NoticeKind.ILLUSTRATIVE,
            title="what is made up in this report",
            paragraphs=(telling.facts.illustrative_note, *illustrative_ratings_in_words(telling)),
        )
    yield Heading(text="Ratings")
    yield Table(
        caption="What the ratings mean",
        columns=(Column(title="Mark", share=2), Column(title="Meaning", share=7)),
        rows=tuple(_marks(telling)),
    )
    yield Heading(text="Rating policies")
    yield Paragraph(
        text="The first rule that applies decides. Ratings are decided on unrounded figures, and a better result is "
        "never rated worse."
    )
    if any(figure.terms.own_policy_slug for figure in telling.figures):
        yield Paragraph(text=COUNTS_BY_ONE_POLICY)
    for policy in telling.facts.policies:
        words = " ".join(whose_in_words(policy, telling=telling)) if whose is None else whose(policy)
        yield from _policy(policy, whose=words)
    yield Heading(text="Direction of travel")
    yield Table(
        caption="What the arrows mean",
        columns=(Column(title="Mark", share=2), Column(title="Meaning", share=7)),
        rows=(
            (TravelMark(code="improved", word="Improved"), "Better than the figure it is compared with."),
            (TravelMark(code="same", word="Same"), "Equal at the decimals that the measure shows."),
            (TravelMark(code="worse", word="Worse"), "Worse than the figure it is compared with."),
            (
                TravelMark(code="not-stated", word="Not stated"),
                "No fair comparison: there is no earlier figure, the definition or target changed, or a year-to-date "
                "figure would be held against the quarter before.",
            ),
        ),
    )
    yield from sources_blocks(telling)
    yield Heading(text="Words and numbers")
    yield BulletList(items=tuple(_numbers()))


def illustrative_ratings_in_words(telling: Telling) -> tuple[str, ...]:
    """How many published figures are rated against an illustrative target."""
    figures = tuple(f for f in telling.figures if has_illustrative_rating(f))
    if not figures:
        return ()
    number = len(figures)
    return (
        f"{count_of(number, 'figure')} {is_or_are(number)} a published one held against an illustrative target: its "
        f"rating is illustrative too ({', '.join(figure.name for figure in figures)}).",
    )


def has_illustrative_rating(figure: ToldFigure) -> bool:
    """A published figure against an illustrative target."""
    terms = figure.terms
    return figure.is_rated and terms.illustrative and not terms.illustrative_note


def _marks(telling: Telling) -> Iterator[tuple[RatingMark, str]]:
    every = [mark for figure in telling.figures for mark in (figure.mark, figure.own, figure.year_end) if mark]
    words = {mark.word: mark for mark in every if mark.code != "not-rated"}
    order = {"green": 0, "amber": 1, "red": 2}
    for mark in sorted(words.values(), key=lambda one: (order[one.code], one.word)):
        yield mark, _meaning(mark, policies=telling.facts.policies)
    unrated = {figure.mark.word for figure in telling.in_place(Place.NOT_RATED, Place.WITHHELD)}
    for word in SHORT_STATUS.values():
        if word in unrated:
            yield RatingMark(code="not-rated", word=word), _MEANINGS[word]
    if telling.in_place(Place.AWAITED):
        yield (
            RatingMark(code="not-rated", word=AWAITED),
            "The day by which the service returns the figure had not passed. It stays in the base of every count.",
        )
    if telling.in_place(Place.NOT_RETURNED):
        yield (
            RatingMark(code="not-rated", word=NOT_RETURNED),
            "The service returned nothing by the day that the figure was due. It stays in the base of every count.",
        )


_USUAL = {
    "green": "On target, under the policy of its measure.",
    "amber": "Between green and red, under the policy of its measure.",
    "red": "Off target, under the policy of its measure.",
}


def _meaning(mark: RatingMark, *, policies: tuple[PolicyText, ...]) -> str:
    """A council's own word means what its policy says, rule for rule; a plain "Amber" what all policies share."""
    due = "" if mark.code == "green" else " An exception report is due."
    if mark.word.casefold() == mark.code:
        return f"{_USUAL[mark.code]}{due}"
    rules = once_each(
        rule.removeprefix(f"{mark.word}: ")
        for policy in policies
        for rule in policy.words
        if rule.startswith(f"{mark.word}: ") and rule != f"{mark.word}: otherwise."
    )
    said = starting("; or ".join(rule.rstrip(".") for rule in rules)) or _USUAL[mark.code].rstrip(".")
    return f"{said}.{due}"


def whose_in_words(policy: PolicyText, *, telling: Telling) -> Iterator[str]:
    """Whom the policy rates for: the joint committee, or a council beside it; and how many measures of this report."""
    version = (policy.slug, policy.version)
    joint = sum((f.terms.policy_slug, f.terms.policy_version) == version for f in telling.figures)
    if joint:
        yield f"Rates {count_of(joint, 'measure')} in this report for the joint committee."
    own = Counter(f.scope for f in telling.figures if (f.terms.own_policy_slug, f.terms.own_policy_version) == version)
    for council, number in own.items():
        yield f"{council}'s own policy: rates {count_of(number, 'measure')} of {council} beside the joint committee's."


def _policy(policy: PolicyText, *, whose: str) -> Iterator[Block]:
    yield Heading(text=f"{policy.title} (version {policy.version})", level=4)
    yield Paragraph(text=whose or "Rates no measure in this report.")
    yield BulletList(items=policy.words)
    for gap in policy.gaps:
        yield Paragraph(lead="Our reading:", text=gap)
    if policy.citation or policy.source:
        source = ". ".join(part.rstrip(".") for part in (policy.citation, policy.source) if part)
        yield Paragraph(lead="Source:", text=source)


def _numbers() -> Iterator[str]:
    yield (
        "Figures are rounded once, half up, when printed; where rounding would make a sentence untrue, more decimals "
        "are printed."
    )
    yield PERCENTAGES
    yield (
        "In the CSV, numbers are not rounded but for those of more than ten decimals, as divisions give them: these "
        "are rounded half up to ten."
    )
    yield "(£1.0m) in brackets is a sum below zero: an underspend or a saving."
    yield "[p] is a provisional figure; [x] is not available; [z] or n/a is not applicable; – is nothing to show."
    yield "[c] is withheld from the public: the measure stays in the base of every count, in a place of its own."
    yield IN_THE_KEY
    yield "“Year to date” counts from 1 April; “rolling year” counts the twelve months to the quarter's last day."
    yield (
        "“Target agreed late” is a target that was agreed after the period that it is for had begun. Where every "
        "target was, the part on changes says so once."
    )
    yield "A trend line shows the quarters up to this one, the target dashed."
