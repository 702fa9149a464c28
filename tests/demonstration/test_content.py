"""What the demonstration is made of agrees with the seeds, and says what is real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from importlib import resources
from itertools import pairwise
from typing import Any

import holidays
import pytest

from goldenthread.demonstration.content import (
    IndicatorContent,
    MeasureContent,
    council_name,
    indicators,
    services,
    table,
    tables,
)
from goldenthread.demonstration.explanations import answers_given_in, explanations
from goldenthread.demonstration.later import later_explanations
from goldenthread.demonstration.past import past_figures
from goldenthread.demonstration.published import published_figures
from goldenthread.demonstration.register import agreed_register, proposed_register, register_of_october
from goldenthread.demonstration.series import COURSE, HISTORY, DrawnFigure, course, history
from goldenthread.domain.cards import Frequency, Level, contradictions
from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.domain.periods import Quarter
from goldenthread.domain.workdays import is_working_day

BANK_HOLIDAYS = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=(2019, 2020)))


def _measures() -> list[tuple[IndicatorContent, MeasureContent]]:
    return [(indicator, measure) for indicator in indicators() for measure in indicator.measures]


def _counted() -> list[MeasureContent]:
    return [measure for _, measure in _measures() if measure.is_counted]


def test_exactly_120_measures_are_counted_51_for_newham_60_for_havering_and_9_for_bexley() -> None:
    counts = Counter(measure.council for measure in _counted())

    assert counts == {"newham": 51, "havering": 60, "bexley": 9}
    assert counts.total() == 120


def test_the_register_lists_the_same_120_once_the_committee_has_agreed() -> None:
    entries = [*proposed_register().list_entries, *agreed_register().list_entries]

    listed = {(entry.ref, entry.council) for entry in entries}

    assert Counter(council for _, council in listed) == {"Newham": 51, "Havering": 60, "Bexley": 9}


def test_the_four_strategic_indicators_are_those_that_the_report_names() -> None:
    strategic = {indicator.ref: indicator for indicator in indicators() if indicator.card.level is Level.STRATEGIC}

    assert {ref: [measure.council for measure in one.measures] for ref, one in strategic.items()} == {
        "OKPI1": [""],
        "OKPI2": [""],
        "OKPI3": ["havering"],
        "OKPI4": [""],
    }
    assert {one.card.frequency for one in strategic.values()} == {"annual"}


@pytest.mark.parametrize(
    ("service", "council"),
    [
        ("Passenger Transport", "havering"),
        ("Technical Services", "havering"),
        ("Council Tax and Benefits", "havering"),
        ("Projects and Programmes", "newham"),
    ],
)
def test_a_service_of_one_council_is_provided_to_no_other(service: str, council: str) -> None:
    (found,) = (one for one in services() if one.name == service)

    assert (found.councils, found.parts, found.later) == ((council,), {}, {})


def test_bexley_gets_parts_of_two_services_and_nothing_else() -> None:
    wholly = [service.name for service in services() if "bexley" in (*service.councils, *service.later)]
    in_part = [service.name for service in services() if "bexley" in service.parts]

    assert wholly == []
    assert in_part == ["Strategic Finance", "Exchequer and Transactional"]


def test_every_measure_is_of_a_service_that_its_council_gets() -> None:
    provided = {service.slug: {*service.councils, *service.parts, *service.later} for service in services()}

    without = [
        measure.ref for one, measure in _measures() if measure.council and measure.council not in provided[one.service]
    ]

    assert without == []


def test_no_card_contradicts_itself() -> None:
    cards = [card for one in indicators() for card in (one.card, *(later.card for later in one.later))]

    assert [str(problem) for card in cards for problem in contradictions(card)] == []


def test_every_card_is_marked_illustrative_but_those_whose_every_figure_is_published() -> None:
    unmarked = {one.ref for one in indicators() if not one.card.illustrative_note}

    drawn = {measure.ref for one, measure in _measures() if any((*history(one, measure), *course(one, measure)))}
    assert unmarked == {"CTB01", "OKPI1", "OKPI2", "OKPI3"}
    assert unmarked & drawn == set()


def test_a_later_card_without_a_mark_begins_when_published_figures_do() -> None:
    later = [(one.ref, card) for one in indicators() if one.card.illustrative_note for card in one.later]

    unmarked = {ref: card.starts_on for ref, card in later if not card.card.illustrative_note}
    assert unmarked == {"SFI01": Quarter.parse("2019-20 Q3").first_day}
    assert {measure.course[2] for _, measure in _measures() if measure.ref == "SFI01"} == {"P"}


def test_what_is_returned_beyond_what_was_published_is_marked_as_made_up() -> None:
    newest = {one.ref: (one.card, *(later.card for later in one.later))[-1] for one in indicators()}

    assert {ref for ref in ("SFI01", "OKPI1", "OKPI2") if not newest[ref].illustrative_note} == set()


def test_a_target_of_what_adds_up_to_a_year_is_the_years() -> None:
    cards = {one.ref: one.card for one in indicators()}
    added_up = [row for row in proposed_register().targets if cards[row.ref].year_end_rule is YearEndRule.SUM]

    assert {row.ref: row.annual for row in added_up} == {"ICT04": "16", "HSA01": "12"}


def test_every_target_is_marked_illustrative() -> None:
    targets = [*proposed_register().targets, *agreed_register().targets, *register_of_october().targets]

    assert [target for target in targets if not target.illustrative] == []


def test_every_real_figure_has_its_source_and_every_other_says_that_it_is_made_up() -> None:
    rows = list(past_figures())

    real = [row for row in rows if not row.illustrative]
    assert {row.ref for row in real} == {"CTB01", "OKPI1", "OKPI2", "OKPI3", "SFI01"}
    assert [row for row in real if not row.source or "llustrative" in row.source] == []
    assert [row for row in rows if row.illustrative and not row.source.startswith("Illustrative")] == []


def test_no_real_figure_stands_beside_an_illustrative_target() -> None:
    assert [(row.ref, row.target) for row in past_figures() if row.ref in ("CTB01", "SFI01") and row.target] == []


def test_the_published_receipts_are_those_of_the_official_statistics() -> None:
    by_period = {figure.period: figure.value for figure in published_figures() if figure.ref == "CTB01"}

    assert by_period["2018-19 Q1"] == "41748"
    assert by_period["2018-19 Q4"] == "145960"
    assert by_period["2019-20 Q2"] == str(43308 + 42738)


def test_only_havering_has_the_council_tax_receipts_and_nothing_is_called_a_collection_rate() -> None:
    receipts = [
        measure.council for one, measure in _measures() if "receipts (£000, all years)" in one.card.title.casefold()
    ]
    words = " ".join(_every_text(resources.files("goldenthread.demonstration") / "content"))

    assert receipts == ["havering"]
    assert "collection rate" not in words.casefold()


def test_history_reaches_back_eight_quarters_before_the_first_round() -> None:
    wanted = {
        (measure.ref, council_name(measure.council), period)
        for one, measure in _measures()
        for period in HISTORY
        if one.card.frequency is Frequency.QUARTERLY and measure.begins != "none"
    }

    found = {(row.ref, row.council, row.period) for row in past_figures()}

    assert len(wanted) > 800
    assert wanted - found == set()


def test_no_running_total_falls_within_a_year() -> None:
    cumulative = [pair for pair in _measures() if pair[0].card.measure_type is MeasureType.CUMULATIVE]
    steps = [step for pair in cumulative for step in pairwise(history(*pair))]

    falls = [after for before, after in steps if before.period[:7] == after.period[:7] and _size(after) < _size(before)]

    assert steps
    assert falls == []


def test_every_figure_that_was_drawn_is_within_what_its_card_allows() -> None:
    drawn = [
        (one, figure) for one, measure in _measures() for figure in (*history(one, measure), *course(one, measure))
    ]

    assert [
        f for one, f in drawn if one.card.minimum is not None and f.value is not None and f.value < one.card.minimum
    ] == []
    assert [f for _, f in drawn if f.numerator is not None and f.denominator is not None and f.denominator <= 0] == []
    assert [
        f
        for one, f in drawn
        if one.card.numerator_in_denominator and not 0 <= (f.numerator or 0) <= (f.denominator or 0)
    ] == []


def test_every_explanation_is_of_a_measure_that_returned_a_figure() -> None:
    returned = {(measure.ref, measure.council, period) for one, measure in _measures() for period in _returned(measure)}

    told = [(one.ref, one.council, one.period) for period in COURSE for one in explanations(period)]

    assert [one for one in told if one not in returned] == []
    assert len(told) == len(set(told))


def test_no_promise_is_answered_after_it_was_said_to_be_done() -> None:
    actions = [action for period in COURSE for one in explanations(period) for action in one.actions]

    closed_early = [a.words for a in actions if any(b.outcome in ("done", "dropped") for b in a.answers[:-1])]

    assert closed_early == []


def test_a_late_promise_has_a_new_date_after_the_quarter_in_which_it_is_said() -> None:
    late = [answer for period in COURSE[1:] for _, answer in answers_given_in(period) if answer.outcome == "late"]

    assert late
    assert [answer.said for answer in late if answer.new_due is None or answer.new_due < date(2019, 10, 10)] == []


def test_posts_act_and_promise_on_working_days() -> None:
    promised = [action.due for period in COURSE for one in explanations(period) for action in one.actions]
    renewed = [a.new_due for period in COURSE[1:] for _, a in answers_given_in(period) if a.new_due is not None]
    acted = [moment.date() for moment in _moments(table("quarters.toml"))]

    days = [*promised, *renewed, *acted]
    assert [day for day in days if not is_working_day(day, holidays=BANK_HOLIDAYS)] == []


def test_the_year_s_changes_name_decisions_that_the_record_has() -> None:
    known = {
        f"{record['committee']['slug']}/{meeting['date']}/{item['number']}/{number}"
        for record in tables("committee").values()
        for meeting in record["meeting"]
        for item in meeting["item"]
        for decision in item.get("decision", [])
        for number in (decision["number"], *(decision["number"] + sub["number"] for sub in decision.get("sub", [])))
    }
    registers = (agreed_register(), register_of_october())

    named = [
        *(row.decision for register in registers for row in register.targets),
        *(row.decision for register in registers for row in register.list_entries),
        *(row.decision for register in registers for row in register.lists),
    ]

    assert len(named) == 8
    assert set(named) <= known


def _size(figure: DrawnFigure) -> Decimal:
    """What a running total has come to: itself, or the numerator of its share."""
    size = figure.value if figure.value is not None else figure.numerator
    assert size is not None
    return size


def _returned(measure: MeasureContent) -> Iterator[str]:
    return (period for period, token in zip(COURSE, measure.course, strict=True) if token != ".")


def _moments(value: Any) -> Iterator[datetime]:
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _moments(inner)


def _every_text(folder: Any) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _every_text(entry)
        else:
            yield entry.read_text(encoding="utf-8")


def test_reasons_and_promises_that_nobody_typed_by_hand_are_each_about_their_own_indicator() -> None:
    told = [
        one
        for period in ("2019-20 Q3", "2019-20 Q4", "2020-21 Q1")
        for service in {indicator.service for indicator in indicators()}
        for one in later_explanations(service, period=period)
    ]

    refs: dict[str, set[str]] = {}
    for one in told:
        for words in (one.reasons, *(action.words for action in one.actions)):
            refs.setdefault(words, set()).add(one.ref)
    assert told
    assert {words: sharing for words, sharing in refs.items() if len(sharing) > 1} == {}
