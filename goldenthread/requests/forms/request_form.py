"""The form that a requester fills in: a workbook to send out, and what comes back read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from goldenthread.domain.cost_shares import AmountBeyondBelief, AmountUnreadable, read_amount
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.request_powers import BodyKind
from goldenthread.domain.request_records import RequestRecord
from goldenthread.indicators.forms.reading import read_rows
from goldenthread.spreadsheets.columns import Column, Row, RowField, fields_of
from goldenthread.spreadsheets.reading import read_workbook
from goldenthread.spreadsheets.sheets_to_write import ListsSheet, WorkbookProperties, WrittenColumn, WrittenSheet
from goldenthread.spreadsheets.writing import write_workbook

# The same form is the same file, so the file cannot say when it was written.
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_BODIES = tuple(one.value for one in BodyKind)
_YES, _NO = "continuing", "one off"
_ABOUT = (
    "Fill in the sheet Request, in one row, and send this file back.",
    "Leave a cell blank where you do not know yet.",
    "What is asked is evaluated by the partnership’s protocol; the partners’ own priorities come first.",
)


@dataclass(frozen=True, kw_only=True)
class RequestRow(Row):
    sheet: ClassVar[str] = "Request"
    about: ClassVar[str] = "What you ask for, in one row."

    requester: Annotated[str, Column("Who asks", "The body, as it is called", needed=True, longest=200)]
    body: Annotated[str, Column("Kind of body", "What it is", needed=True, choices=_BODIES)]
    service: Annotated[str, Column("Service", "Which service; choose one", needed=True)]
    wanted: Annotated[str, Column("What is asked for", "In words", needed=True, longest=4_000)]
    starts_on: Annotated[date | None, Column("First day", "A day")] = None
    ends_on: Annotated[date | None, Column("Last day", "A day")] = None
    continuing: Annotated[str, Column("One-off or continuing", "Which of them", choices=(_YES, _NO))] = ""
    work: Annotated[str, Column("How much work", "In words, as the number of cases", longest=4_000)] = ""
    value: Annotated[str, Column("Value in pounds", "Of the whole of it, if you have one in mind")] = ""
    charge_basis: Annotated[str, Column("Basis of charge", "By the hour, by the case, for the year", longest=400)] = ""
    urgency: Annotated[str, Column("Urgency", "By when an answer is needed, and why", longest=400)] = ""
    contact: Annotated[str, Column("Contact", "A name or a post", longest=150)] = ""
    email: Annotated[str, Column("E-mail address", "To which we write", longest=254)] = ""
    their_reference: Annotated[str, Column("Your reference", "If you have one", longest=120)] = ""


def write_request_form(services: Sequence[tuple[str, str]], *, partnership: str) -> bytes:
    """The form as an xlsx, with the services (short name and name) to choose from: the same bytes for the same ones."""
    names = tuple(name for _, name in services)
    choices = {"Service": names, **{one.column.heading: one.column.choices for one in _fields() if one.column.choices}}
    title = f"{partnership}: request for support" if partnership else "Request for support"
    sheets: list[WrittenSheet | ListsSheet] = [
        WrittenSheet(name="About", title=title, guidance=_ABOUT),
        WrittenSheet(
            name=RequestRow.sheet,
            title=title,
            guidance=(RequestRow.about,),
            columns=tuple(_column(one, choices=choices) for one in _fields()),
            blank_rows=1,
            is_locked=True,
        ),
        ListsSheet(name="Lists", lists=choices),
    ]
    properties = WorkbookProperties(title=title, author="goldenthread")
    return write_workbook(sheets, properties=properties, created=_NO_MOMENT)


def read_request_form(
    content: bytes, *, file: str, services: Sequence[tuple[str, str]], received_on: date
) -> RequestRecord:
    """The request in the bytes of an .xlsx or .ods file; raises InputRefused with every problem, its row and column."""
    workbook = read_workbook(content, name=file)
    sheet = next((one for one in workbook.sheets if one.name.strip().casefold() == "request"), None)
    if sheet is None:
        there_are = ", ".join(one.name for one in workbook.sheets)
        raise InputRefused([Problem(f"There is no sheet Request. There are: {there_are}.", file=file)])
    rows, found = read_rows(RequestRow, sheet=sheet, file=file)
    problems = list(found)
    if len(rows) != 1 and not problems:
        wrong = f"Write the request in one row: there are {len(rows)}."
        problems.append(Problem(wrong, file=file, sheet=RequestRow.sheet))
    if problems:
        raise InputRefused(problems)
    (row,) = rows
    slugs = {name.casefold(): slug for slug, name in services} | {slug: slug for slug, _ in services}
    service = slugs.get(row.service.strip().casefold(), "")
    if not service:
        problems.append(_at(row, "Service", "There is no service of this name.", found=row.service))
    value, wrong = _value(row.value)
    if wrong:
        problems.append(_at(row, "Value in pounds", wrong, found=row.value))
    if problems:
        raise InputRefused(problems)
    return RequestRecord(
        requester=row.requester,
        body=BodyKind(row.body),
        service=service,
        wanted=row.wanted,
        received_on=received_on,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_continuing=None if not row.continuing else row.continuing == _YES,
        work=row.work,
        value=value,
        charge_basis=row.charge_basis,
        urgency=row.urgency,
        contact=row.contact,
        email=row.email,
        their_reference=row.their_reference,
    )


def _fields() -> tuple[RowField, ...]:
    return fields_of(RequestRow)


def _column(field: RowField, *, choices: Mapping[str, Sequence[str]]) -> WrittenColumn:
    heading = field.column.heading
    wants = field.column.meaning if field.column.needed else f"{field.column.meaning}; blank where it is not known"
    return WrittenColumn(
        heading=heading,
        width=max(24, len(heading)),
        wants=wants,
        is_input=True,
        choices=heading if choices.get(heading) else "",
    )


def _value(text: str) -> tuple[Decimal | None, str]:
    if not text.strip():
        return None, ""
    try:
        return read_amount(text), ""
    except (AmountUnreadable, AmountBeyondBelief) as error:
        return None, str(error)


def _at(row: RequestRow, column: str, words: str, *, found: str) -> Problem:
    return Problem(words, sheet=row.sheet, row=row.line, column=column, found=found[:40])
