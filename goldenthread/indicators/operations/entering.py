"""Writing what a checked register adds, in batches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import Happening, record_all
from goldenthread.committee.models import Decision
from goldenthread.domain.cards import card_as_dict
from goldenthread.domain.plain import sha256_of
from goldenthread.domain.rating import Policy
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP, TargetRow
from goldenthread.indicators.models import (
    Accountability,
    AgreedList,
    Definition,
    EarlierFigure,
    Indicator,
    ListEntry,
    Measure,
    RatingPolicy,
    Succession,
    Target,
)
from goldenthread.indicators.rules.cards import card_of
from goldenthread.indicators.rules.context import Measure as MeasureKey
from goldenthread.indicators.rules.lists import entry_starts_on
from goldenthread.indicators.rules.register import RegisterChanges
from goldenthread.indicators.rules.targets import HAVE_PROFILE, target_starts_on
from goldenthread.partnership.models import Council, Service
from goldenthread.partnership.operations import happening_of

# SQLite takes about 999 values in one statement; Django makes smaller batches of wide rows by itself.
_BATCH = 500


@transaction.atomic
def enter_register(changes: RegisterChanges, *, by: User, at: datetime) -> None:
    """Writes what `check_register` found to be new or different, with an event for each row but those of history.

    A figure of history carries who imported it and when.
    """
    _Entering(changes, by=by, at=at).enter()


class _Entering:
    """One register's rows on their way into the database, and the numbers that the database gave them."""

    def __init__(self, changes: RegisterChanges, *, by: User, at: datetime) -> None:
        self.changes = changes
        self.by = by
        self.at = at
        self.happenings: list[Happening] = []
        self.councils = dict(Council.objects.values_list("slug", "id"))
        self.services = dict(Service.objects.values_list("slug", "id"))
        self.decisions = {d.reference: d for d in Decision.objects.select_related("item__meeting")}

    def enter(self) -> None:
        policies = self._policies(self.changes.policies)
        indicators = self._indicators()
        self._definitions(indicators)
        measures = self._measures(indicators)
        self._accountabilities(measures, policies=policies)
        self._history(measures)
        self._entries(measures, lists=self._lists())
        self._targets(measures)
        self._successions(indicators)
        record_all(self.happenings, by=self.by.pk, at=self.at)

    def _policies(self, new: Iterable[Policy]) -> dict[tuple[str, int], int]:
        rows = [
            RatingPolicy(slug=policy.slug, version=policy.version, text=policy.text, sha256=policy.sha256)
            for policy in new
        ]
        RatingPolicy.objects.bulk_create(rows, batch_size=_BATCH)
        self.happenings += [
            Happening("policy added", "policy", row.slug, {"new": {"version": row.version, "sha256": row.sha256}})
            for row in rows
        ]
        return {(slug, version): pk for slug, version, pk in RatingPolicy.objects.values_list("slug", "version", "id")}

    def _indicators(self) -> dict[str, int]:
        known = set(Indicator.objects.values_list("ref", flat=True))
        new = dict.fromkeys(row.ref for row in self.changes.indicators.new if row.ref not in known)
        Indicator.objects.bulk_create((Indicator(ref=ref) for ref in new), batch_size=_BATCH)
        return dict(Indicator.objects.values_list("ref", "id"))

    def _definitions(self, indicators: dict[str, int]) -> None:
        rows = self.changes.indicators.new
        Definition.objects.bulk_create(
            (
                Definition(
                    indicator_id=indicators[row.ref],
                    starts_on=row.starts_on,
                    service_id=self.services[row.service],
                    card=card_as_dict(card_of(row)),
                    sha256=sha256_of(card_of(row)),
                )
                for row in rows
            ),
            batch_size=_BATCH,
        )
        self.happenings += [happening_of(row, subject="definition", subject_id=row.ref) for row in rows]

    def _measures(self, indicators: dict[str, int]) -> dict[MeasureKey, int]:
        known = self._every_measure()
        new = dict.fromkeys(
            (row.ref, row.council) for row in self.changes.measures.new if (row.ref, row.council) not in known
        )
        Measure.objects.bulk_create(
            (
                Measure(
                    indicator_id=indicators[ref],
                    council_id=None if scope == WHOLE_PARTNERSHIP else self.councils[scope],
                )
                for ref, scope in new
            ),
            batch_size=_BATCH,
        )
        return self._every_measure()

    def _every_measure(self) -> dict[MeasureKey, int]:
        found = Measure.objects.values_list("indicator__ref", "council__slug", "id")
        return {(ref, scope or WHOLE_PARTNERSHIP): pk for ref, scope, pk in found}

    def _accountabilities(self, measures: dict[MeasureKey, int], *, policies: dict[tuple[str, int], int]) -> None:
        rows = self.changes.measures.new
        Accountability.objects.bulk_create(
            (
                Accountability(
                    measure_id=measures[row.ref, row.council],
                    starts_on=row.starts_on,
                    policy_id=policies[row.policy, row.policy_version or 0],
                    own_policy_id=policies[row.own_policy, row.own_policy_version or 0] if row.own_policy else None,
                    owner_post=row.owner_post,
                    sign_off_post=row.sign_off_post,
                )
                for row in rows
            ),
            batch_size=_BATCH,
        )
        self.happenings += [happening_of(row, subject="measure", subject_id=f"{row.ref}/{row.council}") for row in rows]

    def _history(self, measures: dict[MeasureKey, int]) -> None:
        figures = self.changes.figures
        EarlierFigure.objects.bulk_create(
            (
                EarlierFigure(
                    measure_id=measures[row.ref, row.council],
                    period=row.period,
                    value=figures[row].value,
                    numerator=figures[row].numerator,
                    denominator=figures[row].denominator,
                    target=figures[row].target,
                    text=figures[row].text,
                    marker=row.marker,
                    source=row.source,
                    illustrative=row.illustrative,
                    imported_at=self.at,
                    imported_by=self.by.pk,
                )
                for row in self.changes.history.new
            ),
            batch_size=_BATCH,
        )

    def _lists(self) -> dict[str, int]:
        lists = self.changes.lists
        AgreedList.objects.bulk_create(
            AgreedList(
                year=row.year,
                title=row.title,
                decision=self._decision(row.decision),
                reporting_decision=self._decision(row.reporting_decision),
            )
            for row in lists.new
        )
        for _, row in lists.changed:
            AgreedList.objects.filter(year=row.year).update(
                title=row.title,
                decision=self._decision(row.decision),
                reporting_decision=self._decision(row.reporting_decision),
            )
        self.happenings += [
            happening_of(row, subject="list", subject_id=row.year, old=old)
            for old, row in (*((None, row) for row in lists.new), *lists.changed)
        ]
        return dict(AgreedList.objects.values_list("year", "id"))

    def _entries(self, measures: dict[MeasureKey, int], *, lists: dict[str, int]) -> None:
        rows = self.changes.list_entries.new
        ListEntry.objects.bulk_create(
            (
                ListEntry(
                    agreed_list_id=lists[row.year],
                    measure_id=measures[row.ref, row.council],
                    starts_on=entry_starts_on(row),
                    on_list=row.on_list != "no",
                    suspended=row.on_list == "suspended",
                    reason=row.reason,
                    decision=self._decision(row.decision),
                )
                for row in rows
            ),
            batch_size=_BATCH,
        )
        self.happenings += [
            happening_of(row, subject="list entry", subject_id=f"{row.year}/{row.ref}/{row.council}") for row in rows
        ]

    def _targets(self, measures: dict[MeasureKey, int]) -> None:
        rows = self.changes.targets.new
        Target.objects.bulk_create(
            (self._target(row, measure_id=measures[row.ref, row.council]) for row in rows), batch_size=_BATCH
        )
        self.happenings += [
            happening_of(row, subject="target", subject_id=f"{row.year}/{row.ref}/{row.council}") for row in rows
        ]

    def _target(self, row: TargetRow, *, measure_id: int) -> Target:
        numbers, profile = self.changes.numbers[row], self.changes.profiles.get(row)
        q1, q2, q3, q4 = profile.quarters if profile is not None else (None, None, None, None)
        decision = self._decision(row.decision)
        return Target(
            measure_id=measure_id,
            year=row.year,
            starts_on=target_starts_on(row),
            kind=row.kind,
            annual=numbers.annual,
            lower=numbers.lower,
            upper=numbers.upper,
            floor=numbers.floor,
            words=row.words,
            profile=row.profile.replace(" ", "-") if row.kind in HAVE_PROFILE else "constant",
            profile_words="" if profile is None else profile.words,
            history_years=row.history_years,
            years_left_out=row.years_left_out,
            q1=q1,
            q2=q2,
            q3=q3,
            q4=q4,
            tolerance=numbers.tolerance,
            tolerance_unit="" if row.tolerance_unit is None else row.tolerance_unit.value,
            illustrative=row.illustrative,
            source=row.source,
            rationale=row.rationale,
            decision=decision,
            agreed_on=None if decision is None else decision.item.meeting.date,
        )

    def _successions(self, indicators: dict[str, int]) -> None:
        rows = self.changes.successions.new
        Succession.objects.bulk_create(
            (
                Succession(
                    indicator_id=indicators[row.ref],
                    successor_id=indicators[row.followed_by],
                    kind=row.kind,
                    starts_on=row.starts_on,
                    words=row.words,
                )
                for row in rows
            ),
            batch_size=_BATCH,
        )
        self.happenings += [
            happening_of(row, subject="succession", subject_id=f"{row.ref}/{row.followed_by}") for row in rows
        ]

    def _decision(self, reference: str) -> Decision | None:
        return self.decisions[reference] if reference else None
