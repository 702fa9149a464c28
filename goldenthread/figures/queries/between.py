"""Which figures of a round a card holds against each other, and where they do not fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.db.models import Q

from goldenthread.domain.between import has_rules, rules_broken
from goldenthread.domain.terms import Terms
from goldenthread.domain.warnings import UnlikelyValue
from goldenthread.figures.models import Figure


def broken_rules(figures: Sequence[Figure], *, terms_of: Mapping[int, Terms]) -> dict[int, tuple[UnlikelyValue, ...]]:
    """What the cards of figures of one round say of others and the values do not, by figure; one read, or none."""
    bound = [figure for figure in figures if has_rules(terms_of[figure.pk])]
    if not bound:
        return {}
    named = {ref for figure in bound for ref in _named(terms_of[figure.pk])}
    others: dict[tuple[str, int | None], Decimal | None] = {}
    rows = Figure.objects.filter(round_id=bound[0].round_id, measure__indicator__ref__in=named).order_by("pk")
    for ref, council, value in rows.values_list("measure__indicator__ref", "measure__council_id", "value__value"):
        others[ref, council] = value
    # What is being returned now may not be written yet.
    for figure in figures:
        others[figure.terms["indicator_ref"], figure.measure.council_id] = _value(figure)
    return {
        figure.pk: found
        for figure in bound
        if (
            found := rules_broken(
                _value(figure),
                terms=terms_of[figure.pk],
                others={ref: others.get((ref, figure.measure.council_id)) for ref in _named(terms_of[figure.pk])},
            )
        )
    }


def bound_to(figure_ids: Collection[int]) -> list[int]:
    """Ids of other figures of the same round and council whose cards speak of these; two reads at most."""
    if not figure_ids:
        return []
    bounds = Q(pk__gte=min(figure_ids), pk__lte=max(figure_ids))
    columns = ("pk", "round_id", "measure__indicator__ref", "measure__council_id")
    rounds = Figure.objects.filter(pk=min(figure_ids)).values("round_id")
    speaking = (
        Figure.objects.filter(round__in=rounds)
        .filter(
            Q(terms__sum_of__0__isnull=False) | (Q(terms__not_more_than__isnull=False) & ~Q(terms__not_more_than=""))
        )
        .order_by("pk")
        .values_list("pk", "terms", "measure__council_id")
    )
    rules = [(pk, set(_named(Terms.from_dict(terms))), council) for pk, terms, council in speaking]
    if not rules:
        return []
    wanted = set(figure_ids)
    returned = {
        (ref, council)
        for pk, _, ref, council in Figure.objects.filter(bounds).order_by("pk").values_list(*columns)
        if pk in wanted
    }
    return [pk for pk, named, council in rules if pk not in wanted and any((ref, council) in returned for ref in named)]


def _named(terms: Terms) -> tuple[str, ...]:
    return (*terms.sum_of, *((terms.not_more_than,) if terms.not_more_than else ()))


def _value(figure: Figure) -> Decimal | None:
    return None if figure.value is None else figure.value.value
