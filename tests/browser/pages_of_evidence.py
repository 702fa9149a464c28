"""The pages of what is attached: evidence of a figure, and a sign-off given by e-mail, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.figures.models import FigureEvidence
from goldenthread.figures.operations import submit_figures
from goldenthread.figures.operations.attaching import Shown, attach_evidence, remove_evidence
from goldenthread.figures.operations.emailing import EmailedSaid, record_emailed_sign_off
from goldenthread.indicators.models import Measure
from tests.at_browser import sign_in
from tests.attachments.made_files import EMAIL, a_pdf, given
from tests.browser.pages import State
from tests.browser.pages_of_running import BOARD, OCTOBER, Quarter, by
from tests.figures.quarter import figure_of
from tests.figures.returning_pages import form_on

EMAILED = f"{BOARD}/emailed"
SENT, RECORDED = OCTOBER + timedelta(hours=2), OCTOBER + timedelta(hours=5)


def page_of(measure: Measure) -> str:
    return f"/returns/figures/{figure_of(measure).pk}"


def attach(quarter: Quarter, measure: Measure) -> None:
    """Two files, of which one is taken off again."""
    figure = figure_of(measure)
    shown = [
        Shown(file=given("Ledger of September, as signed by the Head of Exchequer.pdf", a_pdf()), words="The ledger"),
        Shown(file=given("Wrong file.eml", EMAIL), words="Nothing to do with it"),
    ]
    attach_evidence(
        figure_id=figure.pk, version=figure.version, shown=shown, most_bytes=10**7, by=quarter.lead, at=OCTOBER
    )
    wrong = FigureEvidence.objects.latest("pk")
    remove_evidence(
        figure_id=figure.pk,
        evidence_id=wrong.pk,
        version=figure_of(measure).version,
        by=quarter.lead,
        at=OCTOBER + timedelta(minutes=5),
    )


def with_evidence(who: str, address: Callable[[Quarter], str], *, submitted: bool = False) -> Callable[[Client], str]:
    """Somebody looks at the amber figure, to which files are attached."""

    def reach(client: Client) -> str:
        quarter = Quarter()
        attach(quarter, quarter.amber)
        if submitted:
            later = OCTOBER + timedelta(hours=1)
            submit_figures(figure_ids=[figure_of(quarter.amber).pk], by=quarter.lead, at=later)
        sign_in(client, getattr(quarter, who))
        return address(quarter)

    return reach


def evidence_refused(client: Client) -> Any:
    """Files of which two cannot be kept."""
    quarter = Quarter()
    sign_in(client, quarter.lead)
    where = f"{page_of(quarter.amber)}/evidence"
    page: Any = client.get(where)
    files = {
        "file_1": SimpleUploadedFile("Figures.xls", b"old"),
        "shows_1": "The figures",
        "file_2": SimpleUploadedFile("Letter.pdf", b"no"),
    }
    return client.post(where, {**form_on(page, which=-1), **files})


def evidence_overtaken(client: Client) -> Any:
    quarter = Quarter()
    sign_in(client, quarter.lead)
    where = f"{page_of(quarter.amber)}/evidence"
    page: Any = client.get(where)
    attach(quarter, quarter.amber)
    files = {"file_1": SimpleUploadedFile("Letter.eml", EMAIL), "shows_1": "A letter"}
    return client.post(where, {**form_on(page, which=-1), **files})


def record(quarter: Quarter, *measures: Measure) -> None:
    """The director signed these off by e-mail."""
    figures = [figure_of(one) for one in measures]
    said = EmailedSaid(
        director=quarter.head,
        sent_at=SENT,
        figure_ids=[one.pk for one in figures],
        versions={},
        email=given("Sign-off Q2.eml", EMAIL),
    )
    record_emailed_sign_off(said, most_bytes=10**7, by=quarter.officer, at=RECORDED)


def emailed(address: Callable[[Quarter], str]) -> Callable[[Client], str]:
    def reach(client: Client) -> str:
        quarter = Quarter()
        record(quarter, quarter.green, quarter.red)
        sign_in(client, quarter.officer)
        return address(quarter)

    return reach


def of_director(quarter: Quarter) -> str:
    return f"{EMAILED}?director={quarter.head.pk}"


def nobody_waited_for(client: Client) -> str:
    quarter = Quarter()
    record(quarter, quarter.green, quarter.second, quarter.red)
    sign_in(client, quarter.officer)
    return EMAILED


EVIDENCE_STATES = (
    State("evidence, none", by("lead", lambda quarter: f"{page_of(quarter.amber)}/evidence")),
    State("evidence", with_evidence("lead", lambda quarter: f"{page_of(quarter.amber)}/evidence")),
    State("evidence, with errors", answer=evidence_refused),
    State("evidence, changed meanwhile", answer=evidence_overtaken),
    State(
        "evidence, submitted",
        with_evidence("lead", lambda quarter: f"{page_of(quarter.amber)}/evidence", submitted=True),
    ),
    State("a figure to return, with evidence", with_evidence("lead", lambda quarter: page_of(quarter.amber))),
    State(
        "a figure given, with evidence",
        with_evidence("lead", lambda quarter: page_of(quarter.amber), submitted=True),
    ),
    State("one figure of the round, with evidence", with_evidence("officer", lambda one: one.look(one.amber))),
    State("one figure of the round, signed off by e-mail", emailed(lambda quarter: quarter.look(quarter.red))),
    State("round board, sign-offs by e-mail", emailed(lambda quarter: BOARD)),
    State("whose e-mail", by("officer", EMAILED)),
    State("whose e-mail, nobody's", nobody_waited_for),
    State("record an e-mailed sign-off", by("officer", of_director)),
    State("record an e-mailed sign-off, with errors", by("officer", of_director), sent_empty=True),
)
MAIN_OF_EVIDENCE = ("evidence", "record an e-mailed sign-off")
