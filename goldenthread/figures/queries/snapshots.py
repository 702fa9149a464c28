"""A round's figures as they stand now, whole: what a freeze keeps and a draft shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from goldenthread.actions.models import Action
from goldenthread.domain.cards import Frequency
from goldenthread.domain.days import day_words, is_late
from goldenthread.domain.periods import Quarter
from goldenthread.domain.rating import Rating, RatingInputs, Status
from goldenthread.domain.snapshot import (
    AnsweredWarning,
    Comparator,
    EarlierTerms,
    FigureSnapshot,
    KeptEvidence,
    OtherRating,
    Override,
    Provenance,
    SeriesPoint,
)
from goldenthread.domain.terms import Terms
from goldenthread.domain.travel import long_term, short_term
from goldenthread.domain.withheld import WithheldOf, WithheldPart
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.attached import evidence_kept
from goldenthread.figures.queries.breaks import break_words, broken
from goldenthread.figures.queries.history import (
    Earlier,
    EarlierValue,
    as_now_known,
    comparators,
    earlier_values,
    last_annual,
    last_with_a_rating,
    value_of,
)
from goldenthread.figures.queries.loading import load_figures, sent_files
from goldenthread.figures.queries.posts import Posts
from goldenthread.figures.queries.promises import CarriedPromise, carried_promises, promises_made
from goldenthread.figures.queries.rated import (
    Comparators,
    Rater,
    comparators_from,
    inputs_of,
    rating_in_force,
    ratings_of,
)
from goldenthread.figures.queries.resting import rests_on_withheld
from goldenthread.figures.queries.said import carried_promise, exception_words, streaks_in
from goldenthread.figures.queries.withheld import is_hidden, marked, withheld_of
from goldenthread.figures.queries.words import words_of
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.permissions import Permission

# How many quarters a chart looks back.
PERIODS_SHOWN = 12
# Until a figure is submitted its comparators still follow what is known.
NOT_YET_FIXED = (Figure.State.DUE, Figure.State.RETURNED)


@dataclass(frozen=True, kw_only=True)
class _Beside:
    """What was read beside the figures, each in one query."""

    quarter: Quarter
    on: date
    earlier: Mapping[int, Earlier]
    promises: Mapping[int, tuple[CarriedPromise, ...]]
    made: Mapping[int, tuple[Action, ...]]
    files: Mapping[int, tuple[str, str]]
    evidence: Mapping[int, tuple[KeptEvidence, ...]]
    posts: Posts
    rater: Rater
    withheld: WithheldOf
    last_words: Mapping[int, tuple[str, ...]]


def snapshots_now(
    round_id: int, *, quarter: Quarter, at: datetime, measures: Collection[int] | None = None
) -> list[tuple[Figure, FigureSnapshot]]:
    """Every figure of the round with its snapshot, by council, service and reference, or those of the measures alone;
    nothing is written.

    A figure that ended with its service is in no pack and no count, as where the round was opened after that day. The
    number of reads does not depend on the number of figures.
    """
    own = Figure.objects.filter(round_id=round_id)
    if measures is not None:
        own = own.filter(measure_id__in=measures)
    figures = [one for one in load_figures(own) if one.terms.get("absence") != Status.NOT_PROVIDED]
    files = sent_files(round_id)
    figures.sort(key=_place)
    beside = _Beside(
        quarter=quarter,
        on=today_in_london(at),
        earlier=earlier_values(quarter, measures=[figure.measure_id for figure in figures]),
        promises=carried_promises(own, period=str(quarter)),
        made=promises_made(own),
        files=files,
        evidence=evidence_kept(own),
        posts=Posts(),
        rater=Rater(),
        withheld=withheld_of([figure.measure_id for figure in figures], until=str(quarter)),
        last_words=words_of(quarter.previous, round_id=round_id),
    )
    return [(figure, _snapshot(figure, beside)) for figure in figures]


def _place(figure: Figure) -> tuple[int, str, int, str, str]:
    """Councils in their order and the whole partnership after them; then services, then references."""
    council = figure.measure.council
    return (
        1 << 30 if council is None else council.position,
        "" if council is None else council.name,
        figure.service.position,
        figure.service.name,
        figure.terms["indicator_ref"],
    )


def state_before_freeze(figure: Figure) -> str:
    """Where a figure stands, or stood when it was frozen."""
    return figure.frozen_from if figure.state == Figure.State.FROZEN else figure.state


def _snapshot(figure: Figure, beside: _Beside) -> FigureSnapshot:
    state = state_before_freeze(figure)
    terms = _terms_on(figure, beside.on)
    earlier = beside.earlier[figure.measure_id]
    found = comparators(beside.quarter, terms, earlier=earlier)
    if state not in NOT_YET_FIXED:
        found = as_now_known(comparators_from(figure.comparators), fresh=found)

    def seen(one: Comparator | None) -> Comparator | None:
        return marked(one, measure=figure.measure_id, withheld=beside.withheld)

    inputs = _inputs(figure, terms, found)
    ratings = ratings_of(figure, inputs, rater=beside.rater)
    rating = rating_in_force(ratings.computed, override=figure.override_now)
    short, long = short_term(inputs), long_term(inputs)
    value = figure.value if figure.is_returned else None
    annual = last_annual(terms, earlier=earlier)
    series = tuple(
        replace(point, withheld=is_hidden(beside.withheld, figure.measure_id, point.period, WithheldPart.MEASURE))
        for point in _series(figure, terms, quarter=beside.quarter, earlier=earlier)
    )
    said = figure.value
    shown = {name: seen(one) for name, one in found.items()}
    last_rated = seen(last_with_a_rating(earlier))
    return FigureSnapshot(
        measure_id=figure.measure_id,
        terms=terms,
        state=state,
        kind="" if value is None else value.kind,
        value=None if value is None else value.value,
        numerator=None if value is None else value.numerator,
        denominator=None if value is None else value.denominator,
        text="" if value is None else value.text,
        note="" if value is None else value.note,
        provisional=value is not None and value.provisional,
        forecast=None if said is None else said.forecast,
        stated="" if said is None else said.stated,
        rating=rating.code.value,
        status=rating.status.value,
        reason=rating.reason,
        variance=rating.variance,
        variance_percent=rating.variance_percent,
        travel_short=short.direction.value,
        travel_short_reason=short.reason,
        travel_long=long.direction.value,
        travel_long_reason=long.reason,
        previous=shown.get("previous"),
        last_year=shown.get("last_year"),
        last_rated=last_rated,
        annual=None if annual is None else seen(annual.as_comparator()),
        annual_target=None if annual is None else annual.target,
        next_due_on=terms.due_on if terms.absence is Status.NOT_DUE else None,
        series=series,
        exception=exception_words(
            figure,
            terms=terms,
            inputs=inputs,
            ratings=(rating, ratings.own),
            actions=beside.made.get(figure.pk, ()),
            last_words=beside.last_words.get(figure.measure_id, ()),
            posts=beside.posts,
        ),
        promises=tuple(
            carried_promise(promise, measure=figure.measure_id, withheld=beside.withheld)
            for promise in beside.promises.get(figure.measure_id, ())
        ),
        warnings=tuple(
            AnsweredWarning(code=warning.code, words=warning.words, answer=warning.answer)
            for warning in figure.warnings_now
        ),
        earlier_terms=_earlier_terms(figure, terms, found=found, rater=beside.rater),
        provenance=_provenance(figure, beside),
        own=_other(ratings.own, slug=terms.own_policy_slug, version=terms.own_policy_version),
        year_end=_other(ratings.year_end, slug=terms.policy_slug, version=terms.policy_version),
        own_year_end=_other(ratings.own_year_end, slug=terms.own_policy_slug, version=terms.own_policy_version),
        override=_override(figure, ratings.computed, beside=beside),
        withheld=beside.withheld.get((figure.measure_id, str(beside.quarter)), ()),
        streaks=streaks_in(series, terms=terms, earlier=earlier, rating=rating.code.value),
        rests_on_withheld=rests_on_withheld(
            {**shown, "last_rated": last_rated},
            hidden=frozenset(point.period for point in series[:-1] if point.withheld),
            ratings=lambda others: _every_rating(figure, terms, others, rater=beside.rater),
            compares=beside.rater.compares(figure.policy_id),
        ),
        evidence=beside.evidence.get(figure.pk, ()),
    )


def _every_rating(figure: Figure, terms: Terms, found: Comparators, *, rater: Rater) -> dict[str, Any]:
    """The figure's ratings beside these comparators, by the names of the snapshot's fields."""
    ratings = ratings_of(figure, _inputs(figure, terms, found), rater=rater)
    return {
        "rating": ratings.computed,
        "own": ratings.own,
        "year_end": ratings.year_end,
        "own_year_end": ratings.own_year_end,
        "earlier_terms": _earlier_terms(figure, terms, found=found, rater=rater),
    }


def _other(rating: Rating | None, *, slug: str, version: int) -> OtherRating | None:
    if rating is None:
        return None
    return OtherRating(
        policy_slug=slug,
        policy_version=version,
        rating=rating.code.value,
        status=rating.status.value,
        reason=rating.reason,
    )


def _override(figure: Figure, computed: Rating, *, beside: _Beside) -> Override | None:
    said = figure.override_now
    if said is None or not said.rating:
        return None
    return Override(
        rating=said.rating,
        reason=said.reason,
        by=beside.posts.post(
            said.said_by_id,
            Permission.RATE_BY_JUDGEMENT,
            at=said.said_at,
            council_id=figure.measure.council_id,
            service_id=figure.service_id,
        ),
        at=said.said_at,
        computed_rating=computed.code.value,
        computed_status=computed.status.value,
        computed_reason=computed.reason,
    )


def _terms_on(figure: Figure, on: date) -> Terms:
    """The figure's terms; one that was not returned and whose day has not passed says so."""
    terms = Terms.from_dict(figure.terms)
    if terms.absence is None and not figure.is_returned and not is_late(figure.due_on, on=on):
        return replace(terms, absence=Status.DATA_LAG)
    return terms


def _inputs(figure: Figure, terms: Terms, found: Comparators) -> RatingInputs:
    inputs = inputs_of(terms, value=figure.value, comparators=found)
    if terms.absence is Status.DATA_LAG:
        due = figure.due_on
        return inputs._replace(absence_words=f"the figure for this period is due on {day_words(due)}")
    return inputs


def _earlier_terms(figure: Figure, terms: Terms, *, found: Comparators, rater: Rater) -> EarlierTerms | None:
    kept: dict[str, Any] | None = figure.earlier_terms
    if kept is None:
        return None
    before = replace(Terms.from_dict(kept["terms"]), absence=terms.absence)
    rating = rater.rate(figure.policy_id, _inputs(figure, before, found))
    return EarlierTerms(
        target=before.target,
        tolerance=before.tolerance,
        tolerance_unit=before.tolerance_unit,
        rating=rating.code.value,
        status=rating.status.value,
        reason=rating.reason,
        authority=terms.authority,
        authority_words=terms.authority_words,
        changed_on=date.fromisoformat(kept["changed_on"]),
    )


def _series(figure: Figure, terms: Terms, *, quarter: Quarter, earlier: Earlier) -> tuple[SeriesPoint, ...]:
    """What a chart shows, oldest first and this quarter last; a quarter between that has no value is there too."""
    points: list[SeriesPoint] = []
    if terms.frequency is Frequency.ANNUAL:
        points = [_point(one.period, one, terms=terms) for one in earlier[-PERIODS_SHOWN:]]
        if terms.absence is Status.NOT_DUE:
            return tuple(broken(points, terms=terms))
    else:
        period = quarter
        for _ in range(PERIODS_SHOWN):
            period = period.previous
            points.insert(0, _point(str(period), value_of(period, terms=terms, earlier=earlier), terms=terms))
        while points and points[0].value is None and not points[0].marker:
            points.pop(0)
    value = figure.value if figure.is_returned else None
    points = broken(points, terms=terms)
    missing = "awaited" if terms.absence is Status.DATA_LAG else "not returned"
    marker = missing if value is None else ""
    if value is not None and value.value is None:
        marker = value.text or value.kind
    return (
        *points,
        SeriesPoint(
            period=str(quarter),
            value=None if value is None else value.value,
            target=terms.target,
            target_lower=terms.target_lower,
            target_upper=terms.target_upper,
            marker=marker,
            illustrative=bool(terms.illustrative_note),
            source=terms.source,
            break_words=break_words(terms, after=points[-1].period if points else "", until=str(quarter)),
        ),
    )


def _point(period: str, value: EarlierValue | None, *, terms: Terms) -> SeriesPoint:
    if value is None:
        return SeriesPoint(period=period, value=None, target=None)
    return SeriesPoint(
        period=period,
        value=value.value,
        target=value.target,
        target_lower=value.target_lower,
        target_upper=value.target_upper,
        marker=value.marker,
        imported=value.is_imported,
        illustrative=value.illustrative,
        revised=value.revised,
        # What was returned here comes from where the definition says that it does.
        source=value.source if value.is_imported else terms.source,
    )


def _provenance(figure: Figure, beside: _Beside) -> Provenance:
    value = figure.value

    def post(person_id: int | None, permission: Permission, at: datetime | None) -> str:
        return beside.posts.post(
            person_id, permission, at=at, council_id=figure.measure.council_id, service_id=figure.service_id
        )

    if value is None:
        return Provenance()
    emailed, may_record = figure.emailed, Permission.RECORD_SIGN_OFFS
    file_name, file_sha256 = ("", "") if value.file_id is None else beside.files[value.file_id]
    return Provenance(
        returned_by=post(value.returned_by_id, Permission.RETURN_FIGURES, value.returned_at),
        returned_at=value.returned_at,
        submitted_by=post(figure.submitted_by_id, Permission.RETURN_FIGURES, figure.submitted_at),
        submitted_at=figure.submitted_at,
        signed_off_by=post(figure.signed_off_by_id, Permission.SIGN_OFF_FIGURES, figure.signed_off_at),
        signed_off_at=figure.signed_off_at,
        sign_off_recorded_by="" if emailed is None else post(emailed.recorded_by_id, may_record, emailed.recorded_at),
        sign_off_recorded_at=None if emailed is None else emailed.recorded_at,
        sign_off_email_sha256="" if emailed is None else emailed.email.sha256,
        file_name=file_name,
        file_sha256=file_sha256,
        sheet=value.sheet,
        cell=value.cell,
    )
