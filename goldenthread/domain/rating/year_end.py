"""Where a year is expected to end: the owner's forecast, rated as the year's figure would be."""

from __future__ import annotations

from goldenthread.domain.rating.inputs import RatingInputs, Status

# What holds whatever anybody expects of the year's end.
_HOLDS_ANYWAY = frozenset(
    {Status.SUSPENDED, Status.DISCONTINUED, Status.NOT_PROVIDED, Status.NARRATIVE_ONLY, Status.NOT_DUE}
)
NO_FORECAST = "no forecast of the year's end was given"


def year_end_inputs(inputs: RatingInputs) -> RatingInputs:
    """The inputs as they would be at the year's end, if the forecast came true: against the annual target.

    A band and a floor hold for the year as for each quarter. Comparisons with other periods are left out, for the
    year's end lies in none of them. Without a forecast there is nothing to rate, and the rating says so.
    """
    absence, words = inputs.absence, inputs.absence_words
    if absence not in _HOLDS_ANYWAY:
        absence, words = (Status.AWAITING_DATA, NO_FORECAST) if inputs.forecast is None else (None, "")
    return inputs._replace(
        value=inputs.forecast,
        target=inputs.target if inputs.annual_target is None else inputs.annual_target,
        previous=None,
        last_year=None,
        absence=absence,
        absence_words=words,
    )
