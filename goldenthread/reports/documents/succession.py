"""Indicators that were retired, split or merged: which other follows each, and that no chart joins the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.domain.days import day_words
from goldenthread.domain.year_close import SuccessionFact
from goldenthread.publishing.cells import Detail
from goldenthread.publishing.document import Block, Column, Paragraph, Table
from goldenthread.reports.documents.sentences import count_of, was_or_were

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
    named = " and ".join(f"“{one.followed_by_title}” ({one.followed_by})" for one in own)
    return f"followed by {named} from {day_words(own[0].starts_on)}"
