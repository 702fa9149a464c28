"""Which warnings are expected of a measure, and until when."""

from __future__ import annotations

from goldenthread.domain.plain import sha256_of
from goldenthread.domain.terms import Terms
from goldenthread.figures.models import ExpectedWarning


def silence_key(terms: Terms) -> str:
    """What a warning is expected under: another definition or another target for the year ends the silence."""
    return sha256_of(
        [
            terms.definition_sha256,
            terms.target_kind,
            terms.target if terms.annual_target is None else terms.annual_target,
            terms.target_lower,
            terms.target_upper,
            terms.floor,
            terms.target_words,
        ]
    )


def expected_of(*, round_id: int) -> dict[tuple[int, str], frozenset[str]]:
    """Codes that are expected of the round's measures, by measure and silence key; one read."""
    found: dict[tuple[int, str], set[str]] = {}
    rows = ExpectedWarning.objects.filter(measure__figure__round_id=round_id).order_by("pk")
    for measure, key, code in rows.values_list("measure_id", "said_under", "code"):
        found.setdefault((measure, key), set()).add(code)
    return {which: frozenset(codes) for which, codes in found.items()}
