"""A request from a TOML file: what is asked, and all or some of what its evaluation rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.committee.forms.toml_file import toml_in
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.request_evaluations import ScoredBy
from goldenthread.domain.request_files import RequestFile
from goldenthread.domain.request_powers import BodyKind, BusinessCase, Power, PowerClaim
from goldenthread.domain.request_prices import PriceLine, PriceRecord
from goldenthread.domain.request_protocols import Gate, ProtocolRecord
from goldenthread.domain.request_records import (
    Aspect,
    CaseRecord,
    Consideration,
    GateAnswer,
    Needs,
    PartnerView,
    RequestRecord,
    Score,
    StaffNeeded,
    View,
)
from goldenthread.requests.forms.protocol_file import RequestReader

_TABLES = ("request", "need", "gate", "price", "consideration", "view", "case", "score", "settled")
_REQUEST = (
    *("requester", "body", "service", "wanted", "received", "starts", "ends", "continuing", "work", "value"),
    *("charge_basis", "urgency", "contact", "email", "their_reference", "source", "illustrative"),
)
_GATE = ("gate", "passed", "reasons", "power", "designated_by", "by_company", "business_case")
_CASE = ("objectives", "resources", "risks", "results", "approved_by")
_PRICE = ("line", "other", "overheads", "margin", "asked", "below_cost_decision", "below_cost_because")
_VIEW = ("council", "post", "asked", "view", "words", "answered")


def read_request(content: bytes, *, file: str, protocol: ProtocolRecord | None) -> RequestFile:
    """The request in the bytes of a TOML file; raises InputRefused with every problem and its place.

    Overheads and margin that the file does not give are those of the protocol.
    """
    reader = _Reader(file, protocol=protocol)
    found = reader.request(toml_in(content, file=file))
    if reader.problems:
        raise InputRefused(reader.problems)
    return found


class _Reader(RequestReader):
    """Reads a request."""

    def __init__(self, file: str, *, protocol: ProtocolRecord | None) -> None:
        super().__init__(file)
        self.protocol = protocol

    def request(self, table: dict[str, Any]) -> RequestFile:
        self._only(table, known=_TABLES, where="")
        found = RequestFile(
            asked=self._asked(self._table(table, "request"), where="request"),
            needs=self._needs(table),
            gates=tuple(self._gate(one, where=where) for one, where in self._tables(table, "gate")),
            price=self._price(self._table(table, "price"), where="price") if "price" in table else None,
            considerations=tuple(
                self._consideration(one, where) for one, where in self._tables(table, "consideration")
            ),
            views=tuple(self._view(one, where=where) for one, where in self._tables(table, "view")),
            case=self._case(self._table(table, "case"), where="case") if "case" in table else None,
            scores=tuple(self._scores(table)),
            settled=tuple(
                self._score(one, where=where, known=("criterion", "score", "reasons"))
                for one, where in self._tables(table, "settled")
            ),
        )
        for name, keys in (
            *(("gate", ("gate",)), ("consideration", ("of",)), ("view", ("council",))),
            *(("score", ("scorer", "criterion")), ("settled", ("criterion",))),
        ):
            self._once([_called(one, keys) for one in _tables_of(table, name)], name)
        return found

    def _once(self, names: list[Any], table: str) -> None:
        for name in sorted({str(one) for one in names if names.count(one) > 1}):
            self._refuse(f"{name} is there twice.", where=table, found=name)

    def _asked(self, table: dict[str, Any], *, where: str) -> RequestRecord:
        self._only(table, known=_REQUEST, where=where)
        return RequestRecord(
            requester=self._text(table, "requester", where=where, longest=200),
            body=self._one_of(table, "body", BodyKind, where=where),
            service=self._text(table, "service", where=where, longest=50),
            wanted=self._text(table, "wanted", where=where),
            received_on=self._day(table, "received", where=where),
            starts_on=self._day_if(table, "starts", where=where),
            ends_on=self._day_if(table, "ends", where=where),
            is_continuing=self._yes(table, "continuing", where=where) if "continuing" in table else None,
            value=self._number(table, "value", where=where),
            illustrative=self._yes(table, "illustrative", where=where),
            work=self._words(table, "work", where=where),
            charge_basis=self._words(table, "charge_basis", where=where),
            urgency=self._words(table, "urgency", where=where),
            contact=self._words(table, "contact", where=where, longest=150),
            email=self._words(table, "email", where=where, longest=254),
            their_reference=self._words(table, "their_reference", where=where, longest=120),
            source=self._words(table, "source", where=where, longest=400),
        )

    def _words(self, table: dict[str, Any], key: str, *, where: str, longest: int = 4000) -> str:
        return self._text(table, key, where=where, needed=False, longest=longest)

    def _day_if(self, table: dict[str, Any], key: str, *, where: str) -> date | None:
        return self._day(table, key, where=where) if key in table else None

    def _needs(self, table: dict[str, Any]) -> Needs | None:
        staff = tuple(self._need(one, where=where) for one, where in self._tables(table, "need"))
        return Needs(staff=staff) if staff else None

    def _need(self, table: dict[str, Any], *, where: str) -> StaffNeeded:
        self._only(table, known=("council", "year", "staff"), where=where)
        return StaffNeeded(
            council=self._text(table, "council", where=where, longest=50),
            year=self._year_name(table, "year", where=where),
            staff=self._exact(table, "staff", where=where),
        )

    def _gate(self, table: dict[str, Any], *, where: str) -> GateAnswer:
        self._only(table, known=_GATE, where=where)
        return GateAnswer(
            gate=self._one_of(table, "gate", Gate, where=where),
            is_passed=self._said(table, "passed", where=where),
            reasons=self._text(table, "reasons", where=where),
            power=self._power(table, where=where) if "power" in table else None,
        )

    def _said(self, table: dict[str, Any], key: str, *, where: str) -> bool:
        """Yes or no, which has to be said: what is left out says neither."""
        if key not in table:
            self._refuse("This is missing.", where=f"{where}.{key}", expected="true or false")
        return self._yes(table, key, where=where)

    def _power(self, table: dict[str, Any], *, where: str) -> PowerClaim:
        case = table.get("business_case")
        if case is not None and not isinstance(case, dict):
            parts = ", ".join(f'{name} = "…"' for name in _CASE)
            self._refuse(
                "Write the business case as a table.",
                where=f"{where}.business_case",
                found=str(case)[:80],
                expected=f"{{ {parts} }}",
            )
        return PowerClaim(
            power=self._one_of(table, "power", Power, where=where),
            designated_by=self._words(table, "designated_by", where=where, longest=300),
            by_company=self._yes(table, "by_company", where=where),
            business_case=self._business_case(case, where=f"{where}.business_case") if isinstance(case, dict) else None,
        )

    def _business_case(self, table: dict[str, Any], *, where: str) -> BusinessCase:
        self._only(table, known=_CASE, where=where)
        return BusinessCase(**{name: self._words(table, name, where=where) for name in _CASE})

    def _price(self, table: dict[str, Any], *, where: str) -> PriceRecord:
        self._only(table, known=_PRICE, where=where)
        return PriceRecord(
            lines=tuple(self._line(one, where=inner) for one, inner in self._tables(table, "line", where=where)),
            other=self._number(table, "other", where=where) or Decimal(0),
            overheads=self._by_protocol(table, "overheads", where=where),
            margin=self._by_protocol(table, "margin", where=where),
            asked=self._number(table, "asked", where=where),
            below_cost_decision=self._words(table, "below_cost_decision", where=where, longest=160),
            below_cost_because=self._words(table, "below_cost_because", where=where),
        )

    def _by_protocol(self, table: dict[str, Any], key: str, *, where: str) -> Decimal:
        if key not in table and self.protocol is not None:
            found: Decimal = getattr(self.protocol, key)
            return found
        return self._exact(table, key, where=where)

    def _line(self, table: dict[str, Any], *, where: str) -> PriceLine:
        self._only(table, known=("words", "hours", "rate"), where=where)
        return PriceLine(
            words=self._text(table, "words", where=where, longest=200),
            hours=self._exact(table, "hours", where=where),
            rate=self._exact(table, "rate", where=where),
        )

    def _consideration(self, table: dict[str, Any], where: str) -> Consideration:
        self._only(table, known=("of", "words"), where=where)
        return Consideration(
            of=self._one_of(table, "of", Aspect, where=where), words=self._text(table, "words", where=where)
        )

    def _view(self, table: dict[str, Any], *, where: str) -> PartnerView:
        self._only(table, known=_VIEW, where=where)
        return PartnerView(
            council=self._text(table, "council", where=where, longest=50),
            post=self._text(table, "post", where=where, longest=120),
            asked_on=self._day(table, "asked", where=where),
            view=self._one_of(table, "view", View, where=where),
            words=self._words(table, "words", where=where),
            answered_on=self._day_if(table, "answered", where=where),
        )

    def _case(self, table: dict[str, Any], *, where: str) -> CaseRecord:
        self._only(table, known=("benefits", "alternatives"), where=where)
        return CaseRecord(
            benefits=self._texts(table, "benefits", where=where),
            alternatives=self._text(table, "alternatives", where=where),
        )

    def _scores(self, table: dict[str, Any]) -> Iterator[ScoredBy]:
        for one, where in self._tables(table, "score"):
            yield ScoredBy(
                scorer=self._text(one, "scorer", where=where, longest=254),
                score=self._score(one, where=where, known=("criterion", "scorer", "score", "reasons")),
            )

    def _score(self, table: dict[str, Any], *, where: str, known: tuple[str, ...]) -> Score:
        self._only(table, known=known, where=where)
        number = table.get("score")
        if not isinstance(number, int) or isinstance(number, bool):
            self._refuse("Write the score as a whole number from 0 to 4.", where=f"{where}.score", found=str(number))
            number = 0
        return Score(
            criterion=self._text(table, "criterion", where=where, longest=24),
            score=number,
            reasons=self._text(table, "reasons", where=where),
        )


def _tables_of(table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The tables of a name as they were written; what is no table was told."""
    found = table.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _called(table: dict[str, Any], keys: tuple[str, ...]) -> str:
    """By what a table is told apart: "ann lee" and "Ann  Lee" are one."""
    return ", ".join(" ".join(str(table.get(key, "")).split()).casefold() for key in keys)
