"""What the committee said of the last quarter's report: the first part of the next one.

Every resolution, request and question stands there with its answer, its owner and where it stands; what nobody
answered is printed as unanswered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from goldenthread.committee.queries.received import AskedOf, DelegatedTo, ReceivedFacts, ResolvedFacts, ToDo
from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.numbering import number_in_words
from goldenthread.publishing.cells import Cell
from goldenthread.publishing.document import (
    Block,
    Column,
    EditableAs,
    Notice,
    Paragraph,
    ReportDocument,
    Section,
    Table,
)
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.sentences import count_of, starting, was_or_were

TITLE = "What the Committee asked last time"
UNANSWERED = "UNANSWERED."
_NOBODY = "–"


def with_asked_last_time(document: ReportDocument, received: Sequence[ReceivedFacts], *, last: str) -> ReportDocument:
    """The document with this part before every other; the very same document where no meeting received the last one.

    `last` names the quarter that was received: "Q2 2019/20". A notice that opened the document still opens it.
    """
    held = cleaned(tuple(one for one in received if one.was_held))
    if not held:
        return document
    first, *rest = document.sections
    notices = tuple(block for block in first.blocks if isinstance(block, Notice))
    others = tuple(block for block in first.blocks if not isinstance(block, Notice))
    opening = Section(
        title=TITLE,
        blocks=(*notices, *(block for one in held for block in _blocks(one, last=last))),
        editable_as=EditableAs.TEXT,
    )
    return replace(document, sections=(opening, replace(first, blocks=others, new_page=True), *rest))


def _blocks(one: ReceivedFacts, *, last: str) -> Iterator[Block]:
    draft = ", which are still a draft" if one.is_draft else ""
    yield Paragraph(
        text=f"The {one.committee_name} received the report on {last} on {day_words(one.meeting_on)}, minute "
        f"{one.minute or one.place}. This is everything that its minutes{draft} hold of it, and what became of it."
    )
    yield Paragraph(text=_counted(one))
    rows = (*(_resolved(each) for each in one.resolved), *(_asked(each) for each in one.asked))
    if rows:
        yield Table(
            caption=f"Resolved and asked on {day_words(one.meeting_on)}",
            columns=(
                Column(title="What", share=8),
                Column(title="For whom", share=4),
                Column(title="Answer, or what became of it", share=7),
            ),
            rows=rows,
        )


def _counted(one: ReceivedFacts) -> str:
    """ "It resolved 2 things and asked 3, of which 1 was not answered: Director of Finance."."""
    unanswered = [each for each in one.asked if not each.answer]
    if not one.asked:
        return f"It passed {count_of(len(one.resolved), 'resolution')} and asked nothing."
    words = (
        f"It passed {count_of(len(one.resolved), 'resolution')} and asked "
        f"{count_of(len(one.asked), 'question or request', plural='questions and requests')}. "
    )
    if not unanswered:
        return words + ("It was answered." if len(one.asked) == 1 else "All were answered.")
    posts = listed(list(dict.fromkeys(each.owner_post for each in unanswered)))
    number = starting(count_of(len(unanswered), "of them").replace(" of thems", " of them"))
    return f"{words}{number} {was_or_were(len(unanswered))} not answered: by the {posts}."


def _resolved(one: ResolvedFacts) -> tuple[Cell, ...]:
    owners = [each.owner_post for each in one.to_do]
    became = [_became(each) for each in one.to_do]
    if one.delegated is not None:
        owners.insert(0, one.delegated.to_post)
        became.insert(0, _delegated(one.delegated))
    nothing = f"{starting(one.verb)}. Nothing is left to do." if not became else ""
    return (
        f"Resolution {number_in_words(one.number)}: {one.text}",
        "; ".join(dict.fromkeys(owners)) or _NOBODY,
        " ".join(became) or nothing,
    )


def _asked(one: AskedOf) -> tuple[Cell, ...]:
    by = "" if one.asked_by == "Members" else f" by {one.asked_by}"
    answer = UNANSWERED if one.answered_on is None else f"Answered on {day_words(one.answered_on)}: {one.answer}"
    return (
        f"{starting(one.kind)}{by}: {one.words}",
        one.owner_post,
        " ".join((answer, *(_became(each) for each in one.to_do))),
    )


def _became(one: ToDo) -> str:
    """ "To do by 30 March 2020: …; overdue."."""
    if one.state == "open":
        late = ", and overdue" if one.is_overdue else ""
        return f"Open{late}, due on {day_words(one.due_on)} ({one.owner_post}): {one.words}"
    told = "" if one.reported_on is None else f", reported on {day_words(one.reported_on)}"
    return f"{starting(one.state)}{told} ({one.owner_post}): {one.words}"


def _delegated(one: DelegatedTo) -> str:
    if one.discharged_on is not None:
        return f"Decided on {day_words(one.discharged_on)}: {one.decided}"
    if one.state == "revoked":
        return "The delegation was revoked."
    until = "" if one.due_on is None else f", due on {day_words(one.due_on)}"
    return f"Delegated, not decided yet{until}{', and overdue' if one.is_overdue else ''}."
