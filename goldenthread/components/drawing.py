"""What stands on a page hundreds of times, drawn without a template for each: the rows of a table, choices of a list.

A template looks every name up anew for every cell; of a table of 300 cells that is most of the time a page takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from goldenthread.components.tables import Cell, Column, Table

_UP, _DOWN = '<path d="M6 1l5 6H1z" fill="currentColor"/>', '<path d="M6 15l5-6H1z" fill="currentColor"/>'
_ARROW = '<svg class="gt-sort__arrow" width="12" height="16" viewBox="0 0 12 16" aria-hidden="true" focusable="false">'


def escaped(words: object) -> str:
    """The words as markup that shows them; what is markup already stays so, as templates have it."""
    return str(words) if isinstance(words, SafeString) else escape(str(words))


def drawn_table(table: Table) -> SafeString:
    """A table with its caption, its columns' headings and its rows."""
    return mark_safe("".join(_table(table)))


def drawn_select(widget: Mapping[str, Any]) -> SafeString:
    """A list to choose from, of a widget's context, as Django's own template writes it."""
    return mark_safe("".join(_select(widget)))


def _table(table: Table) -> Iterator[str]:
    key, caption = escaped(table.key), escaped(table.caption)
    if table.caption_hidden:
        caption = f'<span class="govuk-visually-hidden">{caption}</span>'
    if table.scrolls:
        yield f'<div class="gt-scroll" role="region" aria-labelledby="{key}-caption" tabindex="0">\n'
    yield f'<table class="govuk-table gt-table" id="{key}">\n'
    yield f'<caption class="govuk-table__caption govuk-table__caption--m" id="{key}-caption">{caption}</caption>\n'
    yield '<thead class="govuk-table__head">\n<tr class="govuk-table__row">\n'
    for column in table.columns:
        yield _heading(column)
    yield '</tr>\n</thead>\n<tbody class="govuk-table__body">\n'
    classes = [" govuk-table__cell--numeric" if column.numeric else "" for column in table.columns[1:]]
    for row in table.rows:
        yield from _row(row, classes=classes)
    yield "</tbody>\n</table>\n"
    if table.scrolls:
        yield "</div>\n"


def _heading(column: Column) -> str:
    numeric = " govuk-table__header--numeric" if column.numeric else ""
    title = escaped(column.title)
    if not column.sort_address:
        return f'<th scope="col" class="govuk-table__header{numeric}">{title}</th>\n'
    arrows = f"{'' if column.sorted == 'descending' else _UP}{'' if column.sorted == 'ascending' else _DOWN}"
    link = f'<a class="gt-sort" href="{escaped(column.sort_address)}">{title}{_ARROW}{arrows}</svg></a>'
    return f'<th scope="col" class="govuk-table__header{numeric}" aria-sort="{column.aria_sort}">{link}</th>\n'


def _row(row: Sequence[Cell], *, classes: Sequence[str]) -> Iterator[str]:
    heading, *cells = row
    small = _small(heading)
    yield f'<tr class="govuk-table__row">\n<th scope="row" class="govuk-table__header">{_linked(heading)}{small}</th>\n'
    for numeric, cell in zip(classes, cells, strict=True):
        yield f'<td class="govuk-table__cell{numeric}">{_shown(cell)}{_small(cell)}</td>\n'
    yield "</tr>\n"


def _shown(cell: Cell) -> str:
    if cell.rating:
        return cell.rating.drawn
    if cell.travel:
        return cell.travel.drawn
    return cell.drawing or _linked(cell)


def _linked(cell: Cell) -> str:
    if not cell.address:
        return escaped(cell.words)
    return f'<a class="govuk-link" href="{escaped(cell.address)}">{escaped(cell.words)}</a>'


def _small(cell: Cell) -> str:
    breaks = " gt-small--breaks" if cell.breaks else ""
    return f'<span class="gt-small{breaks}">{escaped(cell.small)}</span>' if cell.small else ""


def _select(widget: Mapping[str, Any]) -> Iterator[str]:
    yield f'<select name="{escaped(widget["name"])}"{_attributes(widget["attrs"])}>'
    for group, options, _ in widget["optgroups"]:
        if group:
            yield f'\n  <optgroup label="{escaped(group)}">'
        for option in options:
            words = escaped(option["label"])
            yield f'\n  <option value="{escaped(option["value"])}"{_attributes(option["attrs"])}>{words}</option>'
        if group:
            yield "\n  </optgroup>"
    yield "\n</select>"


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escaped(value)}"'
        for name, value in attributes.items()
        if value is not False
    )
