"""The key of the year-end pack: marks, policies, and how each measure's year is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from goldenthread.domain.snapshot import PolicyText
from goldenthread.publishing.cells import RatingMark
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
from goldenthread.reports.documents.sentences import count_of
from goldenthread.reports.documents.shares import IN_THE_KEY as PERCENTAGES
from goldenthread.reports.documents.year_published import year_sources_blocks
from goldenthread.reports.documents.year_told import ENDED, INCOMPLETE, RULES, YearTelling

_MEANINGS = {
    "green": "On the year's target, under the policy of its measure.",
    "amber": "Between green and red, under the policy of its measure.",
    "red": "Off the year's target, under the policy of its measure.",
}
_WITHOUT = {
    INCOMPLETE: "A quarter that the year needs is missing. The measure stays in the base of every count.",
    ENDED: "The measure ended within the year, and is not among those that are counted.",
}


def year_key_section(telling: YearTelling, *, title: str, whose: Callable[[PolicyText], str] | None = None) -> Section:
    """Marks, rules and policies of this very report; `whose` says whose each policy is and what it rates, "" where it
    rates nothing here."""
    return Section(title=title, new_page=True, blocks=tuple(_blocks(telling, whose=whose or _whose(telling))))


def _whose(telling: YearTelling) -> Callable[[PolicyText], str]:
    rated = Counter((one.terms.policy_slug, one.terms.policy_version) for one in telling.measures)
    own = Counter(
        (one.snapshot.own.policy_slug, one.snapshot.own.policy_version)
        for one in telling.measures
        if one.snapshot.own is not None
    )

    def whose(policy: PolicyText) -> str:
        key = (policy.slug, policy.version)
        parts = (
            f"Rates {count_of(rated[key], 'measure')} in this report." if rated[key] else "",
            f"It is the council's own policy of {count_of(own[key], 'measure')}." if own[key] else "",
        )
        return " ".join(filter(None, parts))

    return whose


def _blocks(telling: YearTelling, *, whose: Callable[[PolicyText], str]) -> Iterator[Block]:
    note = telling.facts.illustrative_note
    if note:
        yield Notice(kind=NoticeKind.ILLUSTRATIVE, title="what is made up in this report", paragraphs=(note,))
    yield Heading(text="Ratings")
    yield Table(
        caption="What the ratings mean",
        columns=(Column(title="Mark", share=2), Column(title="Meaning", share=7)),
        rows=tuple(_marks(telling)),
    )
    yield Heading(text="How a year is made")
    used = Counter(one.snapshot.rule for one in telling.measures)
    yield BulletList(
        items=tuple(
            f"{count_of(used[rule], 'measure')}: the year's figure is {words}."
            for rule, words in RULES.items()
            if used[rule]
        )
    )
    yield Heading(text="Rating policies")
    yield Paragraph(
        text="The first rule that applies decides. Ratings are decided on unrounded figures, and a better result is "
        "never rated worse."
    )
    for policy in telling.facts.policies:
        says = whose(policy)
        if not says:
            continue
        yield Heading(text=f"{policy.title} (version {policy.version})", level=4)
        yield Paragraph(text=says)
        yield BulletList(items=policy.words)
        for gap in policy.gaps:
            yield Paragraph(lead="Our reading:", text=gap)
        source = ". ".join(part.rstrip(".") for part in (policy.citation, policy.source) if part)
        if source:
            yield Paragraph(lead="Source:", text=source)
    yield from year_sources_blocks(telling)
    yield Heading(text="Numbers")
    yield BulletList(
        items=(
            "Figures are rounded once, half up, when printed.",
            PERCENTAGES,
            "[r] was restated since it was reported; [p] is a provisional figure; – is nothing that was asked for; "
            "“none” is a figure that was not given.",
            "A trend since last year is stated only where the definition has not changed in between.",
        )
    )


def _marks(telling: YearTelling) -> Iterator[tuple[RatingMark, str]]:
    marks = [one.mark for one in telling.measures] + [one.own_mark for one in telling.measures if one.own_mark]
    order = {"green": 0, "amber": 1, "red": 2, "not-rated": 3}
    for mark in sorted({(one.code, one.word) for one in marks}, key=lambda one: (order[one[0]], one[1])):
        code, word = mark
        meaning = _MEANINGS.get(code) or _WITHOUT.get(word) or "The measure has no rating; the part on it says why."
        yield RatingMark(code=code, word=word), meaning
