"""What is private never reaches a document for the public: canaries in every private field, and every file read."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.models import Clearance, Freeze
from goldenthread.figures.operations import answer_warnings, freeze_round, reopen_figures
from goldenthread.figures.queries.returned import ReturnedWarningAnswer
from goldenthread.publishing.queries import stored_publication
from goldenthread.reports.issuing import issue_pack
from goldenthread.reports.operations import publish_pack
from tests.figures.quarter import LONDON, Q2, figure_of, give, make_due_measure, opened
from tests.publishing.pdf_words import words_on_pages
from tests.world import make_appointment, make_council, make_partnership, make_person

FROZEN = datetime(2020, 1, 13, 15, 0, tzinfo=LONDON)
NOTE, ANSWER, CLEARED, HOLDER = "canarynote", "canaryanswer", "canarycleared", "canaryholder"
CANARIES = (NOTE, ANSWER, CLEARED, HOLDER)


@pytest.fixture
def told(officer: User, lead: User) -> dict[str, str]:
    """Everything that is in the files of each pack of two versions of a figure, by publication."""
    make_partnership()
    holder = make_person("Holder", email="holder@example.org")
    make_appointment(holder, role="member", post=f"Post of {HOLDER}")
    measure = make_due_measure(annual="420", maximum=None)
    opened(by=officer)
    give(measure, "73390", by=lead, note=f"{NOTE} first")
    _answer(measure, by=lead)
    freeze_round(quarter=Q2, by=officer, at=FROZEN)
    team = {"quarter": Q2, "audience": "management-team", "to": ["holder@example.org"], "by": officer}
    issue_pack(**team, at=FROZEN)  # type: ignore[arg-type]
    again = FROZEN + timedelta(days=1)
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="Wrong", by=officer, at=again)
    give(measure, "73391", by=lead, note=f"{NOTE} second", at=again)
    _answer(measure, by=lead, at=again)
    freeze_round(quarter=Q2, by=officer, at=again)
    Clearance.objects.create(
        freeze=Freeze.objects.get(number=2),
        council=make_council("Havering"),
        role="partner-lead",
        sha256="a" * 64,
        words=CLEARED,
        cleared_by=holder,
        cleared_at=again,
    )
    issue_pack(**team, at=again)  # type: ignore[arg-type]
    issue_pack(quarter=Q2, audience="chairs-briefing", to=["holder@example.org"], by=officer, at=again)
    made = [
        publish_pack(quarter=Q2, audience=audience, by=officer, at=again).publication.public_id
        for audience in ("joint-committee", "partner-council:havering")
    ]
    return {one: everything_in(one) for one in (*made, "2019-20-q2-management-team-2", "2019-20-q2-chairs-briefing-1")}


def _answer(measure: object, *, by: User, at: datetime = FROZEN) -> None:
    figure = figure_of(measure)  # type: ignore[arg-type]
    answers = [
        ReturnedWarningAnswer(code=warning.code, answer=ANSWER, is_expected=False) for warning in figure.warnings.all()
    ]
    codes = {answer.code: answer for answer in answers}
    answer_warnings(figure_ids=[figure.pk], answers=list(codes.values()), by=by, at=at)


def everything_in(public_id: str) -> str:
    """All text of all files: of office files and of the PDF as a reader sees it, and as bytes."""
    parts = []
    for file in stored_publication(public_id).files:
        parts.append(file.content.decode("utf-8", "replace"))
        if file.name.endswith(".pdf"):
            parts += words_on_pages(file.content)
        if file.content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
                parts += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return "".join("".join(parts).replace("\u200b", "").split())


@pytest.mark.django_db
def test_no_file_of_a_public_pack_holds_anything_private_and_the_chair_s_only_who_has_an_older_one(
    told: dict[str, str],
) -> None:
    found = [
        (public_id, canary)
        for public_id, text in told.items()
        if "management-team" not in public_id
        for canary in CANARIES
        if canary in text
    ]

    assert found == [("2019-20-q2-chairs-briefing-1", HOLDER)]
    assert len(told) == 4


@pytest.mark.django_db
def test_the_canaries_are_there_to_be_found(told: dict[str, str]) -> None:
    text = told["2019-20-q2-management-team-2"]

    assert [canary for canary in (NOTE, ANSWER, HOLDER) if canary not in text] == []
