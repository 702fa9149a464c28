"""What the register knows of a service that is asked for: figures off target, actions behind, and work promised."""

from __future__ import annotations

from datetime import date

from goldenthread.domain.days import day_words
from goldenthread.domain.plain import from_plain
from goldenthread.domain.request_decisions import AgreementRecord
from goldenthread.domain.request_knowledge import BehindPlan, Known, OffTarget, PromisedElsewhere, StaffKnown
from goldenthread.domain.request_records import RequestRecord
from goldenthread.figures.queries.of_indicator import SeenFigure, figures_of_service
from goldenthread.plans.models import Plan, PlanAction
from goldenthread.requests.models import Request, Statement
from goldenthread.requests.queries.around import TAKING
from goldenthread.thread.queries.figures import printed
from goldenthread.thread.queries.reading import Reading
from goldenthread.thread.queries.standings import standings

_OFF_TARGET = ("amber", "red")
WHOLE_PARTNERSHIP = "Whole partnership"


def known_of(
    service_id: int, *, asked: RequestRecord, staff: tuple[StaffKnown, ...], reading: Reading, but: int | None = None
) -> Known:
    """Everything of it, as the reader of `reading` sees figures and plans. `but` is the request that is looked at."""
    return Known(
        off_target=_off_target(service_id, reading),
        behind=_behind(service_id, reading),
        staff=staff,
        promised=_promised(service_id, asked=asked, but=but),
    )


def _off_target(service_id: int, reading: Reading) -> tuple[OffTarget, ...]:
    """The newest figure of each measure, where it is amber or red; red first."""
    newest = [figures[-1] for figures in figures_of_service(service_id, sights=reading.sights, at=reading.at).values()]
    found = [_told(one) for one in newest if one.snapshot.rating in _OFF_TARGET]
    return tuple(sorted(found, key=lambda one: (one.rating != "red", one.ref, one.council)))


def _told(figure: SeenFigure) -> OffTarget:
    terms = figure.snapshot.terms
    return OffTarget(
        council=terms.council or WHOLE_PARTNERSHIP,
        ref=terms.indicator_ref,
        title=terms.title,
        rating=figure.snapshot.rating,
        value=printed(figure.snapshot),
        period=figure.quarter.label,
        illustrative=terms.illustrative,
    )


def _behind(service_id: int, reading: Reading) -> tuple[BehindPlan, ...]:
    """Actions that the service does itself, and those of its own plan, where they are amber or red."""
    rows = PlanAction.objects.filter(plan__state=Plan.State.FINAL).select_related("plan", "action")
    own = [
        one
        for one in rows.order_by("plan__title", "plan_id", "ref")
        if service_id in (one.service_id, one.plan.service_id)
    ]
    stood = standings(sorted({one.plan_id for one in own}), sees_open=reading.sees_open)
    found = []
    for one in own:
        stands = stood.get((one.plan_id, one.ref))
        if stands is not None and stands.status.needs_exception:
            found.append(
                BehindPlan(
                    plan=one.plan.title,
                    ref=one.ref,
                    words=one.action.words,
                    status=stands.status.value,
                    period=stands.quarter.label,
                )
            )
    return tuple(found)


def _promised(service_id: int, *, asked: RequestRecord, but: int | None) -> tuple[PromisedElsewhere, ...]:
    """Requests of the same service that were accepted, have not ended, and run in the same time so far as is known."""
    rows = Request.objects.filter(service_id=service_id, state__in=TAKING).order_by("reference")
    wanted = (Statement.Kind.ASKED, Statement.Kind.AGREEMENT)
    until: dict[int, AgreementRecord | RequestRecord] = {}
    for one in Statement.objects.filter(request__in=rows, kind__in=wanted).order_by("request_id", "pk"):
        is_agreed = one.kind == Statement.Kind.AGREEMENT
        until[one.request_id] = (
            from_plain(AgreementRecord, one.content) if is_agreed else from_plain(RequestRecord, one.content)
        )
    return tuple(
        PromisedElsewhere(
            reference=one.reference,
            requester=one.requester,
            state=one.state,
            until=_until(until[one.pk].ends_on),
        )
        for one in rows
        if one.pk != but and _overlap(asked, until[one.pk])
    )


def _until(day: date | None) -> str:
    return "" if day is None else day_words(day)


def _overlap(asked: RequestRecord, other: AgreementRecord | RequestRecord) -> bool:
    """Whether the two run in the same time; what is not known may be."""
    is_before = other.ends_on is not None and asked.starts_on is not None and other.ends_on < asked.starts_on
    is_after = other.starts_on is not None and asked.ends_on is not None and other.starts_on > asked.ends_on
    return not is_before and not is_after
