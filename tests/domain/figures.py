"""Figures for the tests of rating: made from text, and drawn by hypothesis."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit
from goldenthread.domain.rating import Rating, RatingCode, RatingInputs, compile_policy, shipped_policies
from goldenthread.domain.units import Unit

DECIMAL_FIELDS = (
    "value",
    "target",
    "target_lower",
    "target_upper",
    "floor",
    "annual_target",
    "tolerance",
    "previous",
    "last_year",
    "forecast",
)


def make_inputs(*, polarity="higher", unit="percentage", **given):
    """Rating inputs with numbers as text."""
    numbers = {name: Decimal(number) for name, number in given.items() if name in DECIMAL_FIELDS and number is not None}
    return RatingInputs(polarity=Polarity(polarity), **{"value": None, **given, **numbers, "unit": Unit(unit)})


def rate(slug: str, **given) -> Rating:
    return compile_policy(shipped_policies()[slug])(make_inputs(**given))


def mirrored(inputs: RatingInputs) -> RatingInputs:
    """The same figure for a measure where the opposite is better: every number below nought is above it."""
    turned = {
        name: number.copy_negate()
        for name in DECIMAL_FIELDS
        if name != "tolerance" and (number := getattr(inputs, name)) is not None
    }
    if inputs.polarity is Polarity.BAND:
        turned["target_lower"] = inputs.target_upper and inputs.target_upper.copy_negate()
        turned["target_upper"] = inputs.target_lower and inputs.target_lower.copy_negate()
        return inputs._replace(**turned)
    other = Polarity.LOWER if inputs.polarity is Polarity.HIGHER else Polarity.HIGHER
    return inputs._replace(polarity=other, **turned)


# Small numbers with few decimals meet each other, and every edge, often.
NUMBERS = st.one_of(
    st.integers(-30, 30).map(Decimal),
    st.decimals(-120, 120, places=2, allow_nan=False, allow_infinity=False),
    st.decimals(-(10**14), 10**14, places=12, allow_nan=False, allow_infinity=False),
)
TOLERANCES = st.one_of(st.integers(0, 12).map(Decimal), st.decimals(0, 20, places=2, allow_nan=False))
DECIMALS = st.one_of(st.none(), st.integers(0, 3))
POLARITIES = st.sampled_from([Polarity.HIGHER, Polarity.LOWER, Polarity.BAND])


@st.composite
def rating_inputs(draw, *, polarities=POLARITIES, values=NUMBERS, decimals=DECIMALS):
    """Any figure that may be rated: with or without each of the things that rules need."""
    polarity = draw(polarities)
    maybe = st.one_of(st.none(), NUMBERS)
    edges = sorted([draw(NUMBERS), draw(NUMBERS)])
    return RatingInputs(
        polarity=polarity,
        value=draw(values),
        unit=draw(st.sampled_from([Unit.PERCENTAGE, Unit.COUNT, Unit.GBP_MILLION, Unit.DAYS])),
        decimals=draw(decimals),
        measure_type=draw(st.sampled_from(MeasureType)),
        target=draw(NUMBERS) if polarity is not Polarity.BAND else draw(maybe),
        target_lower=edges[0] if polarity is Polarity.BAND else None,
        target_upper=edges[1] if polarity is Polarity.BAND else None,
        floor=draw(maybe),
        annual_target=draw(maybe),
        tolerance=draw(st.one_of(st.none(), TOLERANCES)),
        tolerance_unit=draw(st.sampled_from(ToleranceUnit)),
        previous=draw(maybe),
        last_year=draw(maybe),
        forecast=draw(maybe),
        stated=draw(st.sampled_from([None, RatingCode.GREEN, RatingCode.AMBER, RatingCode.RED])),
        target_changed_in_year=draw(st.booleans()),
        break_since_previous=draw(st.booleans()),
        break_since_last_year=draw(st.booleans()),
    )
