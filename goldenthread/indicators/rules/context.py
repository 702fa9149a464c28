"""What every check of a register's rows needs: where to tell problems, and what is known beside the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.committee.queries import DecisionFacts
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP
from goldenthread.indicators.rules.policies import KnownPolicies
from goldenthread.partnership.forms import CouncilRow, ServiceRow
from goldenthread.partnership.rules import Names, PartnershipChanges
from goldenthread.spreadsheets.columns import Row
from goldenthread.spreadsheets.differences import Findings

# An indicator's reference, and the slug of a council or WHOLE_PARTNERSHIP.
Measure = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Context:
    """`councils` and `services` are as they are after the import, by slug. `closed_years` are past: "2019-20".

    Rows that are there rest on the decisions `rested_on`, which are asked no more.
    """

    findings: Findings
    names: Names
    partnership: PartnershipChanges
    councils: Mapping[str, CouncilRow]
    services: Mapping[str, ServiceRow]
    policies: KnownPolicies
    decisions: Mapping[str, DecisionFacts]
    today: date
    closed_years: frozenset[str] = frozenset()
    rested_on: frozenset[str] = frozenset()

    def scope(self, row: Row) -> str | None:
        """Slug of the council that a row names, or WHOLE_PARTNERSHIP; None where a problem was told."""
        if not getattr(row, "council", ""):
            return None  # of a cell that could not be read enough was said
        written = " ".join(str(getattr(row, "council", "")).split()).casefold()
        return WHOLE_PARTNERSHIP if written == WHOLE_PARTNERSHIP else self.names.council(row)

    def scope_in_words(self, scope: str) -> str:
        """ "Newham", "the whole partnership"."""
        return f"the {WHOLE_PARTNERSHIP}" if scope == WHOLE_PARTNERSHIP else self.councils[scope].name

    def decision(self, row: Row, field: str = "decision") -> DecisionFacts | None:
        """The decision that a cell refers to; None for a blank cell, and where a problem was told."""
        reference = str(getattr(row, field))
        found = self.decisions.get(reference)
        if reference and found is None:
            self.findings.refuse(
                row,
                field,
                "The committee's record has no decision of this reference. Import its meeting with import-committee "
                "first, or leave the cell blank: it is then not yet agreed.",
                expected="a reference such as onesource-joint-committee/2019-07-12/9/1",
            )
        why = "" if found is None or reference in self.rested_on else found.why_not_agreed(on=self.today)
        if why:
            self.findings.refuse(
                row, field, f"{why} Name a decision that agreed it, or leave the cell blank: it is then not yet agreed."
            )
            return None
        return found

    def check_year_is_open(self, row: Row, year: str) -> bool:
        """Whether a year may still be changed; a problem is told where it was closed."""
        if year not in self.closed_years:
            return True
        self.findings.refuse(
            row,
            "year",
            f"The year {year} is closed: its outturns were rated against the targets and the list as they were, and no "
            "later change belongs to it. Take the row out, or give it a year that is open.",
        )
        return False

    def check_day_is_open(self, row: Row, field: str, day: date) -> bool:
        """Whether something may still begin on a day; a problem is told where it lies in a year that was closed."""
        year = FinancialYear.containing(day)
        if str(year) not in self.closed_years:
            return True
        self.findings.refuse(
            row,
            field,
            f"{day_words(day)} lies in {year.label}, which is closed: what began or ended in it was told already. Take "
            "the row out, or give it a day of a year that is open.",
        )
        return False

    def check_provided(self, row: Row, field: str, *, ref: str, scope: str, service: str, on: date) -> bool:
        """Whether the service is provided there on a day; a problem is told where it is not."""
        if (
            scope == WHOLE_PARTNERSHIP
            or self.partnership.extent_on(on, service=service, council=scope) != "not provided"
        ):
            return True
        self.findings.refuse(
            row,
            field,
            f"{ref} cannot be measured for {self.scope_in_words(scope)}: the service “{self.services[service].name}” "
            f"is not provided to it on {on.isoformat()}. Take the row out, or put sheet Provision right.",
        )
        return False
