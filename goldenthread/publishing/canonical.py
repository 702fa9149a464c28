"""The document as canonical JSON bytes, and back: what is stored, hashed and re-rendered.

One document has one spelling: keys sorted, no spaces, UTF-8, text in Unicode's composed form (NFC), exact decimals as
text, moments in ISO 8601. Every block says what it is under "type". Reading is strict: an unknown type, an unknown or
missing field, or a value of the wrong type is refused, so a document that was read is one that could have been built.

What the schema gained later is not written where it holds its default, so an older document keeps its bytes.
"""

from __future__ import annotations

import json
import typing
import unicodedata
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache

from goldenthread.publishing import document as blocks
from goldenthread.publishing.cells import BlockRefused, Detail, Number, Picture, RatingMark, TravelMark
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable, DataValue

JsonValue = dict[str, "JsonValue"] | list["JsonValue"] | str | int | bool | None


class DocumentUnreadable(ValueError):
    """The bytes are not a document of this schema; the message says where they part from it."""


_TYPES: dict[str, type] = {
    "detail": Detail,
    "number": Number,
    "rating": RatingMark,
    "travel": TravelMark,
    "picture": Picture,
    "heading": blocks.Heading,
    "paragraph": blocks.Paragraph,
    "fact": blocks.Fact,
    "facts": blocks.FactList,
    "bullets": blocks.BulletList,
    "point": blocks.Point,
    "numbered": blocks.NumberedList,
    "column": blocks.Column,
    "table": blocks.Table,
    "chart": blocks.Chart,
    "notice": blocks.Notice,
    "panel": blocks.Panel,
    "contents": blocks.Contents,
    "page-break": blocks.PageBreak,
    "section": blocks.Section,
    "data-column": DataColumn,
    "data": DataTable,
    "identifier": blocks.Identifier,
    "document": blocks.ReportDocument,
}
_NAMES = {cls: name for name, cls in _TYPES.items()}
_GAINED: dict[type, dict[str, object]] = {blocks.Section: {"editable_as": blocks.EditableAs.BOTH}}


def canonical_json(document: ReportDocument) -> bytes:
    """The document's one spelling, ending with a line feed. Text is composed (NFC) on the way out."""
    text = json.dumps(plain_form(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return (unicodedata.normalize("NFC", text) + "\n").encode()


def plain_form(part: ReportDocument | blocks.Section) -> object:
    """A document, or a section of one, as the dictionaries and lists that its JSON is written from."""
    return _encoded(part)


def read_document(content: bytes) -> ReportDocument:
    """The document that these canonical bytes hold; raises DocumentUnreadable."""
    try:
        plain = json.loads(content, parse_float=_no_float)
    except ValueError as error:
        raise DocumentUnreadable(f"The document is not JSON: {error}") from error
    schema = plain.get("schema") if isinstance(plain, dict) else None
    if schema != blocks.SCHEMA:
        raise DocumentUnreadable(f"The document's schema is {schema!r}; this version reads {blocks.SCHEMA!r}.")
    try:
        # Only a whole document has a schema, so nothing else gets as far as here.
        return typing.cast(ReportDocument, _read_block(plain, path="document"))
    except BlockRefused as error:
        raise DocumentUnreadable(str(error)) from error


def _no_float(text: str) -> typing.NoReturn:
    raise DocumentUnreadable(f"{text} stands as a bare number; exact decimals are written as text.")


# --- writing --------------------------------------------------------------------------------------------------------


def _encoded(value: object) -> object:
    if value is None or type(value) in (str, bool, int):  # by far the most, so first
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, datetime):
        return value.isoformat()
    name = _NAMES[type(value)]
    gained = _GAINED.get(_TYPES[name], {})
    held = ((field, getattr(value, field)) for field in _readers(_TYPES[name]))
    return {
        "type": name,
        **{field: _encoded(part) for field, part in held if field not in gained or part != gained[field]},
    }


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise BlockRefused(f"{value} is not a number that can be published.")
    return format(value, "f")


# --- reading --------------------------------------------------------------------------------------------------------

Reader = Callable[[JsonValue, str], object]


def _read_block(plain: JsonValue, path: str) -> object:
    if not isinstance(plain, dict):
        raise DocumentUnreadable(f"{path}: found {_short(plain)}, expected a block.")
    cls = _TYPES.get(str(plain.get("type")))
    if cls is None:
        raise DocumentUnreadable(f"{path}: {_short(plain.get('type'))} is no type of block.")
    readers = _readers(cls)
    odd = sorted(((plain.keys() - {"type"}) ^ readers.keys()) - (_GAINED.get(cls, {}).keys() - plain.keys()))
    if odd:
        raise DocumentUnreadable(f"{path}: missing or unknown in a {plain['type']}: {', '.join(odd)}.")
    if cls is DataTable:
        return _read_data_table(plain, path)
    read = {name: reader(plain[name], f"{path}.{name}") for name, reader in readers.items() if name in plain}
    return cls(**read)


@cache
def _readers(cls: type) -> dict[str, Reader]:
    hints = typing.get_type_hints(cls)
    return {f.name: _reader(hints[f.name]) for f in fields(cls)}


def _reader(hint: object) -> Reader:
    """How to read a field of this type; a type that is not foreseen fails the import of the first document."""
    if typing.get_origin(hint) is tuple:
        return _tuple_reader(_reader(typing.get_args(hint)[0]))
    if typing.get_origin(hint) is typing.Literal:
        return _choice_reader(typing.get_args(hint))
    if hint is datetime:
        return _read_moment
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _enum_reader(hint)
    if hint in (str, bool, int):
        return _exact_reader(typing.cast(type, hint))
    allowed = tuple(typing.cast(type, part) for part in typing.get_args(hint) or (hint,))
    if Decimal in allowed:
        return _read_decimal
    return _union_reader(allowed)


def _tuple_reader(reader: Reader) -> Reader:
    def read(plain: JsonValue, path: str) -> object:
        if not isinstance(plain, list):
            raise DocumentUnreadable(f"{path}: found {_short(plain)}, expected a list.")
        return tuple(reader(item, f"{path}[{index}]") for index, item in enumerate(plain))

    return read


def _choice_reader(choices: tuple[object, ...]) -> Reader:
    def read(plain: JsonValue, path: str) -> object:
        if plain not in choices or isinstance(plain, bool):
            raise DocumentUnreadable(f"{path}: found {_short(plain)}, expected one of {', '.join(map(str, choices))}.")
        return plain

    return read


def _enum_reader(enum: type[StrEnum]) -> Reader:
    def read(plain: JsonValue, path: str) -> object:
        if not isinstance(plain, str) or plain not in {member.value for member in enum}:
            raise DocumentUnreadable(f"{path}: found {_short(plain)}, expected one of {', '.join(enum)}.")
        return enum(plain)

    return read


def _exact_reader(cls: type) -> Reader:
    def read(plain: JsonValue, path: str) -> object:
        if type(plain) is not cls:
            raise DocumentUnreadable(f"{path}: found {_short(plain)}, expected {cls.__name__}.")
        return plain

    return read


def _union_reader(allowed: tuple[type, ...]) -> Reader:
    def read(plain: JsonValue, path: str) -> object:
        if isinstance(plain, str) and str in allowed:
            return plain
        block = _read_block(plain, path)
        if type(block) not in allowed:
            raise DocumentUnreadable(f"{path}: a {_NAMES[type(block)]} cannot stand here.")
        return block

    return read


def _read_moment(plain: JsonValue, path: str) -> object:
    try:
        return datetime.fromisoformat(str(plain))
    except ValueError as error:
        raise DocumentUnreadable(f"{path}: {_short(plain)} is not a moment.") from error


def _read_decimal(plain: JsonValue, path: str) -> Decimal | None:
    if plain is None:
        return None
    try:
        read = Decimal(plain) if isinstance(plain, str) else None
    except InvalidOperation:
        read = None
    if read is None or not read.is_finite():
        raise DocumentUnreadable(f"{path}: {_short(plain)} is not an exact decimal written as text.")
    return read


def _read_data_table(plain: dict[str, JsonValue], path: str) -> DataTable:
    # The one place where a value's type is told by its column, so that rows stay plain lists.
    columns = typing.cast(
        tuple[DataColumn, ...], _tuple_reader(_union_reader((DataColumn,)))(plain["columns"], f"{path}.columns")
    )
    rows = plain["rows"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise DocumentUnreadable(f"{path}.rows: expected a list of lists.")
    numeric = [column.kind is ColumnKind.NUMBER for column in columns]

    def read_row(row: list[JsonValue], index: int) -> tuple[DataValue, ...]:
        if len(row) != len(columns):
            raise DocumentUnreadable(f"{path}.rows[{index}]: {len(row)} values under {len(columns)} columns.")
        return tuple(
            _read_decimal(value, f"{path}.rows[{index}]") if is_number else typing.cast(DataValue, value)
            for value, is_number in zip(row, numeric, strict=True)
        )

    return DataTable(
        columns=columns, rows=tuple(read_row(typing.cast(list[JsonValue], row), i) for i, row in enumerate(rows))
    )


def _short(plain: object) -> str:
    text = repr(plain)
    return text if len(text) <= 60 else text[:57] + "..."
