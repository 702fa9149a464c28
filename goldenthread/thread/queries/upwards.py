"""The thread upwards: from anything that serves a priority to the priorities that it serves, and their councils."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from goldenthread.committee.models import Decision
from goldenthread.domain.numbering import number_in_words
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable, Quarter
from goldenthread.domain.problems import Refused
from goldenthread.domain.thread import Node, NodeKind
from goldenthread.indicators.models import AgreedList, Indicator
from goldenthread.plans.models import ActionVersion, Plan, PriorityLink, ServicePlan
from goldenthread.thread.queries.figures import agreed_node
from goldenthread.thread.queries.reading import Reading
from goldenthread.thread.queries.rows import (
    ActionRow,
    PriorityRow,
    action_rows,
    plan_rows,
    priority_rows,
    service_plan_rows,
    titles_of,
)


class NotOnTheThread(Refused):
    """Nothing that the thread could begin with is called so."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The thread knows nothing called {key!r}. Give an indicator (EXC01), a plan (improvement-plan), an action "
            "(improvement-plan/1.2), a service plan (service/2019-20), a decision by its reference, or a figure "
            "(EXC01/2019-20 Q2)."
        )


def up_from(kind: NodeKind, key: str, reading: Reading, *, council: str = "") -> Node | None:
    """The thing with what it serves, up to the priorities of a council, or of every council; None where it is not there
    or the reader may not see it. An exception and a promise of a figure are named as the figure is."""
    begin = _FROM.get(kind)
    return None if begin is None else begin(key, reading, council)


def up_from_key(key: str, reading: Reading, *, council: str = "") -> Node:
    """The same of whatever is called so; raises NotOnTheThread."""
    for kind in _FROM:
        found = up_from(kind, key.strip(), reading, council=council)
        if found is not None:
            return found
    raise NotOnTheThread(key)


# --- from each kind ---------------------------------------------------------------------------------------------------


def _from_indicator(key: str, reading: Reading, council: str) -> Node | None:
    found = Indicator.objects.filter(ref=key).values_list("pk", flat=True).first()
    if found is None:
        return None
    ref, title, illustrative = titles_of([found], on=reading.today).get(found, (key, key, False))
    in_plans = service_plan_rows(Q(indicators=found) | Q(levels__measure__indicator=found))
    links = _Links.read(reading, council=council, indicators=[found], service_plans=[one.pk for one in in_plans])
    return Node(
        kind=NodeKind.INDICATOR,
        key=ref,
        name=title,
        illustrative=illustrative,
        state=links.words(),
        children=(*links.of("indicator", found), *(_service_plan(one, links) for one in in_plans)),
    )


def _from_figure(key: str, reading: Reading, council: str) -> Node | None:
    ref, _, period = key.rpartition("/")
    try:
        is_seen = Quarter.parse(period) in reading.sights
    except PeriodUnreadable:
        is_seen = False
    indicator = _from_indicator(ref, reading, council) if ref and is_seen else None
    if indicator is None:
        return None
    return Node(kind=NodeKind.FIGURE, key=key, name=f"{ref}, {period}", children=(indicator,))


def _from_plan(key: str, reading: Reading, council: str) -> Node | None:
    row = plan_rows(sees_open=reading.sees_open).filter(slug=key).first()
    if row is None:
        return None
    links = _Links.read(reading, council=council, plans=[row.pk])
    return _plan(row, links, beside=[agreed_node(row.decision)] if row.decision is not None else [])


def _from_action(key: str, reading: Reading, council: str) -> Node | None:
    slug, _, ref = key.rpartition("/")
    every = action_rows(Q(plan__slug=slug, ref=ref))
    if not every:
        return None
    return next(iter(_actions(every, reading, council)), None)


def _from_service_plan(key: str, reading: Reading, council: str) -> Node | None:
    service, _, year = key.rpartition("/")
    row = service_plan_rows(Q(service__slug=service, year=year)).first()
    if row is None:
        return None
    return _service_plan(row, _Links.read(reading, council=council, service_plans=[row.pk]))


def _from_decision(key: str, reading: Reading, council: str) -> Node | None:
    row = Decision.objects.select_related("item__meeting__committee").filter(reference=key).first()
    if row is None:
        return None
    plans = list(plan_rows(sees_open=reading.sees_open).filter(decision=row))
    links = _Links.read(reading, council=council, plans=[one.pk for one in plans])
    changed = ActionVersion.objects.filter(decision=row).exclude(kind=ActionVersion.BASELINE)
    actions = action_rows(Q(pk__in=set(changed.values_list("plan_action_id", flat=True))))
    lists = AgreedList.objects.filter(Q(decision=row) | Q(reporting_decision=row)).order_by("year")
    node = agreed_node(row)
    return Node(
        kind=node.kind,
        key=node.key,
        name=node.name,
        state=f"{node.state}, decision {number_in_words(row.number)}" if node.state else "",
        children=(
            *(_plan(one, links) for one in plans),
            *_actions(actions, reading, council),
            *(
                Node(kind=NodeKind.LIST, key=one.year, name=f"{one.title}, {FinancialYear.parse(one.year).label}")
                for one in lists
            ),
        ),
    )


_FROM: Mapping[NodeKind, Callable[[str, Reading, str], Node | None]] = {
    NodeKind.INDICATOR: _from_indicator,
    NodeKind.PLAN: _from_plan,
    NodeKind.ACTION: _from_action,
    NodeKind.SERVICE_PLAN: _from_service_plan,
    NodeKind.DECISION: _from_decision,
    NodeKind.FIGURE: _from_figure,
    NodeKind.EXCEPTION: _from_figure,
    NodeKind.PROMISE: _from_figure,
}


# --- what they are made of --------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Links:
    """Which priorities each of several things serves, read at once."""

    reading: Reading
    by_thing: Mapping[tuple[str, int], tuple[PriorityRow, ...]]

    @classmethod
    def read(
        cls,
        reading: Reading,
        *,
        council: str,
        plans: Collection[int] = (),
        actions: Collection[int] = (),
        service_plans: Collection[int] = (),
        indicators: Collection[int] = (),
    ) -> _Links:
        which = (
            Q(plan__in=plans)
            | Q(plan_action__in=actions)
            | Q(service_plan__in=service_plans)
            | Q(indicator__in=indicators)
        )
        rows = PriorityLink.objects.filter(which)
        rows = rows.filter(priority__corporate_plan__council__slug=council) if council else rows
        columns = ("priority_id", "plan_id", "plan_action_id", "service_plan_id", "indicator_id")
        found = list(rows.order_by("pk").values_list(*columns))
        known = {one.id: one for one in priority_rows(pk__in={priority for priority, *_ in found})}
        place = {pk: number for number, pk in enumerate(known)}
        by_thing: dict[tuple[str, int], tuple[PriorityRow, ...]] = {}
        for priority, *ids in sorted(found, key=lambda row: place[row[0]]):
            for kind, pk in zip(("plan", "action", "service_plan", "indicator"), ids, strict=True):
                if pk is not None:
                    by_thing[kind, pk] = (*by_thing.get((kind, pk), ()), known[priority])
        return cls(reading=reading, by_thing=by_thing)

    def of(self, kind: str, pk: int) -> tuple[Node, ...]:
        """The priorities that a thing serves itself, each with the council whose it is."""
        return tuple(_priority(one, self.reading) for one in self.by_thing.get((kind, pk), ()))

    def words(self) -> str:
        return "" if self.by_thing else "serves no priority yet"


def _priority(row: PriorityRow, reading: Reading) -> Node:
    over = "" if row.holds(reading.year) else f"; {row.plan} has ended or is still to come"
    return Node(
        kind=NodeKind.PRIORITY,
        key=row.key,
        name=row.title,
        state=f"{row.council_name}, {row.plan}{over}",
        illustrative=row.illustrative,
        children=(Node(kind=NodeKind.COUNCIL, key=row.council, name=row.council_name),),
    )


def _plan(row: Plan, links: _Links, *, beside: Iterable[Node] = ()) -> Node:
    served = links.of("plan", row.pk)
    return Node(
        kind=NodeKind.PLAN,
        key=row.slug,
        name=row.title,
        state=str(Plan.State(row.state).label) if served else "serves no priority as a whole",
        illustrative=row.illustrative,
        children=(*served, *beside),
    )


def _actions(every: tuple[ActionRow, ...], reading: Reading, council: str) -> tuple[Node, ...]:
    """These actions, each with the priorities of its own, its plan, and the service plans that took it."""
    ids = [one.id for one in every]
    plans = {one.pk: one for one in plan_rows({one.plan_id for one in every}, sees_open=reading.sees_open)}
    taken: dict[int, list[ServicePlan]] = {}
    for row in service_plan_rows(Q(actions__in=ids)):
        for action in row.actions.all():
            taken.setdefault(action.pk, []).append(row)
    services = {row.pk for rows in taken.values() for row in rows}
    links = _Links.read(reading, council=council, plans=plans, actions=ids, service_plans=services)
    return tuple(
        Node(
            kind=NodeKind.ACTION,
            key=one.key,
            name=one.words,
            illustrative=one.illustrative,
            children=(
                *links.of("action", one.id),
                _plan(plans[one.plan_id], links),
                *(_service_plan(row, links) for row in taken.get(one.id, ())),
            ),
        )
        for one in every
        if one.plan_id in plans
    )


def _service_plan(row: ServicePlan, links: _Links) -> Node:
    served = links.of("service_plan", row.pk)
    return Node(
        kind=NodeKind.SERVICE_PLAN,
        key=f"{row.service.slug}/{row.year}",
        name=f"{row.service.name}, {FinancialYear.parse(row.year).label}",
        state="" if served else "serves no priority as a whole",
        illustrative=row.illustrative,
        children=served,
    )
