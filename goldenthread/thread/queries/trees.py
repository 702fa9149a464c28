"""The thread downwards: from a council, a priority or anything that serves one, to figures, decisions and promises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.plan_progress import ActionStatus
from goldenthread.domain.thread import Attainment, Mark, Node, NodeKind, attainment_of, level_in_words
from goldenthread.figures.queries.of_indicator import SeenFigure
from goldenthread.partnership.queries import CouncilFacts
from goldenthread.plans.models import Plan, ServicePlan
from goldenthread.thread.queries.figures import (
    Said,
    agreed_node,
    figure_node,
    newest_figures,
    said_of_figures,
    short_state,
)
from goldenthread.thread.queries.reading import Reading
from goldenthread.thread.queries.rows import (
    ActionRow,
    LevelRow,
    MeasureRow,
    PriorityRow,
    Served,
    action_rows,
    level_rows,
    measure_rows,
    plan_rows,
    priority_rows,
    served_by,
    service_plan_rows,
    titles_of,
)
from goldenthread.thread.queries.standings import Stood, standings


@dataclass(frozen=True, kw_only=True)
class Everything:
    """What is needed to tell what hangs on things, read at once: as many reads for one priority as for all."""

    reading: Reading
    plans: Mapping[int, Plan]
    actions: Mapping[int, ActionRow]
    service_plans: Mapping[int, ServicePlan]
    levels: tuple[LevelRow, ...]
    measures: tuple[MeasureRow, ...]
    titles: Mapping[int, tuple[str, str, bool]]
    figures: Mapping[int, SeenFigure]
    level_figures: Mapping[tuple[str, int], SeenFigure]  # by the year of the service plan and the measure
    said: Said
    stood: Mapping[tuple[int, str], Stood]

    # --- the nodes ---

    def priority(self, row: PriorityRow, served: Served) -> Node:
        """A priority with everything that serves it."""
        nodes = [
            *(self.indicator(pk, council=row.council) for pk in served.indicators if pk in self.titles),
            *(self.service_plan(pk, council=row.council) for pk in served.service_plans if pk in self.service_plans),
            *(self.plan(pk) for pk in served.plans if pk in self.plans),
            *(self.action(pk) for pk in served.actions if pk in self.actions),
        ]
        return Node(
            kind=NodeKind.PRIORITY,
            key=row.key,
            name=row.title,
            state="" if nodes else "nothing serves it yet",
            illustrative=row.illustrative,
            children=tuple(nodes),
        )

    def indicator(self, pk: int, *, council: str) -> Node:
        """An indicator for a council: by the council's own measure, else by that of the whole partnership."""
        ref, title, illustrative = self.titles[pk]
        own = [one for one in self.measures if one.indicator_id == pk and one.council in (council, "")]
        if not own:
            return Node(
                kind=NodeKind.INDICATOR,
                key=ref,
                name=title,
                state="not measured for this council",
                mark="not-rated",
                illustrative=illustrative,
            )
        return self.measure(own[0])

    def measure(self, row: MeasureRow, *, named: bool = False) -> Node:
        """A measure with its newest figure."""
        ref, title, illustrative = self.titles[row.indicator_id]
        figure = self.figures.get(row.id)
        whole = ", of the whole partnership" if not row.council and not named else ""
        node = () if figure is None else (figure_node(figure, said=self.said),)
        return Node(
            kind=NodeKind.INDICATOR,
            key=ref,
            name=f"{title}, {row.council_name}" if named else title,
            state=f"{short_state(figure, said=self.said)}{whole}",
            mark=node[0].mark if node else "not-rated",
            illustrative=illustrative,
            children=node,
        )

    def plan(self, pk: int, *, whole: bool = False) -> Node:
        """A plan with how many of its actions stand where; with each of them where the plan itself is looked at."""
        row = self.plans[pk]
        stood = {ref: one for (plan_id, ref), one in self.stood.items() if plan_id == pk}
        children = [agreed_node(row.decision)] if row.decision is not None else []
        if whole:
            children += [self.action(one.id) for one in self.actions.values() if one.plan_id == pk]
        return Node(
            kind=NodeKind.PLAN,
            key=row.slug,
            name=row.title,
            state=counts_in_words(stood.values()) or str(Plan.State(row.state).label),
            illustrative=row.illustrative,
            children=tuple(children),
        )

    def action(self, pk: int) -> Node:
        """An action: how it stood at the last quarter that was asked, who owns it, by when, and what agreed it."""
        row = self.actions[pk]
        stood = self.stood.get((row.plan_id, row.ref))
        status = "nothing was asked of it yet" if stood is None else f"{stood.status.value}, {stood.quarter.label}"
        plan = self.plans.get(row.plan_id)
        agreed = [] if plan is None or plan.decision is None else [agreed_node(plan.decision)]
        return Node(
            kind=NodeKind.ACTION,
            key=row.key,
            name=row.words,
            state=f"{status}; {row.owner_post or 'no owner'}; due {day_words(row.due_on)}",
            mark=_mark(None if stood is None else stood.status),
            illustrative=row.illustrative,
            children=tuple(agreed),
        )

    def service_plan(self, pk: int, *, council: str = "") -> Node:
        """A service plan with its service levels to a council (or to all), its indicators and its actions."""
        row = self.service_plans[pk]
        levels = [one for one in self.levels if one.service_plan_id == pk and council in ("", one.council)]
        found = [self.level(one) for one in levels]
        for indicator in sorted(row.indicators.all(), key=lambda one: one.ref):
            if council:
                found.append(self.indicator(indicator.pk, council=council))
            else:
                found += [self.measure(one, named=True) for one in self.measures if one.indicator_id == indicator.pk]
        found += [self.action(one.pk) for one in row.actions.all() if one.pk in self.actions]
        kept = [attainment for attainment, _ in map(self.attained, levels)]
        return Node(
            kind=NodeKind.SERVICE_PLAN,
            key=f"{row.service.slug}/{row.year}",
            name=f"{row.service.name}, {FinancialYear.parse(row.year).label}",
            state=levels_in_words(kept),
            illustrative=row.illustrative,
            children=tuple(found),
        )

    def level(self, row: LevelRow) -> Node:
        """A service level with whether it is kept, by the newest figure of its measure."""
        attainment, figure = self.attained(row)
        ref, title, _ = self.titles[row.indicator_id]
        if figure is None:
            told = f"{ref} {title}"
        else:
            level = level_in_words(row.level, direction=row.direction, unit=figure.snapshot.terms.unit)
            told = f"{level} by {ref}: {short_state(figure, said=self.said)}"
        missed = f"; when missed: {row.when_missed}" if attainment is Attainment.MISSED else ""
        return Node(
            kind=NodeKind.SERVICE_LEVEL,
            key=row.ref,
            name=f"{row.words.rstrip('.')}, {row.council_name}",
            state=f"{attainment.value} ({told}){missed}",
            mark=attainment.mark,
            illustrative=row.illustrative,
        )

    def attained(self, row: LevelRow) -> tuple[Attainment, SeenFigure | None]:
        """Whether a level is kept, from the newest figure of the plan's own year that the reader may see."""
        figure = self.level_figures.get((self.service_plans[row.service_plan_id].year, row.measure_id))
        if figure is None:
            return Attainment.NO_FIGURE, None
        found = figure.snapshot
        return attainment_of(found.value, direction=row.direction, level=row.level, status=found.status), figure


def everything(
    reading: Reading,
    *,
    plans: Collection[int] = (),
    actions: Q = Q(pk__in=()),  # noqa: B008 - a Q is never changed
    service_plans: Q = Q(pk__in=()),  # noqa: B008
    indicators: Collection[int] = (),
    council: str = "",
) -> Everything:
    """Reads what is asked for, with what it needs in turn: service plans bring their levels, indicators and actions.

    A plan that the reader may not see, and an action of it, is left out. As many reads whatever is asked for, and
    some more for each year of service plans.
    """
    found_services = list(service_plan_rows(service_plans))
    taken = {one.pk for row in found_services for one in row.actions.all()}
    found_actions = action_rows(actions | Q(pk__in=taken))
    found_plans = {
        one.pk: one for one in plan_rows({*plans, *(one.plan_id for one in found_actions)}, sees_open=reading.sees_open)
    }
    found_actions = tuple(one for one in found_actions if one.plan_id in found_plans)
    levels = level_rows([one.pk for one in found_services], council=council)
    wanted = {*indicators, *(one.pk for row in found_services for one in row.indicators.all())}
    own = Q(indicator__in=wanted) & (Q(council__slug=council) | Q(council=None) if council else Q())
    measures = measure_rows(own | Q(pk__in={one.measure_id for one in levels}))
    figures = newest_figures({one.id for one in measures}, reading)
    level_figures = _figures_of_levels(levels, {one.pk: one.year for one in found_services}, reading)
    return Everything(
        reading=reading,
        plans=found_plans,
        actions={one.id: one for one in found_actions},
        service_plans={one.pk: one for one in found_services},
        levels=levels,
        measures=measures,
        titles=titles_of({*wanted, *(one.indicator_id for one in levels)}, on=reading.today),
        figures=figures,
        level_figures=level_figures,
        said=said_of_figures((*figures.values(), *level_figures.values())),
        stood=standings(list(found_plans), sees_open=reading.sees_open),
    )


def _figures_of_levels(
    levels: Iterable[LevelRow], years: Mapping[int, str], reading: Reading
) -> dict[tuple[str, int], SeenFigure]:
    """By the year of their service plans, the newest figures of the measures of service levels: what came after the
    year says nothing of whether its promises were kept."""
    found: dict[tuple[str, int], SeenFigure] = {}
    every = tuple(levels)
    for year in sorted(set(years.values())):
        measures = {one.measure_id for one in every if years[one.service_plan_id] == year}
        if measures:
            sights = {quarter: sight for quarter, sight in reading.sights.items() if str(quarter.year) == year}
            newest = newest_figures(measures, replace(reading, sights=sights))
            found |= {(year, measure): figure for measure, figure in newest.items()}
    return found


def tree_of(council: CouncilFacts, reading: Reading) -> Node:
    """The thread of a council: the priorities of its corporate plans in force, and everything that serves them."""
    rows = [one for one in priority_rows(corporate_plan__council__slug=council.slug) if one.holds(reading.year)]
    return Node(
        kind=NodeKind.COUNCIL,
        key=council.slug,
        name=council.full_name or council.name,
        state="" if rows else "no corporate plan in force",
        children=priorities_told(rows, reading, council=council.slug),
    )


def priorities_told(rows: Iterable[PriorityRow], reading: Reading, *, council: str) -> tuple[Node, ...]:
    """These priorities of one council with everything that serves them."""
    every = tuple(rows)
    served = served_by([one.id for one in every])
    links = list(served.values())
    told = everything(
        reading,
        plans={pk for one in links for pk in one.plans},
        actions=Q(pk__in={pk for one in links for pk in one.actions}),
        service_plans=Q(pk__in={pk for one in links for pk in one.service_plans}),
        indicators={pk for one in links for pk in one.indicators},
        council=council,
    )
    return tuple(told.priority(one, served.get(one.id, Served())) for one in every)


def counts_in_words(every: Iterable[Stood]) -> str:
    """ "12 actions in Q3 2019/20: 5 on target, 7 complete"; "" where nothing was asked."""
    found = tuple(every)
    if not found:
        return ""
    counts = [(status, sum(one.status is status for one in found)) for status in ActionStatus]
    said = ", ".join(f"{number} {status.value}" for status, number in counts if number)
    return f"{len(found)} action{'' if len(found) == 1 else 's'} in {found[0].quarter.label}: {said}"


def levels_in_words(kept: Iterable[Attainment]) -> str:
    """ "3 service levels: 2 attained, 1 missed"."""
    found = tuple(kept)
    if not found:
        return "no service level"
    said = ", ".join(f"{found.count(one)} {one.value}" for one in Attainment if one in found)
    return f"{len(found)} service level{'' if len(found) == 1 else 's'}: {said}"


def _mark(status: ActionStatus | None) -> Mark:
    return "not-rated" if status is None else status.colour or "not-rated"
