"""The thread as pages show it: a nested list, the same as a picture, and tables of what hangs on nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from goldenthread.charts.series import Drawing
from goldenthread.charts.tree import Branch, tree_drawing
from goldenthread.components.drawing import escaped
from goldenthread.components.marks import Rating
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.thread import Coverage, Loose, Node, NodeKind
from goldenthread.thread.queries.standings import PlanOnBoard
from goldenthread.thread.views.addresses import address_of, finding_address

_MOST = 200  # of one kind on the coverage page; the command lists every one
# What has a word of its own beside the mark: its state begins with it.
_CALLED = {kind: kind.value.capitalize() for kind in NodeKind}


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture of the thread, in a frame that scrolls where it is wider than the window."""

    drawing: Drawing
    note: str  # "" where nothing of it was made up

    @property
    def svg(self) -> SafeString:
        # Made by the room of charts, which escapes every word in it.
        return mark_safe(self.drawing.svg)


def picture_of(node: Node, *, list_called: str) -> Picture | None:
    """The same as the list in three layers; None where nothing hangs on it."""
    if not node.children:
        return None
    things = sum(1 for _ in node.every()) - 1
    alt = f"Golden thread of {node.name}: {things} {'thing hangs' if things == 1 else 'things hang'} on it"
    more = f"From left to right, what hangs on what. The list “{list_called}” above has all of it in words, with links."
    made_up = any(one.illustrative for one in node.every())
    note = f"Some of what it shows is illustrative: the list “{list_called}” marks which." if made_up else ""
    return Picture(drawing=tree_drawing(_branch(node), alt=alt, more=f"{more} {note}".strip()), note=note)


def drawn_list(nodes: Iterable[Node]) -> SafeString:
    """The nodes as a nested list, each a link to its own thread."""
    return mark_safe("".join(_list(tuple(nodes))))


def coverage_tables(coverage: Coverage) -> tuple[tuple[Loose, Table | None, str], ...]:
    """Of each way to hang on nothing: the table of what does (None where nothing does), and the count in words."""
    return tuple((loose, _findings_table(coverage, loose), counted(coverage, loose)) for loose in Loose)


def counted(coverage: Coverage, loose: Loose) -> str:
    """ "12 of 120"; "None of 120"; "3" where it is of no number."""
    found, base = len(coverage.of(loose)), coverage.out_of(loose)
    number = f"{found:,}" if found else "None"
    return number if base is None else f"{number} of {base:,}"


def board_table(board: Iterable[PlanOnBoard]) -> Table:
    """Every plan with how many of its actions stand where."""
    return Table(
        key="plans",
        caption="Plans",
        columns=(Column(title="Plan"), Column(title="Where it stands"), Column(title="Its actions")),
        rows=tuple(
            row_of(
                Cell(
                    words=one.title,
                    address=address_of(NodeKind.PLAN, one.slug),
                    small="illustrative" if one.illustrative else "",
                ),
                one.state.capitalize(),
                Cell(words=_standing(one), small=_quarter(one)),
            )
            for one in board
        ),
        empty="There is no plan to see yet.",
    )


def _findings_table(coverage: Coverage, loose: Loose) -> Table | None:
    found = coverage.of(loose)
    if not found:
        return None
    more = f", the first {_MOST} of {len(found):,}" if len(found) > _MOST else ""
    has_words = any(one.words for one in found)
    return Table(
        key=loose.value,
        caption=f"{loose.heading}{more}",
        caption_hidden=True,
        columns=(Column(title="What"), *([Column(title="Why")] if has_words else [])),
        rows=tuple(
            row_of(
                Cell(words=one.name, address=finding_address(one), small=one.key if one.key != one.name else ""),
                *([one.words or "–"] if has_words else []),
            )
            for one in found[:_MOST]
        ),
    )


def _standing(one: PlanOnBoard) -> str:
    if one.quarter is None:
        return "Nothing was asked of them yet"
    return f"{one.actions}: {', '.join(f'{number} {status.value}' for status, number in one.counts.items())}"


def _quarter(one: PlanOnBoard) -> str:
    if one.quarter is None:
        return ""
    return one.quarter.label if one.is_closed else f"{one.quarter.label}, which is still open"


# --- the list ---------------------------------------------------------------------------------------------------------


def _list(nodes: tuple[Node, ...]) -> Iterator[str]:
    if not nodes:
        return
    yield '<ul class="govuk-list govuk-list--bullet">\n'
    for node in nodes:
        yield f"<li>{_item(node)}"
        yield from _list(node.children)
        yield "</li>\n"
    yield "</ul>\n"


def _item(node: Node) -> str:
    name = _named(node)
    address = address_of(node.kind, node.key)
    told = f'<a class="govuk-link" href="{escaped(address)}">{escaped(name)}</a>' if address else escaped(name)
    marked = " (illustrative)" if node.illustrative else ""
    return f"{_CALLED[node.kind]}: {told}{marked}{_state(node)}"


def _named(node: Node) -> str:
    """With its reference, where it is known by one."""
    if node.kind in (NodeKind.INDICATOR, NodeKind.SERVICE_LEVEL):
        return f"{node.key} {node.name}"
    if node.kind in (NodeKind.PRIORITY, NodeKind.ACTION):
        return f"{node.key.rpartition('/')[2]} {node.name}"
    return node.name


def _state(node: Node) -> str:
    if not node.state:
        return ""
    if node.mark in ("green", "amber", "red"):
        return f' <span class="gt-small">{_shape(node)} {escaped(_upper(node.state))}</span>'
    return f' <span class="gt-small">{escaped(_upper(node.state))}</span>'


def _shape(node: Node) -> str:
    """The mark's own shape and colour; the state beside it says the word."""
    mark = Rating(node.mark, node.mark)
    return (
        f'<svg class="gt-mark__shape" viewBox="0 0 8 8" width="14" height="14" fill="{mark.colour}" aria-hidden="true" '
        f'focusable="false"><path fill-rule="evenodd" d="{mark.shape}"/></svg>'
    )


def _branch(node: Node) -> Branch:
    return Branch(
        words=_named(node),
        state=_upper(node.state),
        mark=node.mark,
        branches=tuple(_branch(child) for child in node.children),
    )


def _upper(words: str) -> str:
    if words[1:2].isupper():  # oneSource
        return words
    return words[:1].upper() + words[1:]
