"""What ended: measures with their last day, and indicators that others follow; no chart joins the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from goldenthread.domain.days import day_words
from goldenthread.domain.endings import EndedMeasure, SuccessionFact
from goldenthread.domain.listing import listed
from goldenthread.domain.snapshot import RoundFacts
from goldenthread.publishing.cells import Detail
from goldenthread.publishing.document import Block, Column, Heading, Paragraph, Table
from goldenthread.reports.documents.sentences import count_of, once_each, starting, was_or_were

NOT_JOINED = "The history of each stays its own: no chart, travel or year's figure joins the two."
_KINDS = {"replaced": "Replaced", "split": "Split", "merged": "Merged"}


def succession_blocks(successions: Iterable[SuccessionFact], *, of: str) -> Iterator[Block]:
    """What became of the indicators that ended; `of` names the period: "2019/20"."""
    every = tuple(successions)
    if not every:
        yield Paragraph(text=f"No indicator was replaced, split or merged in {of}.")
        return
    ended = len({one.ref for one in every})
    yield Paragraph(
        text=f"{count_of(ended, 'indicator')} {was_or_were(ended)} replaced, split or merged in {of}. {NOT_JOINED}"
    )
    yield Table(
        caption=f"Indicators that are followed by others, {of}",
        columns=(
            Column(title="Indicator", share=4),
            Column(title="What became of it", share=2),
            Column(title="Followed by", share=4),
            Column(title="From", share=2),
            Column(title="What goes on", share=4),
        ),
        rows=tuple(
            (
                Detail(text=one.title, small=one.ref),
                _KINDS[one.kind],
                Detail(text=one.followed_by_title, small=one.followed_by),
                day_words(one.starts_on),
                one.words or "–",
            )
            for one in every
        ),
    )


def followed_by_in_words(successions: Iterable[SuccessionFact], *, ref: str) -> str:
    """ "followed by “Complaints answered” (CUS03) from 1 April 2020"; "" where nothing follows."""
    own = [one for one in successions if one.ref == ref]
    if not own:
        return ""
    named = listed(f"“{one.followed_by_title}” ({one.followed_by})" for one in own)
    return f"followed by {named} from {day_words(own[0].starts_on)}"


def follows_in_words(successions: Iterable[SuccessionFact], *, ref: str) -> str:
    """ "follows “Complaints” (CUS01) from 1 April 2020"; "" where it follows nothing."""
    own = [one for one in successions if one.followed_by == ref]
    if not own:
        return ""
    named = listed(f"“{one.title}” ({one.ref})" for one in own)
    return f"follows {named} from {day_words(own[0].starts_on)}"


def succession_notes(successions: Iterable[SuccessionFact], *, ref: str) -> Iterator[str]:
    """What stands beside a measure of an indicator that is followed by another, or follows one."""
    every = tuple(successions)
    yield from filter(None, (followed_by_in_words(every, ref=ref), follows_in_words(every, ref=ref)))


def ended_in_words(ended: Sequence[EndedMeasure], *, of: str) -> str:
    """ "9 measures ended within Q2 2020/21: 9 of Bexley.", or that none did."""
    if not ended:
        return f"No measure ended within {of}."
    counts = Counter(one.council or "the whole partnership" for one in ended)
    parts = listed(f"{number} of {name}" for name, number in counts.items())
    return f"{starting(count_of(len(ended), 'measure'))} ended within {of}: {parts}."


def ended_blocks(ended: Sequence[EndedMeasure], *, successions: Iterable[SuccessionFact], of: str) -> Iterator[Block]:
    """Each measure that ended, with its last day, why, and what follows its indicator."""
    every = tuple(successions)
    yield Paragraph(text=ended_in_words(ended, of=of))
    if not ended:
        return
    yield Table(
        caption=f"Measures that ended within {of}",
        columns=(
            Column(title="Measure", share=5),
            Column(title="Council", share=3),
            Column(title="Last day", share=3),
            Column(title="Why", share=6),
            Column(title="What follows", share=5),
        ),
        rows=tuple(
            (
                Detail(text=one.title, small=f"{one.ref}; {one.service}"),
                one.council or "Whole partnership",
                day_words(one.last_day),
                one.reason,
                starting(followed_by_in_words(every, ref=one.ref)) or "–",
            )
            for one in ended
        ),
    )


def endings_blocks(facts: RoundFacts, *, of: str) -> Iterator[Block]:
    """What ended within a quarter, and what follows what; nothing of facts that were kept before anybody asked."""
    if facts.ended is None or facts.successions is None:
        return
    yield Heading(text="Measures that ended")
    yield from ended_blocks(facts.ended, successions=facts.successions, of=of)
    yield Heading(text="Indicators replaced, split or merged")
    yield from succession_blocks(facts.successions, of=of)


def endings_in_words(facts: RoundFacts, *, of: str) -> str:
    """The same in a sentence or two; "" where nothing ended and nothing follows."""
    successions = facts.successions or ()
    sentences = [ended_in_words(facts.ended, of=of)] if facts.ended else []
    refs = once_each(one.ref for one in successions)
    if refs:
        named = "; ".join(f"{ref} is {followed_by_in_words(successions, ref=ref)}" for ref in refs)
        sentences.append(
            f"{count_of(len(refs), 'indicator')} {was_or_were(len(refs))} replaced, split or merged: {named}."
        )
    return " ".join(sentences)
