"""A withheld figure of an earlier period stands in no byte of a later public pack, wherever that one could tell it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.domain.snapshot import Comparator, FigureSnapshot, OtherRating, Override, RoundFacts, WithheldFigure
from goldenthread.domain.streaks import Streak, StreakKind
from goldenthread.domain.units import Unit
from goldenthread.domain.withheld import NOT_COMPARED, RATINGS, for_the_public
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.rendering import render_all
from goldenthread.reports.documents.pack import joint_committee_pack
from goldenthread.reports.sources import EarlierVersion
from tests.reports.packs import make_pack
from tests.reports.reading import all_words
from tests.reports.restated import make_named, make_provisional, make_restated
from tests.reports.rounds import (
    FROZEN_AT,
    make_answer,
    make_earlier_terms,
    make_exception,
    make_facts,
    make_promise,
    make_snapshot,
    make_terms,
)
from tests.reports.test_withheld import told_in

# Numbers and words that stand nowhere else.
LAST_YEAR, LAST_QUARTER, RESTATED = "61.283746", "58.918273", "57.464646"
PROMISED = "Recruit a zebrafinch keeper"
SECRETS = (LAST_YEAR, "61.3%", LAST_QUARTER, "58.9%", RESTATED, "57.5%", "zebrafinch", "Zebrafinch")
HISTORY = (LAST_YEAR, "66.00", "67.00", LAST_QUARTER)
SINCE_LAST_YEAR = make_terms(policy="havering-2014-15", title="Grievances settled", indicator_ref="HRS04")
HIDDEN = tuple(
    WithheldFigure(measure_id=9, period=period, name="HRS04, Havering", what="measure", reason="So few people.")
    for period in ("2018-19 Q2", "2019-20 Q1")
)


def telling_all(*, value: str = "70.0", **given: Any) -> FigureSnapshot:
    """A figure each of whose sentences names an earlier one; nothing of it is marked."""
    words = f"Amber: 70.0% is worse than the {LAST_QUARTER}% and better than the {LAST_YEAR}% of before."
    other = OtherRating(
        policy_slug="own-tolerance", policy_version=1, rating="amber", status="rated", reason=f"Own. {words}"
    )
    figure = make_snapshot(
        SINCE_LAST_YEAR,
        value=value,
        measure_id=9,
        history=HISTORY,
        own=other,
        year_end=replace(other, reason=f"At the end. {words}"),
        own_year_end=replace(other, reason=f"Own at the end. {words}"),
        override=Override(
            rating="red",
            reason="The trend is known.",
            by="Performance Officer",
            at=FROZEN_AT,
            computed_rating="amber",
            computed_status="rated",
            computed_reason=words,
        ),
        earlier_terms=make_earlier_terms(rating="amber", reason=f"Under the terms before. {words}"),
        exception=make_exception(difference=f"It was {LAST_QUARTER}% before."),
        streaks=(Streak(kind=StreakKind.WORSENING, periods=("2018-19 Q4", "2019-20 Q1", "2019-20 Q2")),),
        promises=(
            replace(
                make_answer("done"), promise=make_promise(words=PROMISED), words=f"The zebrafinch made {LAST_QUARTER}%."
            ),
        ),
    )
    return replace(figure, reason=words, **given)


def marked(figure: FigureSnapshot, **given: Any) -> FigureSnapshot:
    """The same, frozen after both earlier quarters were withheld."""
    hidden = {one.period for one in HIDDEN}

    def seen(one: Comparator | None) -> Comparator | None:
        return None if one is None else replace(one, withheld=one.period in hidden)

    return replace(
        figure,
        previous=seen(figure.previous),
        last_year=seen(figure.last_year),
        last_rated=seen(figure.last_rated),
        series=tuple(replace(point, withheld=point.period in hidden) for point in figure.series),
        promises=tuple(replace(one, promise=replace(one.promise, withheld=True)) for one in figure.promises),
        **given,
    )


def test_unmarked_each_of_these_is_told() -> None:
    told = {secret for _, secret in told_in(make_pack(telling_all()), *SECRETS)}

    assert {LAST_YEAR, LAST_QUARTER, "zebrafinch"} <= told


@pytest.mark.parametrize("rests", [None, RATINGS, ("rating", "own", "year_end", "own_year_end", "earlier_terms")])
@pytest.mark.parametrize("override", [True, False])
def test_no_sentence_of_a_later_figure_tells_it(override: bool, rests: tuple[str, ...] | None) -> None:
    figure = marked(telling_all(), rests_on_withheld=rests)
    figure = figure if override else replace(figure, override=None)

    assert told_in(make_pack(make_snapshot(), figure), *SECRETS) == set()


@pytest.mark.parametrize("worse_or_better", [LAST_YEAR, "80.5", "70.0"])
def test_a_pack_is_the_same_whatever_the_withheld_figure_compared_with_is(worse_or_better: str) -> None:
    def files(last_year: str) -> list[bytes]:
        figure = make_snapshot(SINCE_LAST_YEAR, value="70.0", history=(last_year, "66.00", "67.00", "68.00"))
        assert "of the same period last year" in figure.reason
        assert figure.last_year is not None
        hidden = replace(
            figure,
            last_year=replace(figure.last_year, withheld=True),
            series=tuple(replace(point, withheld=point.period == "2018-19 Q2") for point in figure.series),
            rests_on_withheld=("rating",),
        )
        return [file.content for file in render_all(make_pack(make_snapshot(), hidden))]

    assert files(worse_or_better) == files("44.25")


def test_a_rating_that_rests_on_nothing_withheld_is_told() -> None:
    figure = marked(make_snapshot(value="96.2", measure_id=9, history=HISTORY), rests_on_withheld=())

    shown = for_the_public(figure)

    assert (shown.rating, shown.reason) == (figure.rating, figure.reason)


def test_the_judgement_stays_and_the_rating_by_the_rule_goes() -> None:
    shown = for_the_public(marked(telling_all(rating="red"), rests_on_withheld=("rating",)))

    assert shown.rating == "red"
    assert shown.reason == "Red by judgement, not by the rule: The trend is known."
    assert shown.override is not None
    assert (shown.override.computed_rating, shown.override.computed_reason) == ("not-rated", NOT_COMPARED)


def test_the_rating_of_an_earlier_quarter_that_rested_on_it_is_not_told_later() -> None:
    figure = make_snapshot(value="96.2", history=("95.5",), rests_on_withheld=("previous", "last_rated"))
    assert figure.previous is not None

    shown = for_the_public(figure)

    assert shown.previous is not None
    assert (shown.previous.rating, shown.previous.value) == ("", figure.previous.value)
    assert shown.last_rated is not None
    assert shown.last_rated.rating == ""


# --- what changed since the version before ----------------------------------------------------------------------------


def facts_of(*figures: FigureSnapshot, **given: Any) -> RoundFacts:
    named = make_named(measure_id=9, period="2019-20 Q1", title="Grievances settled", unit=Unit.PERCENTAGE)
    restated = make_restated(
        figure=named,
        reported=LAST_QUARTER,
        known_before=LAST_QUARTER,
        value=RESTATED,
        reason="A zebrafinch was counted.",
    )
    defaults = {"restatements": (restated,), "provisional": (make_provisional(figure=named, value=Decimal(RESTATED)),)}
    return make_facts(figures, **{**defaults, **given})


def second_version(now: FigureSnapshot, *, facts: RoundFacts, before: FigureSnapshot) -> ReportDocument:
    earlier = EarlierVersion(facts=facts_of(make_snapshot(), before), figures=(make_snapshot(), before), held=())
    return joint_committee_pack(replace(facts, version=2), (make_snapshot(), now), as_at=FROZEN_AT, before=earlier)


def test_unmarked_the_section_of_what_changed_tells_it() -> None:
    now = telling_all(value="71.0")
    document = second_version(now, facts=facts_of(make_snapshot(), now), before=telling_all())

    assert {RESTATED, LAST_QUARTER} <= {secret for _, secret in told_in(document, *SECRETS)}


def test_the_section_of_what_changed_does_not_tell_what_an_earlier_version_did_not_know_to_be_withheld() -> None:
    now = marked(telling_all(value="71.0"), rests_on_withheld=RATINGS)
    facts = facts_of(make_snapshot(), now, withheld=HIDDEN, restatements=(), provisional=())

    document = second_version(now, facts=facts, before=telling_all())

    assert told_in(document, *SECRETS) == set()
    assert "HRS04, Havering, Q1 2019/20: measure. So few people." in all_words(document)


def test_nor_does_it_where_the_newer_version_marks_its_figures_alone() -> None:
    now = marked(telling_all(value="71.0"))
    facts = facts_of(make_snapshot(), now, restatements=(), provisional=())

    assert told_in(second_version(now, facts=facts, before=telling_all()), *SECRETS) == set()


def test_nor_what_the_newer_version_no_longer_compares_with() -> None:
    now = make_snapshot(SINCE_LAST_YEAR, value="96.0", measure_id=9)
    facts = facts_of(make_snapshot(), now, withheld=HIDDEN, restatements=(), provisional=())
    before = replace(
        telling_all(),
        annual=Comparator(period="2018-19 Q2", value=Decimal(LAST_YEAR), rating="red", status="rated", source="round"),
    )

    assert told_in(second_version(now, facts=facts, before=before), *SECRETS) == set()
