"""Who left the partnership: a council's last day, its measures, and the promises that nobody answers for any more."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.snapshot import LeftPromise, RoundFacts
from goldenthread.publishing.cells import Detail
from goldenthread.publishing.document import Block, Column, Heading, Paragraph, Table
from goldenthread.reports.documents import parts
from goldenthread.reports.documents.promises import was_due_words
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting, was_or_were
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP, period_label

TITLE = "Promises of measures that ended"


def left_in_words(facts: RoundFacts, *, within: Quarter | None = None, named_in: str = parts.CHANGES) -> Iterator[str]:
    """One sentence of each council that left: on which day, how many of its measures ended, and where its promises are;
    of those that left within a quarter, or of the year so far. `named_in` is the part that lists the promises."""
    for one in facts.left or ():
        if within is not None and not within.first_day <= one.last_day <= within.last_day:
            continue
        promises = sum(promise.council_gss == one.council_gss for promise in facts.left_promises or ())
        ended = (
            f"{count_of(one.measures, 'measure')} of it ended by then"
            if one.measures
            else "no measure of it is on the list"
        )
        open_ones = (
            f"{count_of(promises, 'promise')} that {was_or_were(promises)} made for them {is_or_are(promises)} still "
            f"open, and listed in {parts.reference(named_in)}"
            if promises
            else "no promise that was made for them is open"
        )
        yield f"{one.council} left the partnership after {day_words(one.last_day)}: {ended}, and {open_ones}."


def left_promises_blocks(facts: RoundFacts) -> Iterator[Block]:
    """Each promise that was open when its measure ended, with where that council is; nothing where there is none."""
    promises = facts.left_promises
    if not promises:
        return
    number = len(promises)
    yield Heading(text=TITLE)
    measures, them = ("its measure", "it") if number == 1 else ("their measures", "them")
    yield Paragraph(
        text=f"{starting(count_of(number, 'promise'))} {was_or_were(number)} open when {measures} ended. No return "
        f"answers for {them} any more, and no count of promises in this report holds {them}."
    )
    left = {one.council_gss: one for one in facts.left or ()}
    yield Table(
        caption=TITLE,
        columns=(
            Column(title="Promise, with its measure and owner", share=9),
            Column(title="Promised in", share=3),
            Column(title="Was due", share=3),
            Column(title="Why nobody answers", share=6),
        ),
        rows=tuple(
            (
                Detail(
                    text=one.promise.words,
                    small=f"{one.title}; {one.ref}, {one.council or WHOLE_PARTNERSHIP}; {one.promise.owner_post}",
                ),
                period_label(one.promised_for),
                was_due_words(one.promise),
                _why(one, has_left=bool(one.council_gss) and one.council_gss in left),
            )
            for one in promises
        ),
    )


def _why(one: LeftPromise, *, has_left: bool) -> str:
    if one.last_day is None:
        return "The measure is not on this year's list"
    ended = f"The measure ended on {day_words(one.last_day)}"
    return f"{ended}: {one.council} left the partnership" if has_left else ended
