"""What differs between two versions of a round: nothing that does is left out, and nothing else is said."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit, YearEndRule
from goldenthread.domain.rating import Status
from goldenthread.domain.snapshot import (
    AnsweredPromise,
    AnsweredWarning,
    Comparator,
    EarlierTerms,
    ExceptionWords,
    FigureSnapshot,
    KeptEvidence,
    OtherRating,
    Override,
    Promise,
    Provenance,
    RoundFacts,
    SeriesPoint,
    Withheld,
)
from goldenthread.domain.streaks import Streak, StreakKind
from goldenthread.domain.terms import SeriesBreak, TargetKind, Terms
from goldenthread.domain.units import Unit
from goldenthread.domain.versions import ChangeOf, changes_between
from tests.reports.rounds import make_answer, make_exception, make_facts, make_promise, make_snapshot, make_terms

WORDS = st.text(alphabet="ab ", max_size=5)
DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2021, 1, 1))
MOMENTS = st.datetimes(min_value=datetime(2019, 1, 1), max_value=datetime(2021, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given beside it
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=8)
PERIODS = st.sampled_from(["2019-20 Q1", "2018-19 Q2", "2018-19"])
CODES = st.sampled_from(["green", "amber", "red", "not-rated"])


def made(cls: type, **special: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any value of a dataclass; `special` says what a field may hold where its type does not."""
    hints = get_type_hints(cls)
    return st.builds(
        cls, **{f.name: special[f.name] if f.name in special else any_of(hints[f.name]) for f in fields(cls)}
    )


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    return _MADE[hint]


_MADE: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: st.integers(min_value=0, max_value=5),
    bool: st.booleans(),
    date: DAYS,
    datetime: MOMENTS,
    Decimal: NUMBERS,
    **{enum: st.sampled_from(list(enum)) for enum in (Unit, Polarity, MeasureType, Frequency, YearEndRule, TargetKind)},
    StreakKind: st.sampled_from(list(StreakKind)),
    ToleranceUnit: st.sampled_from(list(ToleranceUnit)),
    ToleranceUnit | None: st.none() | st.sampled_from(list(ToleranceUnit)),
    bool | None: st.none() | st.booleans(),
    Decimal | None: st.none() | NUMBERS,
    date | None: st.none() | DAYS,
    datetime | None: st.none() | MOMENTS,
    Status | None: st.none() | st.sampled_from(list(Status)),
}
_MADE[Promise] = made(Promise)
_MADE |= {
    tuple[Promise, ...]: st.lists(_MADE[Promise], max_size=2).map(tuple),
    Comparator | None: st.none() | made(Comparator, period=PERIODS, rating=CODES),
    OtherRating | None: st.none() | made(OtherRating),
    Override | None: st.none() | made(Override),
    EarlierTerms | None: st.none() | made(EarlierTerms),
    Provenance: made(Provenance),
    tuple[AnsweredWarning, ...]: st.lists(made(AnsweredWarning), max_size=2).map(tuple),
    tuple[AnsweredPromise, ...]: st.lists(made(AnsweredPromise, promised_for=PERIODS), max_size=2).map(tuple),
    tuple[KeptEvidence, ...]: st.lists(made(KeptEvidence), max_size=2).map(tuple),
    tuple[Withheld, ...]: st.lists(made(Withheld), max_size=2).map(tuple),
    tuple[Streak, ...]: st.lists(made(Streak, periods=st.tuples(PERIODS, PERIODS, PERIODS)), max_size=2).map(tuple),
    tuple[str, ...]: st.lists(WORDS, max_size=2).map(tuple),
    tuple[str, ...] | None: st.none() | st.lists(WORDS, max_size=2).map(tuple),
    tuple[SeriesBreak, ...]: st.lists(made(SeriesBreak), max_size=2).map(tuple),
    tuple[SeriesPoint, ...]: st.lists(made(SeriesPoint, period=PERIODS), max_size=2).map(tuple),
}
_MADE[ExceptionWords | None] = st.none() | made(ExceptionWords)
BASE = make_snapshot(
    value="92.1",
    exception=make_exception(),
    promises=(make_answer("late"),),
    own=OtherRating(policy_slug="on-off-track", policy_version=1, rating="red", status="rated", reason="Red."),
)
OF_THE_FIGURE = [field.name for field in fields(FigureSnapshot) if field.name not in ("measure_id", "terms")]
OF_THE_TERMS = [field.name for field in fields(Terms)]


def changes(old: FigureSnapshot, new: FigureSnapshot) -> list[tuple[str, str, str]]:
    facts = make_facts([BASE])
    return [(one.what, one.was, one.now) for one in changes_between((facts, [old]), (facts, [new]))]


@given(data=st.data(), name=st.sampled_from(OF_THE_FIGURE))
def test_whatever_differs_in_a_figure_is_listed_and_nothing_that_does_not(data: st.DataObject, name: str) -> None:
    new = replace(BASE, **{name: data.draw(any_of(get_type_hints(FigureSnapshot)[name]))})

    listed = changes(BASE, new)

    assert bool(listed) == (new != BASE)
    assert all(was != now for _, was, now in listed)


@given(data=st.data(), name=st.sampled_from(OF_THE_TERMS))
def test_whatever_differs_in_its_terms_is_listed(data: st.DataObject, name: str) -> None:
    new = replace(BASE, terms=replace(BASE.terms, **{name: data.draw(any_of(get_type_hints(Terms)[name]))}))

    assert bool(changes(BASE, new)) == (new != BASE)


@given(data=st.data(), name=st.sampled_from(["meeting_on", "counted", "author", "list_authority_words", "proposed"]))
def test_whatever_differs_in_the_round_is_listed(data: st.DataObject, name: str) -> None:
    before = make_facts([BASE])
    after = replace(before, version=2, **{name: data.draw(any_of(get_type_hints(RoundFacts)[name]))})

    listed = changes_between((before, [BASE]), (after, [BASE]))

    assert bool(listed) == (getattr(after, name) != getattr(before, name))
    assert all(one.name == "The round as a whole" for one in listed)


def test_a_figure_is_told_as_it_was_and_as_it_is() -> None:
    new = make_snapshot(value="96.2", exception=None, promises=BASE.promises, own=BASE.own)

    listed = changes(BASE, new)

    assert ("figure", "92.1%", "96.2%") in listed
    assert ("rating", "amber", "green") in listed
    assert ("exception report", "given", "none due") in listed
    assert next(now for what, _, now in listed if what == "reason of the rating").startswith("Green: 96.2%")


def test_words_and_actions_are_told() -> None:
    promised = make_promise(words="Recruit two officers.")
    new = replace(BASE, exception=make_exception(reasons="Another reason.", actions=(promised,)))

    listed = {what: now for what, _, now in changes(BASE, new)}

    assert listed["reasons"] == "Another reason."
    assert listed["remedial action “Recruit two officers.”"] == (
        "Recruit two officers.; owner Accounts Payable Manager; due 29 November 2019; state open"
    )


def test_of_a_promise_that_both_have_the_part_that_differs_is_told_alone() -> None:
    old = make_answer("late")
    new = replace(old, outcome="done", words="In use since November.", new_due_on=None)

    assert changes(BASE, replace(BASE, promises=(new,))) == [
        (
            "promise of Q1 2019/20 “Check every bulk load by a second person.”: answer",
            "late: The supplier delivers in November.",
            "done: In use since November.",
        ),
        ("promise of Q1 2019/20 “Check every bulk load by a second person.”: new day", "30 November 2019", "–"),
    ]


def test_what_both_long_reasons_have_at_either_end_is_left_out() -> None:
    long = [f"Word{number}" for number in range(40)]
    old = replace(BASE, exception=make_exception(reasons=" ".join(long)))
    new = replace(BASE, exception=make_exception(reasons=" ".join([*long[:20], "another", *long[21:]])))

    assert changes(old, new) == [
        (
            "reasons",
            "… Word16 Word17 Word18 Word19 Word20 Word21 Word22 Word23 Word24 …",
            "… Word16 Word17 Word18 Word19 another Word21 Word22 Word23 Word24 …",
        )
    ]


def test_a_chart_s_point_that_is_withheld_is_told_in_words() -> None:
    points = tuple(SeriesPoint(period=f"2019-20 Q{number}", value=Decimal(90), target=None) for number in (1, 2))
    old = replace(BASE, series=points)
    new = replace(BASE, series=(replace(points[0], withheld=True), points[1]))

    assert changes(old, new) == [("chart, Q1 2019/20", "90.0%", "withheld [c]")]


def test_what_is_too_small_for_words_names_the_point_that_differs_and_prints_no_code() -> None:
    points = tuple(SeriesPoint(period=f"2019-20 Q{number}", value=Decimal(90), target=None) for number in (1, 2))
    old = replace(BASE, series=points)
    new = replace(BASE, series=(points[0], replace(points[1], value=Decimal("90.00000001"))))

    assert changes(old, new) == [("series, in every detail", "Q2 2019/20: value 90", "Q2 2019/20: value 90.00000001")]


def test_a_rating_that_differs_comes_before_a_figure_and_that_before_a_sentence_and_the_round_is_last() -> None:
    terms = [make_terms(indicator_ref=f"EXC0{number}") for number in (1, 2, 3)]
    old = [make_snapshot(one, value="92.1", measure_id=number) for number, one in enumerate(terms, start=1)]
    new = [
        replace(old[0], travel_short_reason="Another sentence."),
        replace(old[1], value=Decimal("92.3")),
        make_snapshot(terms[2], value="96.2", measure_id=3),
    ]
    facts = make_facts(old)

    told = changes_between((facts, old), (replace(facts, author="Another"), new))

    assert [(one.indicator_ref, one.what) for one in told][:2] == [("EXC03", "rating"), ("EXC03", "figure")]
    assert list(dict.fromkeys(one.indicator_ref for one in told)) == ["EXC03", "EXC02", "EXC01", ""]


def test_who_sent_which_file_is_of_use_to_nobody_who_reads_what_is_published() -> None:
    sent = replace(BASE, provenance=replace(BASE.provenance, file_name="hs.xlsx", cell="J6"), note="To the officer.")
    facts = make_facts([BASE])

    told = changes_between((facts, [BASE]), (facts, [sent]))

    assert {one.what for one in told} == {"file sent", "cell of the file", "note to the officer"}
    assert all(one.internal for one in told)


def test_a_target_is_told_in_its_unit() -> None:
    terms = make_terms(target="97.0", annual_target="97.0")

    listed = changes(BASE, replace(BASE, terms=terms))

    assert ("target", "95.0%", "97.0%") in listed
    assert ("target of the year", "95.0%", "97.0%") in listed


def test_a_measure_in_one_version_only_is_told() -> None:
    facts, other = make_facts([BASE]), make_snapshot(make_terms(council="Newham"), value="96.2", measure_id=2)

    added = changes_between((facts, [BASE]), (facts, [BASE, other]))
    gone = changes_between((facts, [BASE, other]), (facts, [BASE]))

    assert [(one.of, one.name, one.was, one.now) for one in added] == [
        (ChangeOf.MEASURE, "EXC01, Newham", "not in it", "96.2%")
    ]
    assert [(one.of, one.now) for one in gone] == [(ChangeOf.MEASURE, "no longer in it")]


def test_the_number_and_moment_of_a_version_are_no_difference() -> None:
    facts = make_facts([BASE])

    assert changes_between((facts, [BASE]), (replace(facts, version=2, frozen_at=None), [BASE])) == ()
