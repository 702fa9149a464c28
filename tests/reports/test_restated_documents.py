"""What a pack says of figures restated, not final yet, and changed since the version before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.domain.restated import RestatementKind
from goldenthread.domain.snapshot import Comparator, FigureSnapshot, OtherRating, SeriesPoint
from goldenthread.publishing.cells import Number, RatingMark, words_of
from goldenthread.publishing.document import NoticeKind
from goldenthread.publishing.queries import IssuedCopy, StandingPublication
from goldenthread.publishing.rendering import render_all
from goldenthread.reports.documents.movement import last_rating_in_words
from goldenthread.reports.documents.provisional import provisional_in_words, provisional_section
from goldenthread.reports.documents.restated import correction_notices, restated_in_words, restated_section
from goldenthread.reports.documents.revised import chart_note, travel_notes, with_marks
from goldenthread.reports.documents.since import since_section, since_title, who_has
from goldenthread.reports.sources import EarlierVersion
from tests.reports.packs import make_pack
from tests.reports.reading import column_of, paragraphs, section_words, table_called
from tests.reports.restated import AT_NIGHT, make_named, make_provisional, make_restated, make_telling
from tests.reports.rounds import make_facts, make_snapshot

RESTATED = "Figures of earlier quarters, restated"


# --- restated ---------------------------------------------------------------------------------------------------------


def test_both_values_and_both_ratings_stand_in_the_table() -> None:
    section = restated_section(make_telling(restatements=(make_restated(),)), title="Figures restated")

    (row,) = table_called(section, RESTATED).rows
    assert [words_of(cell) for cell in row] == [
        "Complaints upheld\nCOM01; Havering; Q1 2019/20",
        "38",
        "31 [r]",
        "Amber",
        "Green",
        "Correction, 15 October 2019, Performance Officer: Seven complaints were counted twice.",
    ]
    assert row[2] == Number(text="31 [r]", value=Decimal(31))
    assert row[3] == RatingMark(code="amber", word="Amber")


def test_the_sentence_counts_figures_kinds_and_ratings() -> None:
    second = make_restated(
        2, figure=make_named(measure_id=8), kind=RestatementKind.SCHEDULED_REVISION, rating="amber", value="36"
    )

    assert restated_in_words(make_telling(restatements=(make_restated(), second))) == (
        "2 figures of earlier quarters are restated: 1 correction and 1 scheduled revision. 1 of them would have been "
        "rated otherwise. What was published then stays as it was."
    )


def test_one_figure_has_its_own_sentence() -> None:
    assert restated_in_words(make_telling(restatements=(make_restated(),))) == (
        "1 figure of earlier quarters is restated: 1 correction. It would have been rated otherwise. What was "
        "published then stays as it was."
    )


def test_without_restatements_the_section_says_so() -> None:
    section = restated_section(make_telling(), title="Figures restated")

    assert paragraphs(section.blocks) == ["No figure of an earlier quarter was restated since the last report."]


def test_a_figure_that_was_not_returned_says_so_beside_its_value() -> None:
    restated = make_restated(
        reported=None, known_before=None, reported_words="not returned", rating_reported="not-rated",
        status_reported="awaiting-data", rating_before="not-rated",
    )  # fmt: skip

    table = table_called(restated_section(make_telling(restatements=(restated,)), title="Restated"), RESTATED)

    assert column_of(table, "As reported") == ["not returned"]
    assert column_of(table, "Rated then") == ["No figure"]


def test_a_value_that_is_provisional_still_has_both_marks() -> None:
    restated = make_restated(provisional=True, reported_provisional=True)

    table = table_called(restated_section(make_telling(restatements=(restated,)), title="Restated"), RESTATED)

    assert column_of(table, "As reported") == ["38 [p]"]
    assert column_of(table, "As now known") == ["31 [p] [r]"]


def test_what_became_final_as_reported_has_no_mark() -> None:
    final = make_restated(value="38", rating="amber", reported_provisional=True)

    table = table_called(restated_section(make_telling(restatements=(final,)), title="Restated"), RESTATED)

    assert column_of(table, "As now known") == ["38"]


def test_two_values_that_round_alike_are_printed_apart() -> None:
    figure = make_named(decimals=1)
    restated = make_restated(figure=figure, reported="35.04", known_before="35.04", value="34.96")

    table = table_called(restated_section(make_telling(restatements=(restated,)), title="Restated"), RESTATED)

    assert column_of(table, "As reported") == ["35.04"]
    assert column_of(table, "As now known") == ["34.96 [r]"]


def test_a_rating_that_changes_under_the_council_s_own_policy_alone_is_noted() -> None:
    restated = make_restated(
        rating="amber", own_rating_reported="red", own_rating_before="red", own_rating="amber", value="36"
    )

    table = table_called(restated_section(make_telling(restatements=(restated,)), title="Restated"), RESTATED)

    assert table.notes == (
        "COM01, Havering, Q1 2019/20, under the council's own policy: red; it would have been amber.",
    )


def test_restatements_of_the_quarter_itself_stand_apart() -> None:
    own = make_restated(figure=make_named(period="2019-20 Q2"))

    section = restated_section(make_telling(restatements=(own,)), title="Restated")

    assert len(table_called(section, "Figures of Q2 2019/20, restated since").rows) == 1
    assert "Since Q2 2019/20 was first frozen, 1 restatement was made of its own figures." in "\n".join(
        section_words(section)
    )


# --- the notice at the head -------------------------------------------------------------------------------------------


def test_a_correction_that_changes_a_rating_is_a_notice() -> None:
    (notice,) = correction_notices(make_telling(restatements=(make_restated(),)))

    assert notice.kind is NoticeKind.CORRECTION
    assert notice.title == "Complaints upheld (Havering), Q1 2019/20: reported as 38, now known to be 31"
    assert notice.paragraphs == (
        "It was rated Amber; it would have been rated Green.",
        "Why: Seven complaints were counted twice.",
    )


def test_the_notice_of_a_figure_that_was_not_rated_says_so_in_words() -> None:
    restated = make_restated(
        reported=None, known_before=None, reported_words="[x] not available", rating_reported="not-rated",
        status_reported="not-available", rating_before="not-rated", own_rating_reported="not-rated",
        own_rating_before="not-rated", own_rating="green",
    )  # fmt: skip

    telling = make_telling(restatements=(restated,))
    (notice,) = correction_notices(telling)

    assert notice.paragraphs[0] == (
        "It was not rated; it would have been rated Green. Under the council's own policy it was not rated, and would "
        "have been green."
    )
    assert table_called(restated_section(telling, title="Restated"), RESTATED).notes == (
        "COM01, Havering, Q1 2019/20, under the council's own policy: not rated; it would have been green.",
    )


def test_a_correction_that_leaves_the_rating_is_none() -> None:
    assert correction_notices(make_telling(restatements=(make_restated(value="36", rating="amber"),))) == ()


def test_a_scheduled_revision_is_none() -> None:
    revision = make_restated(kind=RestatementKind.SCHEDULED_REVISION)

    assert correction_notices(make_telling(restatements=(revision,))) == ()


def test_a_correction_that_was_taken_back_is_none() -> None:
    back = make_restated(2, known_before="31", value="38", rating_before="green", rating="amber")

    assert correction_notices(make_telling(restatements=(make_restated(), back))) == ()


def test_two_corrections_of_one_figure_are_one_notice_with_both_reasons() -> None:
    second = make_restated(
        2, known_before="31", value="44", rating_before="green", rating="red", reason="Thirteen were missing."
    )

    (notice,) = correction_notices(make_telling(restatements=(make_restated(), second)))

    assert notice.title.endswith("reported as 38, now known to be 44")
    assert notice.paragraphs[0] == "It was rated Amber; it would have been rated Red."
    assert len(notice.paragraphs) == 3


# --- provisional ------------------------------------------------------------------------------------------------------


def test_figures_that_are_not_final_are_listed_with_who_is_to_say_so() -> None:
    telling = make_telling(provisional=(make_provisional(), make_provisional(value=Decimal(31), restated=True)))

    table = table_called(provisional_section(telling, title="Still provisional"), "Figures of earlier quarters")

    assert column_of(table, "As now known") == ["38 [p]", "31 [p] [r]"]
    assert column_of(table, "Given on") == ["15 October 2019", "15 October 2019"]
    assert column_of(table, "To be made final by") == ["Head of Exchequer", "Head of Exchequer"]


def test_the_sentence_counts_this_quarter_and_earlier_ones() -> None:
    telling = make_telling(make_snapshot(provisional=True), provisional=(make_provisional(),))

    assert provisional_in_words(telling) == (
        "1 figure of Q2 2019/20 is provisional, marked [p] in the tables. 1 figure of earlier quarters is still "
        "provisional."
    )


def test_without_any_the_sentence_says_so() -> None:
    section = provisional_section(make_telling(), title="Still provisional")

    assert paragraphs(section.blocks) == [
        "No figures of Q2 2019/20 are provisional, marked [p] in the tables. No figures of earlier quarters are still "
        "provisional."
    ]


# --- the mark [r] -----------------------------------------------------------------------------------------------------


def make_compared() -> FigureSnapshot:
    previous = Comparator(period="2019-20 Q1", value=Decimal("91.0"), rating="amber", status="rated", revised=True)
    points = (
        SeriesPoint(period="2019-20 Q1", value=Decimal("91.0"), target=Decimal(95), revised=True),
        SeriesPoint(period="2019-20 Q2", value=Decimal("96.2"), target=Decimal(95)),
    )
    return make_snapshot(previous=previous, last_rated=previous, series=points)


def test_what_is_compared_with_a_restated_figure_says_so() -> None:
    (figure,) = make_telling(make_compared()).figures

    assert list(travel_notes(figure.snapshot)) == ["Q1 2019/20 as restated [r]"]
    assert "Q1 2019/20 as restated [r]" in figure.detail
    assert chart_note(figure.snapshot) == "[r] Restated since it was reported: Q1 2019/20"
    assert [point.printed for point in figure.points] == ["91.0% [r]", "96.2%"]
    assert last_rating_in_words(figure) == "Amber in Q1 2019/20 [r]"


def test_what_is_compared_with_figures_as_reported_says_nothing() -> None:
    (figure,) = make_telling(make_snapshot()).figures

    assert list(travel_notes(figure.snapshot)) == []
    assert chart_note(figure.snapshot) == ""


@pytest.mark.parametrize(
    ("provisional", "revised", "printed"),
    [(False, False, "31"), (True, False, "31 [p]"), (False, True, "31 [r]"), (True, True, "31 [p] [r]")],
)
def test_marks_follow_the_number(provisional: bool, revised: bool, printed: str) -> None:
    assert with_marks("31", provisional=provisional, revised=revised) == printed


# --- since the version before -----------------------------------------------------------------------------------------


def make_published(**given: object) -> StandingPublication:
    defaults: dict[str, object] = {
        "public_id": "2019-20-q2-joint-committee-1",
        "title": "oneSource Performance Indicators, Q2 2019/20",
        "audience": "joint-committee",
        "presented_to": "",
        "made_from": "Q2 2019/20, version 1 of the figures",
        "published_at": AT_NIGHT,
        "released_at": None,
        "issued": (IssuedCopy(post="Chief Executive", issued_at=AT_NIGHT),),
        "document_sha256": "0" * 64,
    }
    return StandingPublication(**{**defaults, **given})  # type: ignore[arg-type]


def make_before(*figures: FigureSnapshot, held: tuple[StandingPublication, ...] = ()) -> EarlierVersion:
    return EarlierVersion(facts=make_facts(figures), figures=figures, held=held)


def test_every_difference_is_told_as_it_was_and_as_it_is() -> None:
    before = make_before(make_snapshot(value="92.1"))
    telling = make_telling(make_snapshot(value="96.2"), version=2)

    section = since_section(telling, before=before, title=since_title(before))

    assert section.title == "What changed since version 1"
    table = table_called(section, "What differs between versions 1 and 2 of Q2 2019/20")
    told = list(
        zip(column_of(table, "What"), column_of(table, "Version 1"), column_of(table, "Version 2"), strict=True)
    )
    assert ("figure", "92.1%", "96.2%") in told
    assert ("rating", "amber", "green") in told
    assert "Nothing was published from an older version." in paragraphs(section.blocks)
    assert (
        f"{len(told)} things of 1 measure differ from version 1, frozen on 13 January 2020,"
        in paragraphs(section.blocks)[0]
    )


def test_a_version_in_which_nothing_differs_says_so() -> None:
    figure = make_snapshot()
    before = make_before(figure)

    section = since_section(make_telling(figure, version=2), before=before, title="Since")

    assert paragraphs(section.blocks)[0] == "Nothing differs from version 1, frozen on 13 January 2020."


def test_a_public_pack_says_nothing_of_files_and_steps_and_a_restricted_one_says_it_in_words() -> None:
    figure = make_snapshot(value="92.1")
    sent = replace(figure, provenance=replace(figure.provenance, file_name="hs.xlsx", cell="J6"), state="returned")
    before, telling = make_before(figure), make_telling(sent, version=2)

    public = " ".join(section_words(since_section(telling, before=before, title="Since", is_public=True)))
    restricted = " ".join(section_words(since_section(telling, before=before, title="Since")))

    assert "hs.xlsx" not in public
    assert "Nothing differs from version 1" in public
    assert "file sent" in restricted
    assert "hs.xlsx" in restricted


def test_who_has_an_older_version_is_told_by_post() -> None:
    figure = make_snapshot()
    before = make_before(figure, held=(make_published(),))

    section = since_section(make_telling(figure, version=2), before=before, title="Since")

    table = table_called(section, "Who has an older version")
    assert column_of(table, "Who has it") == ["Chief Executive"]
    assert column_of(table, "Published") == ["15 October 2019"]


def test_what_is_public_is_with_the_public() -> None:
    assert who_has(make_published(released_at=AT_NIGHT)) == "The public, since 15 October 2019 and Chief Executive"
    assert who_has(make_published(issued=())) == "Nobody: it was not public by then"


# --- on paper ---------------------------------------------------------------------------------------------------------


def test_the_three_sections_can_be_printed_accessibly() -> None:
    own = OtherRating(policy_slug="on-off-track", policy_version=1, rating="red", status="rated", reason="Red.")
    figure, old = make_compared(), make_snapshot(value="92.1", own=own)
    restated = make_restated(own_rating_reported="red", own_rating_before="red", own_rating="green")
    telling = make_telling(figure, version=2, restatements=(restated,), provisional=(make_provisional(),))
    before = make_before(old, held=(make_published(),))
    document = replace(
        make_pack(figure),
        sections=(
            replace(
                restated_section(telling, title="Figures restated"),
                blocks=(*correction_notices(telling), *restated_section(telling, title="Figures restated").blocks),
            ),
            provisional_section(telling, title="Still provisional"),
            since_section(telling, before=before, title=since_title(before)),
        ),
    )

    files = render_all(document)

    assert {file.name.rpartition(".")[2] for file in files} >= {"pdf", "html", "csv", "json"}
