"""How old and how honest the figures are: read in few queries, however many figures and quarters there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Min, QuerySet

from goldenthread.domain.days import day_words, is_late
from goldenthread.domain.health import FigureFacts, Health, QuarterFacts, Remark, quarter_health
from goldenthread.domain.periods import Quarter
from goldenthread.domain.terms import TargetKind, Terms
from goldenthread.domain.warnings import warning_in_words
from goldenthread.figures.models import ExpectedWarning, Figure, Freeze, ReturnedValue, Round
from goldenthread.figures.queries.expected import silence_key
from goldenthread.figures.queries.rounds import round_of
from goldenthread.figures.queries.unanswered import UnansweredPromise, unanswered_promises
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.queries import held_roles
from goldenthread.publishing.models import Release


def health_on(day: date, *, quarter: Quarter | None = None, with_earlier: bool = False) -> Health:
    """Every quarter that was opened, or one, perhaps with those before it; raises RoundNotOpen. What is remarked on is
    of the newest of them."""
    rounds = _rounds()
    if quarter is not None:
        newest = round_of(quarter)
        rounds = [one for one in rounds if one.period < newest.period] if with_earlier else []
        rounds.append(newest)
    if not rounds:
        return Health(quarters=(), on=day)
    newest = rounds[-1]
    figures = _figures(newest)
    promises = unanswered_promises(Quarter.parse(newest.period), round_id=newest.pk)
    # Sorted by whether the day is still to come; otherwise as they were.
    unanswered = sorted((one for one in promises if not one.ended), key=lambda one: not is_late(one.due_on, on=day))
    return Health(
        quarters=tuple(quarter_health(facts, on=day) for facts in _quarters(rounds)),
        on=day,
        overrides=tuple(_overrides(figures)),
        late_changes=tuple(_late_changes(figures, quarter=Quarter.parse(newest.period))),
        agreed_late=_agreed_late(newest).count(),
        agreed_late_whole=_agreed_late(newest).filter(measure__council=None).count(),
        silenced=tuple(_silenced(newest, figures)),
        unanswered=tuple(map(_promised, unanswered)),
        unanswered_later=sum(not is_late(one.due_on, on=day) for one in unanswered),
        left=tuple(_promised(one) for one in promises if one.ended),
        without_owner=tuple(_without_owner(figures, on=day)),
        never_returned=tuple(_never_returned(figures, on=day)),
    )


def _rounds() -> list[Round]:
    return list(Round.objects.select_related("meeting").order_by("period"))


def _asked(which: QuerySet[Figure]) -> QuerySet[Figure]:
    """Figures that a value is asked of."""
    return which.filter(terms__absence=None)


def _figures(round_: Round) -> list[Figure]:
    figures = _asked(Figure.objects.filter(round=round_)).select_related("override", "value")
    return list(figures.order_by("service__position", "terms__indicator_ref", "pk"))


# --- days and shares --------------------------------------------------------------------------------------------------


def _quarters(rounds: Sequence[Round]) -> Iterator[QuarterFacts]:
    ids = [one.pk for one in rounds]
    periods = [one.period for one in rounds]
    figures: dict[int, list[FigureFacts]] = {pk: [] for pk in ids}
    returned = _first_days(ids)
    rows = _asked(Figure.objects.filter(round_id__in=ids)).order_by("service__position", "pk")
    columns = ("round_id", "pk", "service__name", "due_on", "signed_off_at", "signed_off_in")
    for round_id, pk, service, due_on, signed_off_at, emailed, *value in rows.values_list(
        *columns, "value__value", "value__numerator", "value__denominator"
    ):
        figures[round_id].append(
            _facts(
                service,
                due_on=due_on,
                returned_on=returned.get(pk),
                signed_off_at=signed_off_at,
                by_email=emailed is not None,
                value=value,
            )
        )
    frozen = _first(Freeze.objects.filter(round_id__in=ids).values_list("round__period"), moment="frozen_at")
    public = Release.objects.filter(publication__period__in=periods).values_list("publication__period")
    released = _first(public, moment="released_at")
    for one in rounds:
        quarter = Quarter.parse(one.period)
        yield QuarterFacts(
            period=one.period,
            label=quarter.label,
            ended_on=quarter.last_day,
            figures=tuple(figures[one.pk]),
            frozen_on=frozen.get(one.period),
            released_on=released.get(one.period),
            meeting_on=None if one.meeting is None else one.meeting.date,
        )


def _facts(
    service: str,
    *,
    due_on: date,
    returned_on: date | None,
    signed_off_at: datetime | None,
    by_email: bool,
    value: Sequence[Decimal | None],
) -> FigureFacts:
    number, numerator, denominator = value
    return FigureFacts(
        service=service,
        due_on=due_on,
        returned_on=returned_on,
        signed_off_on=None if signed_off_at is None else today_in_london(signed_off_at),
        by_email=by_email,
        has_value=number is not None,
        has_parts=numerator is not None and denominator is not None,
    )


def _first_days(round_ids: Sequence[int]) -> dict[int, date]:
    """The day on which each figure was first returned; a later correction does not make it late."""
    values = ReturnedValue.objects.filter(figure__round_id__in=round_ids).exclude(kind="blank").order_by()
    first = values.values_list("figure_id").annotate(Min("returned_at"))
    return {figure: today_in_london(at) for figure, at in first}


def _first(rows: QuerySet[Freeze, tuple[str]] | QuerySet[Release, tuple[str]], *, moment: str) -> dict[str, date]:
    return {period: today_in_london(at) for period, at in rows.order_by().annotate(Min(moment))}


# --- remarks ----------------------------------------------------------------------------------------------------------


def _overrides(figures: Sequence[Figure]) -> Iterator[Remark]:
    for figure in figures:
        said = figure.override_now
        if said is not None and said.rating:
            # Of today's terms and comparators, which may be others than when the judgement was given.
            computed = figure.beside["computed"]["rating"].replace("-", " ")
            yield Remark(name=figure.name, words=f"{said.rating} by judgement, {computed} by the rule: {said.reason}")


def _late_changes(figures: Sequence[Figure], *, quarter: Quarter) -> Iterator[Remark]:
    """Targets and tolerances that changed after the quarter began."""
    for figure in figures:
        kept = figure.earlier_terms
        if kept is None:
            continue
        changed_on = date.fromisoformat(kept["changed_on"])
        agreed = figure.terms["authority_words"] or "not yet agreed"
        # From its first day on, but agreed only after it: that is late as well.
        began, is_late = quarter.first_day, bool(figure.terms.get("target_agreed_late"))
        if changed_on > began or (changed_on == began and is_late):
            words = f"target or tolerance changed from {day_words(changed_on)}: {agreed}"
            yield Remark(name=figure.name, words=words)


def _agreed_late(round_: Round) -> QuerySet[Figure]:
    """Late targets of every figure of the round, whether or not a value is asked of it: as many as the packs count."""
    late = Figure.objects.filter(round=round_, terms__target_agreed_late=True)
    return late.exclude(terms__target_kind=TargetKind.NONE.value)


def _silenced(round_: Round, figures: Sequence[Figure]) -> Iterator[Remark]:
    """Warnings that are not raised, since somebody said that they are expected of the measure as it is now."""
    said: dict[int, list[ExpectedWarning]] = {}
    for row in ExpectedWarning.objects.filter(measure__figure__round=round_).order_by("pk"):
        said.setdefault(row.measure_id, []).append(row)
    for figure in figures:
        rows = said.get(figure.measure_id)
        if rows:
            key = silence_key(Terms.from_dict(figure.terms))
            yield from (
                Remark(name=figure.name, words=f"{warning_in_words(row.code)}: {row.reason}")
                for row in rows
                if row.said_under == key
            )


def _promised(promise: UnansweredPromise) -> Remark:
    """A promise of an earlier quarter of which this one says nothing."""
    label = Quarter.parse(promise.promised_for).label
    why = f"; {promise.ended}" if promise.ended else ""
    words = f"promised for {label}, by {day_words(promise.due_on)}: {promise.words} ({promise.owner_post}{why})"
    return Remark(name=promise.name, words=words)


def _without_owner(figures: Sequence[Figure], *, on: date) -> Iterator[Remark]:
    """Measures whose post nobody holds on the day."""
    held = {role.office.casefold() for role in held_roles(on=on)}
    for figure in figures:
        post = figure.terms["owner_post"]
        if post.casefold() not in held:
            yield Remark(name=figure.name, words=f"nobody holds the post {post}" if post else "no post answers for it")


def _never_returned(figures: Sequence[Figure], *, on: date) -> Iterator[Remark]:
    """Measures of which nothing was returned in any quarter yet, though the day for it has passed."""
    values = ReturnedValue.objects.exclude(kind="blank")
    known = set(values.order_by().values_list("figure__measure_id", flat=True).distinct())
    for figure in figures:
        if figure.measure_id not in known and is_late(figure.due_on, on=on):
            yield Remark(name=figure.name, words=f"never returned by {figure.terms['owner_post'] or 'anybody'}")
