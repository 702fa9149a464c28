"""The protocol from a TOML file, with everything that is wrong of it and where."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from goldenthread.committee.forms.toml_file import toml_in
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.request_protocols import Criterion, Gate, GateGuidance, ProtocolRecord
from goldenthread.plans.forms.service_plan_file import ResourceReader

E = TypeVar("E", bound=StrEnum)
_NUMBERS = ("least_total", "officer_up_to", "director_up_to", "overheads", "margin")
_HEAD = ("title", "purpose", "illustrative", *_NUMBERS)


def read_protocol(content: bytes, *, file: str) -> ProtocolRecord:
    """The protocol in the bytes of a TOML file; raises InputRefused with every problem and its place."""
    reader = _Reader(file)
    found = reader.protocol(toml_in(content, file=file))
    if reader.problems:
        raise InputRefused(reader.problems)
    return found


class RequestReader(ResourceReader):
    """What the files of this room have in common: exact numbers that have to be there, and words of a list."""

    def _exact(self, table: dict[str, Any], key: str, *, where: str) -> Decimal:
        found = self._number(table, key, where=where)
        if key not in table:
            self._refuse("This is missing.", where=f"{where}.{key}", expected='a number, as in "42.5"')
        return Decimal(0) if found is None else found

    def _one_of(self, table: dict[str, Any], key: str, kind: type[E], *, where: str) -> E:
        """One of the words of an enumeration; the first where it is none of them, which is told."""
        found = self._text(table, key, where=where, longest=60)
        known = [one.value for one in kind]
        if found and found not in known:
            self._refuse(
                "This is none of those that there are.",
                where=f"{where}.{key}",
                found=found,
                expected=f"one of {', '.join(known)}",
            )
        return kind(found) if found in known else next(iter(kind))


class _Reader(RequestReader):
    """Reads a protocol."""

    def protocol(self, table: dict[str, Any]) -> ProtocolRecord:
        where = "protocol"
        self._only(table, known=(where, "gate", "criterion"), where="")
        head = self._table(table, where)
        self._only(head, known=_HEAD, where=where)
        return ProtocolRecord(
            title=self._text(head, "title", where=where, longest=200),
            purpose=self._text(head, "purpose", where=where),
            illustrative=self._yes(head, "illustrative", where=where),
            gates=tuple(self._gate(one, where=inner) for one, inner in self._tables(table, "gate")),
            criteria=tuple(self._criterion(one, where=inner) for one, inner in self._tables(table, "criterion")),
            **{name: self._exact(head, name, where=where) for name in _NUMBERS},
        )

    def _gate(self, table: dict[str, Any], *, where: str) -> GateGuidance:
        self._only(table, known=("gate", "words"), where=where)
        return GateGuidance(
            gate=self._one_of(table, "gate", Gate, where=where), words=self._text(table, "words", where=where)
        )

    def _criterion(self, table: dict[str, Any], *, where: str) -> Criterion:
        self._only(table, known=("key", "title", "weight", "guidance"), where=where)
        found = table.get("guidance")
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self._refuse(
                "Write what each score means, from 0 to 4, as a list of texts.",
                where=f"{where}.guidance",
                expected="five texts",
            )
            found = []
        lines = [
            self._text({"words": one}, "words", where=f"{where}.guidance[{place}]") for place, one in enumerate(found)
        ]
        return Criterion(
            key=self._text(table, "key", where=where, longest=24),
            title=self._text(table, "title", where=where, longest=200),
            weight=self._exact(table, "weight", where=where),
            guidance=tuple(lines),
        )
