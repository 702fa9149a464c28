"""What the pages of the register offer to choose: services, councils, policies, decisions, years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.committee.queries import DecisionFacts, decisions_to_rest_on
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP
from goldenthread.indicators.models import AgreedList
from goldenthread.indicators.queries.policies import every_policy
from goldenthread.indicators.queries.years import closed_years
from goldenthread.partnership.queries import councils, services
from goldenthread.spreadsheets.text import shortened

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Offered:
    """Each as code and words. A policy's code is its slug and version: "own-tolerance/1"; a council's its slug."""

    services: Choices
    councils: Choices  # and the whole partnership, last
    policies: Choices
    decisions: Choices  # on which something may rest, the newest first
    years: Choices  # that have a list and are not closed, the newest first

    @property
    def council_names(self) -> dict[str, str]:
        return dict(self.councils)


def offered(*, on: date) -> Offered:
    """What there is on a day; in as many reads whatever there is."""
    closed = closed_years()
    lists = AgreedList.objects.order_by("-year").values_list("year", flat=True)
    return Offered(
        services=tuple((one.slug, one.name) for one in services()),
        councils=(*((one.slug, one.name) for one in councils()), (WHOLE_PARTNERSHIP, "The whole partnership")),
        policies=tuple((f"{one.slug}/{one.version}", f"{one.title} (version {one.version})") for one in every_policy()),
        decisions=tuple((one.reference, _decision_words(one)) for one in decisions_to_rest_on(on=on)),
        years=tuple((year, FinancialYear.parse(year).label) for year in lists if year not in closed),
    )


def _decision_words(one: DecisionFacts) -> str:
    return f"{day_words(one.meeting_on)}, minute {one.minute}, decision {one.number}: {shortened(one.text)}"
