"""The whole register as its sheets would say it."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from typing import Any

from goldenthread.domain.cards import Card, card_from_dict
from goldenthread.domain.measures import ToleranceUnit
from goldenthread.indicators.forms.sheets import (
    WHOLE_PARTNERSHIP,
    HistoryRow,
    IndicatorRow,
    ListEntryRow,
    ListRow,
    MeasureRow,
    Register,
    SuccessionRow,
    TargetRow,
)
from goldenthread.indicators.models import (
    Accountability,
    AgreedList,
    Definition,
    EarlierFigure,
    ListEntry,
    Measure,
    RatingPolicy,
    Succession,
    Target,
)
from goldenthread.indicators.rules.cards import Indicators, card_of, row_of_card
from goldenthread.indicators.rules.history import HistoryNumbers, history_key, history_row, last_day_of
from goldenthread.indicators.rules.policies import kept_policy_row
from goldenthread.indicators.rules.register import HeldRegister
from goldenthread.indicators.rules.targets import TargetNumbers, target_row
from goldenthread.partnership.queries import councils, partnership_sheets, services


def held_register() -> HeldRegister:
    """Everything that the register holds, in the order of its sheets; rows name things by slug.

    The number of reads does not depend on its size.
    """
    return _Held().register()


def rows_of_indicator(ref: str) -> Register:
    """The rows of one indicator as its sheets would say them, and every list: in as many reads whatever it holds.

    Empty where there is no such indicator.
    """
    return _Held(ref).of_the_indicator() if ref else Register()


def mark_of(rows: Register) -> str:
    """Stands for an indicator's rows as they were read: another where one of them was added or changed since."""
    said = (rows.indicators, rows.measures, rows.list_entries, rows.targets, rows.successions)
    return sha256(repr(said).encode()).hexdigest()[:32]


class _Held:
    """What was read, each table once: of the whole register, or of the indicator of one reference."""

    def __init__(self, ref: str = "") -> None:
        self.ref = ref
        self.councils = {council.id: council for council in councils()}
        self.services = {service.id: service.slug for service in services()}
        found = Measure.objects.select_related("indicator").filter(**self._own("indicator__ref"))
        found = found.order_by("indicator__ref", "id")
        ordered = sorted(found, key=self._place)
        self.measures = {measure.pk: (measure.indicator.ref, self._scope(measure)) for measure in ordered}
        self.order = {measure: place for place, measure in enumerate(self.measures)}

    def register(self) -> HeldRegister:
        sheets = partnership_sheets()
        policies = list(RatingPolicy.objects.order_by("slug", "version"))
        indicators = self._indicators()
        versions: dict[str, tuple[IndicatorRow, ...]] = {}
        for row in indicators:
            versions[row.ref] = (*versions.get(row.ref, ()), row)
        cards = Indicators(versions, lost=frozenset())
        history, values = self._history(cards)
        register = Register(
            **{name: getattr(sheets, name) for name in vars(sheets)},
            policies=tuple(kept_policy_row(policy.text) for policy in policies),
            indicators=indicators,
            measures=self._accountabilities({policy.pk: policy for policy in policies}),
            history=history,
            lists=self._lists(),
            list_entries=self._entries(),
            targets=self._targets(cards),
            successions=_successions(),
        )
        return HeldRegister(register=register, policies=tuple(policy.text for policy in policies), values=values)

    def of_the_indicator(self) -> Register:
        """The sheets of which a row speaks of an indicator, and the lists."""
        policies = {policy.pk: policy for policy in RatingPolicy.objects.order_by("slug", "version")}
        indicators = self._indicators()
        cards = Indicators({self.ref: indicators}, lost=frozenset())
        return Register(
            indicators=indicators,
            measures=self._accountabilities(policies),
            lists=self._lists(),
            list_entries=self._entries(),
            targets=self._targets(cards),
            successions=_successions(self.ref),
        )

    def _own(self, path: str) -> dict[str, Any]:
        return {path: self.ref} if self.ref else {}

    def _place(self, measure: Measure) -> tuple[str, int, str]:
        """By reference, then by council in the order of reports, the whole partnership last."""
        if measure.council_id is None:
            return (measure.indicator.ref, 1 << 30, "")
        council = self.councils[measure.council_id]
        return (measure.indicator.ref, council.position, council.name)

    def _scope(self, measure: Measure) -> str:
        return WHOLE_PARTNERSHIP if measure.council_id is None else self.councils[measure.council_id].slug

    def _indicators(self) -> tuple[IndicatorRow, ...]:
        found = Definition.objects.select_related("indicator").filter(**self._own("indicator__ref"))
        found = found.order_by("indicator__ref", "starts_on")
        return tuple(
            row_of_card(
                card_from_dict(definition.card),
                ref=definition.indicator.ref,
                starts_on=definition.starts_on,
                service=self.services[definition.service_id],
            )
            for definition in found
        )

    def _accountabilities(self, policies: dict[int, RatingPolicy]) -> tuple[MeasureRow, ...]:
        kept = Accountability.objects.filter(**self._own("measure__indicator__ref"))
        found = sorted(kept, key=lambda row: (self.order[row.measure_id], row.starts_on))
        rows = []
        for row in found:
            ref, scope = self.measures[row.measure_id]
            policy = policies[row.policy_id]
            own = None if row.own_policy_id is None else policies[row.own_policy_id]
            rows.append(
                MeasureRow(
                    ref=ref,
                    council=scope,
                    starts_on=row.starts_on,
                    policy=policy.slug,
                    policy_version=policy.version,
                    own_policy="" if own is None else own.slug,
                    own_policy_version=None if own is None else own.version,
                    owner_post=row.owner_post,
                    sign_off_post=row.sign_off_post,
                )
            )
        return tuple(rows)

    def _history(
        self, indicators: Indicators
    ) -> tuple[tuple[HistoryRow, ...], dict[tuple[str, str, str], Decimal | None]]:
        found = sorted(EarlierFigure.objects.all(), key=lambda row: (self.order[row.measure_id], row.period))
        last_days = {period: last_day_of(period) for period in {row.period for row in found}}
        rows, values = [], {}
        for figure in found:
            ref, scope = self.measures[figure.measure_id]
            card = card_of(indicators.in_force_or_first(ref, on=last_days[figure.period]))
            row = history_row(
                HistoryNumbers(
                    value=figure.value,
                    numerator=figure.numerator,
                    denominator=figure.denominator,
                    target=figure.target,
                    text=figure.text,
                ),
                ref=ref,
                council=scope,
                period=figure.period,
                marker=figure.marker,
                source=figure.source,
                illustrative=figure.illustrative,
                unit=card.unit,
            )
            rows.append(row)
            values[history_key(row)] = figure.value
        return tuple(rows), values

    def _lists(self) -> tuple[ListRow, ...]:
        found = AgreedList.objects.select_related("decision", "reporting_decision").order_by("year")
        return tuple(
            ListRow(
                year=row.year,
                title=row.title,
                decision=row.decision.reference if row.decision else "",
                reporting_decision=row.reporting_decision.reference if row.reporting_decision else "",
            )
            for row in found
        )

    def _entries(self) -> tuple[ListEntryRow, ...]:
        found = ListEntry.objects.filter(**self._own("measure__indicator__ref"))
        found = found.select_related("agreed_list", "decision")
        rows = []
        for row in sorted(found, key=lambda row: (row.agreed_list.year, self.order[row.measure_id], row.starts_on)):
            ref, scope = self.measures[row.measure_id]
            rows.append(
                ListEntryRow(
                    year=row.agreed_list.year,
                    ref=ref,
                    council=scope,
                    starts_on=row.starts_on,
                    on_list="suspended" if row.suspended else "yes" if row.on_list else "no",
                    reason=row.reason,
                    decision=row.decision.reference if row.decision else "",
                )
            )
        return tuple(rows)

    def _targets(self, indicators: Indicators) -> tuple[TargetRow, ...]:
        found = Target.objects.filter(**self._own("measure__indicator__ref")).select_related("decision")
        rows = []
        for row in sorted(found, key=lambda row: (self.order[row.measure_id], row.year, row.starts_on)):
            ref, scope = self.measures[row.measure_id]
            card = card_of(indicators.in_force_or_first(ref, on=row.starts_on))
            rows.append(_target_row(row, ref=ref, scope=scope, card=card))
        return tuple(rows)


def _successions(ref: str = "") -> tuple[SuccessionRow, ...]:
    found = Succession.objects.select_related("indicator", "successor")
    if ref:
        found = found.filter(indicator__ref=ref) | found.filter(successor__ref=ref)
    return tuple(
        SuccessionRow(
            ref=row.indicator.ref,
            followed_by=row.successor.ref,
            kind=row.kind,
            starts_on=row.starts_on,
            words=row.words,
        )
        for row in found.order_by("indicator__ref", "successor__ref")
    )


def _target_row(row: Target, *, ref: str, scope: str, card: Card) -> TargetRow:
    said = TargetRow(
        ref=ref,
        council=scope,
        year=row.year,
        starts_on=row.starts_on,
        kind=row.kind,
        words=row.words,
        profile=row.profile.replace("-", " "),
        history_years=row.history_years,
        years_left_out=row.years_left_out,
        tolerance_unit=ToleranceUnit(row.tolerance_unit) if row.tolerance_unit else None,
        illustrative=row.illustrative,
        source=row.source,
        rationale=row.rationale,
        decision=row.decision.reference if row.decision else "",
    )
    numbers = TargetNumbers(
        annual=row.annual,
        lower=row.lower,
        upper=row.upper,
        floor=row.floor,
        tolerance=row.tolerance,
        quarters=(row.q1, row.q2, row.q3, row.q4),
    )
    return target_row(said, numbers=numbers, unit=card.unit)
