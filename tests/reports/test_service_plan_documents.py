"""A service plan as a document: whether its levels are kept comes of published figures alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from goldenthread.domain.thread import Attainment
from goldenthread.partnership.queries import the_partnership
from goldenthread.plans.operations import agree_service_plan, write_service_plan
from goldenthread.plans.queries.service_plans import service_plan_called
from goldenthread.publishing.document import Status
from goldenthread.publishing.rules import fit_files
from goldenthread.reports.documents.service_plan import KeptLevel, ServicePlanSource, service_plan_document
from goldenthread.reports.service_plans import NoServicePlan, document_of_service_plan
from tests.figures.returning_pages import words_on
from tests.plans.improvement import IN_APRIL, IN_JULY
from tests.plans.test_pages_plans import browser
from tests.plans.test_service_plans import PLAN, make_service_world
from tests.world import make_decision, make_item, make_meeting, make_partnership

pytestmark = pytest.mark.django_db

ADDRESS = "/service-plans/exchequer-and-transactional/2019-20/document"


@pytest.fixture(autouse=True)
def _written(officer):
    make_partnership()
    make_service_world(officer)
    write_service_plan(PLAN, by=officer, at=IN_APRIL)


def text_of(document) -> str:
    return str(document)


def test_a_plan_that_nobody_agreed_is_a_draft_and_no_figure_keeps_no_promise():
    document = document_of_service_plan(PLAN.service, PLAN.year, at=IN_JULY)

    assert document.status is Status.DRAFT
    assert "Of 1 service level, by the newest figures that are published: 1 no figure yet." in text_of(document)
    assert "£2,100,000" in text_of(document)
    assert "illustrative" in document.illustrative_note
    with pytest.raises(NoServicePlan, match=r"There are: exchequer-and-transactional 2019-20\."):
        document_of_service_plan("ict", "2019-20", at=IN_JULY)


def test_a_plan_that_a_decision_agreed_is_none(officer):
    decision = make_decision(item=make_item(meeting=make_meeting(on="2019-06-12")), text="To agree the service plan.")
    agree_service_plan(service=PLAN.service, year=PLAN.year, decision=decision.reference, by=officer, at=IN_JULY)

    assert document_of_service_plan(PLAN.service, PLAN.year, at=IN_JULY).status is Status.PUBLISHED


@pytest.mark.parametrize("attainment", [Attainment.ATTAINED, Attainment.MISSED, Attainment.WITHHELD])
def test_every_format_is_fit_to_be_published(attainment):
    plan, partnership = service_plan_called(PLAN.service, PLAN.year), the_partnership()
    assert plan is not None
    assert partnership is not None
    levels = (KeptLevel(level=plan.levels[0], attainment=attainment, figure="98.0%, Green, Q2 2019/20"),)
    source = ServicePlanSource(plan=plan, partnership=partnership, levels=levels, as_at=IN_JULY)

    files = {one.name.rsplit(".", 1)[-1]: one.content for one in fit_files(service_plan_document(source))}

    assert set(files) >= {"pdf", "html", "docx", "xlsx", "csv", "json"}
    assert attainment.value.capitalize().encode() in files["html"]


def test_it_is_read_in_the_browser_by_who_reads_plans(member, stranger):
    reader = browser(member)

    assert "it is not agreed yet" in words_on(reader.get(ADDRESS))
    pdf = reader.get(f"{ADDRESS}.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert b"".join(pdf).startswith(b"%PDF") if pdf.streaming else pdf.content.startswith(b"%PDF")
    assert browser(stranger).get(ADDRESS).status_code == 404
    assert reader.get("/service-plans/ict/2019-20/document").status_code == 404


def test_the_command_writes_every_file(tmp_path: Path):
    call_command("service_plan", PLAN.service, PLAN.year, out=tmp_path / "out")

    assert (tmp_path / "out" / "service-plan-exchequer-and-transactional-2019-20.pdf").exists()
