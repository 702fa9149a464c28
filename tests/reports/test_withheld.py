"""What is withheld stands in no byte of a public file, and can be worked out from none."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

import pikepdf
import pytest

from goldenthread.domain.plain import to_plain
from goldenthread.domain.rating import RatingCode
from goldenthread.domain.snapshot import (
    Comparator,
    FigureSnapshot,
    KeptEvidence,
    OtherRating,
    Override,
    SeriesPoint,
    Withheld,
)
from goldenthread.domain.streaks import Streak, StreakKind
from goldenthread.domain.units import Unit
from goldenthread.domain.withheld import for_the_public
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.rendering import render_all
from goldenthread.reports.documents.audiences.partner_council import partner_council_pack
from goldenthread.reports.documents.counts import tally
from goldenthread.reports.documents.pack import joint_committee_pack
from goldenthread.reports.documents.public import public_figures
from goldenthread.reports.documents.telling import telling_of
from goldenthread.reports.documents.told import Place
from goldenthread.reports.linter import Weight, lint
from goldenthread.reports.sources import EarlierVersion, PackSource
from tests.publishing.pdf_words import words_on_pages
from tests.reports.packs import make_pack
from tests.reports.reading import all_words, column_of, table_called
from tests.reports.restated import make_named, make_restated
from tests.reports.rounds import (
    FROZEN_AT,
    GSS,
    Q2,
    make_answer,
    make_earlier_terms,
    make_exception,
    make_facts,
    make_promise,
    make_snapshot,
    make_terms,
    make_warning,
)

# Numbers and words that stand nowhere else.
CANARY = "71.371937"
WORDS = "Zebrafinch vacancies"
PROMISED = "Recruit a zebrafinch keeper"
SECRETS = (
    CANARY,
    "Zebrafinch",
    "zebrafinch",
    "1427387",
    "1,427,387",
    "2000123",
    "2,000,123",
    "64.283746",
    "58.918273",
    "83.191919",
)
REASON = "So few people that each could be known."


def canary(*what: str, **given: Any) -> FigureSnapshot:
    """A red figure full of secrets, of which these parts are withheld."""
    terms = make_terms(title="Grievances settled", indicator_ref="HRS04", target="95.0")
    rated = OtherRating(
        policy_slug="own-tolerance", policy_version=1, rating="red", status="rated", reason=f"Red: {CANARY}%."
    )
    return make_snapshot(
        terms,
        value=CANARY,
        measure_id=9,
        history=("91.00", "92.00", "93.00", "94.00"),
        numerator=Decimal(1427387),
        denominator=Decimal(2000123),
        forecast=Decimal("64.283746"),
        exception=make_exception(
            reasons=f"{WORDS}, so {CANARY}%.",
            difference=f"{CANARY}% is far below the target.",
            back_on_track="When the zebrafinch is back",
            actions=(make_promise(action_id=77, words=PROMISED),),
        ),
        warnings=(replace(make_warning(answer="Zebrafinch!"), words=f"{CANARY} is low."),),
        promises=(replace(make_answer("late"), words="The zebrafinch left."),),
        earlier_terms=replace(make_earlier_terms(target=Decimal(90)), reason=f"Red: {CANARY}%."),
        own=rated,
        year_end=replace(rated, reason="Red: 64.283746%."),
        override=Override(
            rating="red",
            reason="Zebrafinch.",
            by="Performance Officer",
            at=FROZEN_AT,
            computed_rating="amber",
            computed_status="rated",
            computed_reason=f"Amber: {CANARY}%.",
        ),
        withheld=tuple(Withheld(what=one, reason=REASON) for one in what),
        streaks=(Streak(kind=StreakKind.REDS, periods=("2018-19 Q4", "2019-20 Q1", "2019-20 Q2")),),
        note="Zebrafinch on leave.",
        evidence=(KeptEvidence(name="zebrafinch.pdf", sha256="a" * 64, words="Zebrafinch count."),),
        stated="green",
        annual_target=Decimal(95),
        next_due_on=FROZEN_AT.date(),
        annual=Comparator(period="2018-19", value=Decimal(90)),
        provisional=True,
        own_year_end=rated,
        **given,
    )


def every_byte(document: ReportDocument) -> dict[str, str]:
    """Each file's text as a reader, and a reader of its raw parts, could find it."""
    found = {}
    for file in render_all(document):
        parts = [file.content]
        if is_zipfile(BytesIO(file.content)):
            with ZipFile(BytesIO(file.content)) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
        if file.name.endswith(".pdf"):
            parts += [*_streams(file.content), "\n".join(words_on_pages(file.content)).encode()]
        found[file.name] = "\n".join(part.decode("utf-8", "replace") for part in parts)
    return found


def _streams(content: bytes) -> list[bytes]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return [
            one.read_bytes()
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and "/Filter" in one and one.get("/Subtype") != "/Image"
        ]


EVERY_FORMAT = {"pdf", "html", "csv", "json", "odt", "docx", "ods", "xlsx"}


def told_in(document: ReportDocument, *secrets: str) -> set[tuple[str, str]]:
    files = every_byte(document)
    assert {name.rsplit(".", 1)[1] for name in files} >= EVERY_FORMAT
    return {(name, secret) for name, text in files.items() for secret in secrets if secret in text}


def test_without_withholding_every_readable_file_would_tell() -> None:
    told = {name.rsplit(".", 1)[1] for name, _ in told_in(make_pack(make_snapshot(), canary()), CANARY, "71.4%")}

    assert told >= EVERY_FORMAT


def test_a_withheld_measure_is_in_no_byte_of_a_public_file() -> None:
    before = EarlierVersion(facts=make_facts([canary()]), figures=(canary(),), held=())
    facts = make_facts(
        (make_snapshot(), canary("measure")),
        restatements=(
            make_restated(
                figure=make_named(measure_id=9, title="Grievances settled", unit=Unit.PERCENTAGE, withheld=True),
                reported="58.918273",
                known_before="58.918273",
                value="83.191919",
                reason="A zebrafinch was counted twice.",
            ),
        ),
    )
    document = joint_committee_pack(facts, (make_snapshot(), canary("measure")), as_at=FROZEN_AT, before=before)

    assert told_in(document, *SECRETS, "71.4%", "64.3%", "58.9%", "83.2%") == set()


@pytest.mark.parametrize(
    ("what", "hidden", "shown"),
    [("reasons", WORDS, PROMISED), ("actions", PROMISED, WORDS)],
)
def test_a_withheld_head_is_in_no_byte_and_the_other_is(what: str, hidden: str, shown: str) -> None:
    told = told_in(make_pack(make_snapshot(), canary(what)), hidden, shown)

    assert {secret for _, secret in told} == {shown}
    words = all_words(make_pack(make_snapshot(), canary(what)))
    assert f"[c] withheld: {REASON}".casefold() in words.casefold()


def test_earlier_quarters_that_are_withheld_are_not_given_away_later() -> None:
    hidden = Comparator(
        period="2019-20 Q1", value=Decimal("58.918273"), rating="red", status="rated", source="round", withheld=True
    )
    figure = make_snapshot(
        history=("91.00", "58.918273"),
        previous=hidden,
        last_rated=hidden,
        travel_short_reason="Improved: 96.2% against 58.918273% in the last quarter.",
        series=(
            SeriesPoint(period="2019-20 Q1", value=Decimal("58.918273"), target=Decimal(95), withheld=True),
            SeriesPoint(period="2019-20 Q2", value=Decimal("96.2"), target=Decimal(95)),
        ),
        promises=(
            replace(
                make_answer("done"),
                promise=make_promise(words=PROMISED, withheld=True),
                words="The zebrafinch came.",
            ),
        ),
    )

    assert told_in(make_pack(figure), "58.918273", "58.9%", "zebrafinch") == set()


def test_the_authors_own_words_are_in_no_byte_where_they_were_edited() -> None:
    words = make_exception(
        reasons="Colleagues left.",
        edited_by="Performance Officer",
        original_reasons=WORDS,
        original_back_on_track=WORDS,
    )
    figure = make_snapshot(value="80.0", exception=words)
    before = EarlierVersion(
        facts=make_facts([figure]),
        figures=(replace(figure, exception=replace(words, original_reasons=f"{WORDS}, said before")),),
        held=(),
    )
    document = joint_committee_pack(make_facts([figure]), (figure,), as_at=FROZEN_AT, before=before)

    assert told_in(document, "Zebrafinch") == set()
    assert "Colleagues left." in all_words(document)


# What is public of a withheld measure all the same: what is measured, what was wanted, what was public before, and who
# answers for it. A field that is new has to be put here, or be taken out.
STILL_TOLD = {
    "measure_id", "terms", "state", "previous", "last_year", "last_rated", "annual", "annual_target", "next_due_on",
    "provenance", "withheld", "rests_on_withheld",
}  # fmt: skip


def test_every_field_of_a_withheld_measure_is_taken_out_or_known_to_be_public() -> None:
    whole = canary("measure")
    shown = for_the_public(whole)

    kept = {field.name for field in fields(whole) if getattr(whole, field.name) == getattr(shown, field.name)}
    assert kept == STILL_TOLD
    assert not [secret for secret in SECRETS if secret in json.dumps(to_plain(shown))]


# --- how it is told ---------------------------------------------------------------------------------------------------


def test_a_withheld_measure_is_told_with_its_reason_in_a_place_of_its_own() -> None:
    document = make_pack(make_snapshot(), canary("measure"))

    words = all_words(document)
    assert "1 measure is withheld [c], for this reason. It stays in the base of every count" in words
    assert REASON in words
    counts = table_called(document.sections[0], "How the measures are rated")
    assert column_of(counts, "Withheld") == ["0", "1", "0", "1"]
    assert column_of(counts, "Measures") == ["0", "2", "0", "2"]


def test_counts_sum_to_their_base_and_the_rating_is_in_none() -> None:
    every = (make_snapshot(), canary("measure"))
    telling = telling_of(make_facts(every), public_figures(every), as_at=FROZEN_AT)

    counted = tally(telling.figures)
    assert (counted.green, counted.amber, counted.red, counted.withheld, counted.total) == (1, 0, 0, 1, 2)
    assert telling.exceptions == ()


@pytest.mark.parametrize("rating", [RatingCode.GREEN, RatingCode.AMBER, RatingCode.RED])
def test_a_pack_is_the_same_whatever_the_withheld_rating_is(rating: RatingCode) -> None:
    one = canary("measure")
    other = replace(one, rating=rating.value, value=Decimal("99.9"), variance=Decimal("4.9"), exception=None)

    def files(figure: FigureSnapshot) -> list[bytes]:
        return [file.content for file in render_all(make_pack(make_snapshot(), figure))]

    assert files(one) == files(other)


def test_what_nobody_returned_is_still_said_to_be_missing() -> None:
    silent = make_snapshot(
        make_terms(title="Grievances settled"),
        value=None,
        measure_id=9,
        withheld=(Withheld(what="measure", reason=REASON),),
    )
    telling = telling_of(make_facts([silent]), public_figures([silent]), as_at=FROZEN_AT)

    assert [figure.place for figure in telling.figures] == [Place.NOT_RETURNED]


def test_a_restricted_telling_shows_it_and_says_that_the_public_does_not_see_it() -> None:
    (figure,) = telling_of(make_facts([canary("measure")]), (canary("measure"),), as_at=FROZEN_AT).figures

    assert figure.actual.text == "71.4% [p]"
    assert "measure withheld from the public" in figure.notes


# --- before publication -----------------------------------------------------------------------------------------------


def find(*figures: FigureSnapshot, **source: Any) -> list[tuple[str, Weight]]:
    facts = make_facts(figures)
    made = PackSource(quarter=Q2, facts=facts, figures=figures, as_at=FROZEN_AT, **source)
    found = lint(made, document=make_pack(*figures), publishing_on=FROZEN_AT.date(), holidays=frozenset())
    return [(one.code, one.weight) for one in found]


def counted(ref: str, number: int, *withheld: str, **terms: Any) -> FigureSnapshot:
    made = replace(make_terms(indicator_ref=ref, unit=Unit.COUNT, decimals=0, target=None), **terms)
    parts = tuple(Withheld(what=one, reason=REASON) for one in withheld)
    return make_snapshot(made, value="12", measure_id=number, withheld=parts)


def test_a_withheld_part_of_a_sum_that_is_shown_is_refused() -> None:
    total = counted("TOT01", 1, sum_of=("PAR01", "PAR02"))

    assert ("withheld-worked-out", Weight.REFUSED) in find(total, counted("PAR01", 2, "measure"), counted("PAR02", 3))
    assert find(total, counted("PAR01", 2, "measure"), counted("PAR02", 3, "measure")) == []


def test_what_was_withheld_after_the_freeze_keeps_the_pack_from_being_published() -> None:
    assert find(make_snapshot(), withheld_since=("HRS04, Havering, 2019-20 Q2",)) == [
        ("withheld-since", Weight.REFUSED)
    ]


def test_a_partner_councils_pack_does_not_tell_it_either_and_its_counts_add_up() -> None:
    figures = (make_snapshot(), canary("measure"))
    document = partner_council_pack(
        make_facts(figures),
        figures,
        gss_code=GSS["Havering"],
        key="partner-council:havering",
        as_at=FROZEN_AT,
        last_own={9: Comparator(period="2019-20 Q1", value=None, rating="red", status="rated")},
    )

    assert told_in(document, *SECRETS, "71.4%", "64.3%") == set()
    counts = table_called(document.sections[0], "How the measures of")
    assert (column_of(counts, "Withheld"), column_of(counts, "Measures")) == (["1"], ["2"])
