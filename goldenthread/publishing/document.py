"""One published thing as plain blocks: the single object from which every format is made.

Whoever builds a report (`reports`) fills these dataclasses with finished words: nothing here computes, rates or
rounds. Text is cleaned before it comes in (`publishing.words.clean`), is never markup, and is escaped by each
renderer. A line break inside a text is "\\n".

    ReportDocument
      sections: Section(title, blocks, about=council)      heading level 2, listed in the contents
        blocks: Heading Paragraph FactList BulletList NumberedList Table Chart Notice Panel Contents PageBreak
      rows: DataTable                                      the same figures as tidy rows, for CSV

Headings: the document's title is the only level 1, a section's title is level 2, `Heading` is 3 or 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from goldenthread.publishing.cells import BlockRefused, Cell, RatingMark, words_of
from goldenthread.publishing.tidy_rows import DataTable

SCHEMA = "goldenthread-report/1"

Align = Literal["left", "right", "centre"]


class Status(StrEnum):
    """Whether the document stands, and whom it is for. What is not published for everybody says so on every page and in
    every file, in this very word."""

    PUBLISHED = "published"
    DRAFT = "DRAFT"
    FROZEN = "FROZEN, NOT PUBLISHED"  # of figures that no longer change, and no publication of them
    RESTRICTED = "RESTRICTED"  # given to named people, never public
    RESTRICTED_DRAFT = "RESTRICTED DRAFT"

    @property
    def is_restricted(self) -> bool:
        return self in (Status.RESTRICTED, Status.RESTRICTED_DRAFT)

    @property
    def badge(self) -> str:
        """The word that every page carries; "" where the document simply stands."""
        return "" if self is Status.PUBLISHED else self.value

    @property
    def meaning(self) -> str:
        """What the badge means, in a sentence or two; "" where there is none."""
        return {
            Status.PUBLISHED: "",
            Status.DRAFT: "This is a draft. It is not for publication.",
            Status.FROZEN: "These figures are frozen, and this document of them was not published.",
            Status.RESTRICTED: "This is for the people that it was issued to. It is not for publication.",
            Status.RESTRICTED_DRAFT: (
                "This is a draft, for the people that it was issued to. It is not for publication."
            ),
        }[self]


class NoticeKind(StrEnum):
    """What an important notice is about; each has its own printed word."""

    IMPORTANT = "important"
    CORRECTION = "correction"
    PROPOSED = "proposed"
    ILLUSTRATIVE = "illustrative"


class EditableAs(StrEnum):
    """In which of the files that others go on working with a section stands: the text (DOCX, ODT), the tables (XLSX,
    ODS), or both. PDF, page and JSON always hold every section."""

    TEXT = "text"
    TABLES = "tables"
    BOTH = "both"

    @property
    def is_text(self) -> bool:
        return self is not EditableAs.TABLES

    @property
    def is_tables(self) -> bool:
        return self is not EditableAs.TEXT


# --- blocks ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading inside a section. Level 4 only below a level 3; text is plain."""

    text: str
    level: Literal[3, 4] = 3


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text, perhaps numbered ("1.1") and perhaps opened by bold words ("Legal implications and risks:")."""

    text: str
    number: str = ""
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A label with what belongs to it: "Financial summary:" and "Not applicable"."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class FactList:
    """Labels on the left, their text on the right: subject heading, author and contact, financial summary."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class BulletList:
    """Short points of equal weight."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One numbered point with lettered points below it, as a resolution has: 3. To note: a) ... b) ..."""

    text: str
    lettered: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NumberedList:
    """Points counted from `start`: recommendations, what is asked of members."""

    points: tuple[Point, ...]
    start: int = 1


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's heading, alignment and share of the width; share 0 is "as narrow as its content"."""

    title: str
    align: Align = "left"
    share: int = 0


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under headed columns. The first cell of each row is that row's header and must say something.

    At least one column has a share above 0, so that the table fills the page. `notes` are printed under it.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.caption.strip():
            raise BlockRefused("A table has no caption.")
        if not self.columns or not any(column.share for column in self.columns):
            raise BlockRefused(f"Table {self.caption!r}: give at least one column a share of the width.")
        for column in self.columns:
            if not column.title.strip():
                raise BlockRefused(f"Table {self.caption!r} has a column without a heading.")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise BlockRefused(
                    f"Table {self.caption!r}, row {number}: {len(row)} cells under {len(self.columns)} columns."
                )
            if not words_of(row[0]).strip():
                raise BlockRefused(f"Table {self.caption!r}, row {number}: the first cell heads the row and is empty.")


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A finished drawing (`charts.line_chart`) with its message in words and the numbers that it draws.

    `title` names the measure, `alt` is one sentence with the finding, `caption` is printed under the drawing;
    `table` holds every number drawn and stands next to it. `width` and `height` are those of the SVG's viewBox.
    """

    svg: str
    title: str
    alt: str
    caption: str
    table: Table
    width: int
    height: int

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.alt.strip():
            raise BlockRefused(f"Chart {self.title!r} needs a title and a text alternative.")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Important words set apart: a correction, targets not yet agreed, illustrative figures."""

    kind: NoticeKind
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Where the printed contents stand. The page on screen always has its own at the top."""


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    """What follows starts on a new printed page."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One subject kept together on paper where it fits: an exception report under its own heading and rating.

    `small` is a quiet line under the heading (council, service, reference). Charts inside a panel are set beside
    its words on paper.
    """

    title: str
    blocks: tuple[PanelBlock, ...]
    mark: RatingMark | None = None
    small: str = ""
    level: Literal[3, 4] = 3


PanelBlock = Paragraph | FactList | BulletList | NumberedList | Table | Chart | Notice
Block = Heading | Panel | Contents | PageBreak | PanelBlock


def tables_in(block: Block) -> tuple[Table, ...]:
    """Every table of a block, those inside panels and charts too."""
    match block:
        case Table():
            return (block,)
        case Chart():
            return (block.table,)
        case Panel():
            return tuple(table for inner in block.blocks for table in tables_in(inner))
        case _:
            return ()


def words_in(block: Block) -> tuple[str, ...]:
    """Every text of a block that is printed, in reading order; drawings by their alternatives."""
    match block:
        case Heading():
            return (block.text,)
        case Paragraph():
            return (block.number, block.lead, block.text)
        case FactList():
            return tuple(text for fact in block.facts for text in (fact.label, fact.text))
        case BulletList():
            return block.items
        case NumberedList():
            return tuple(text for point in block.points for text in (point.text, *point.lettered))
        case Table():
            heads = (block.caption, *(column.title for column in block.columns))
            return (*heads, *(words_of(cell) for row in block.rows for cell in row), *block.notes)
        case Chart():
            return (block.title, block.alt, block.caption, *words_in(block.table))
        case Notice():
            return (block.title, *block.paragraphs)
        case Panel():
            mark = (block.mark.word,) if block.mark else ()
            return (block.title, *mark, block.small, *(text for inner in block.blocks for text in words_in(inner)))
        case Contents() | PageBreak():
            return ()


# What stands at the head or foot of every page has a line or two there.
LONGEST_ON_EVERY_PAGE = 240


def _check_length(text: str, *, what: str) -> None:
    if len(text) > LONGEST_ON_EVERY_PAGE:
        raise BlockRefused(
            f"{what} has {len(text)} characters; it stands on every page and may have {LONGEST_ON_EVERY_PAGE}."
        )


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the document, with a heading of level 2 and an entry in the contents.

    `about` names the one body that the section is about ("London Borough of Havering"): it is printed in the running
    header of each page of the section, and every table's caption must contain it (so a page or a table taken out of
    the pack still says whose it is). A section with `about`, or with `wide` (landscape), starts on a new page;
    others do where `new_page` says so. `editable_as` says which of the editable files hold the section.
    """

    title: str
    blocks: tuple[Block, ...]
    about: str = ""
    new_page: bool = False
    wide: bool = False
    editable_as: EditableAs = EditableAs.BOTH

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise BlockRefused("A section has no title.")
        _check_length(self.title, what="A section's title")
        _check_length(self.about, what="The body that a section is about")
        above = 2
        for block in self.blocks:
            if isinstance(block, Heading | Panel):
                if block.level > above + 1:
                    raise BlockRefused(f"Section {self.title!r}: a heading of level {block.level} follows {above}.")
                above = block.level
        for block in self.blocks:
            for table in tables_in(block):
                if self.about not in table.caption:
                    raise BlockRefused(
                        f"Section {self.title!r} is about {self.about}: the caption {table.caption!r} must say so."
                    )


# --- the document ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """A name under which others know this document, or what it was made from: ("freeze", "2019-20 Q2 version 1")."""

    scheme: str
    value: str


@dataclass(frozen=True, kw_only=True)
class ReportDocument:
    """A whole report. Equal documents give equal bytes in every format, for the same versions of the renderers.

    `name` becomes the files' name (lower case, digits, hyphens). `as_at` is the moment of the freeze, or of the
    draft, with its time zone; it is the only moment that any file carries. `illustrative_note`, where there is one,
    is printed on every page and in every file.
    """

    name: str
    title: str
    subject: str
    publisher: str
    audience: str
    period: str
    as_at: datetime
    status: Status
    sections: tuple[Section, ...]
    rows: DataTable
    illustrative_note: str = ""
    identifiers: tuple[Identifier, ...] = ()
    language: str = "en-GB"
    schema: str = SCHEMA

    def __post_init__(self) -> None:
        if not self.name or not all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in self.name):
            raise BlockRefused(f"{self.name!r} cannot name files: use lower-case letters, digits and hyphens.")
        if self.as_at.tzinfo is None:
            raise BlockRefused("The document's moment needs its time zone.")
        if not self.title.strip() or not self.publisher.strip():
            raise BlockRefused("The document needs a title and a publisher.")
        if not self.sections:
            raise BlockRefused("The document has no section.")
        for what in ("title", "period", "publisher", "illustrative_note"):
            _check_length(getattr(self, what), what=f"The document's {what.replace('_', ' ')}")
