"""Every page in every state that it has: what is looked at by axe, by the validator of HTML and by the eye."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from goldenthread.partnership.models import Partnership
from tests.publishing.small import make_document
from tests.publishing.test_publications import FIRST
from tests.web.test_pages import publish
from tests.world import make_appointment, make_person


@dataclass(frozen=True)
class State:
    """A page in one state: how it is reached, and what must have happened before."""

    name: str
    address: str
    prepare: Callable[[], object] = lambda: None

    def __str__(self) -> str:
        return self.name


def something_published() -> None:
    """Two reports: one that was corrected, made up and late; and its correction."""
    officer = make_person("Performance Officer", email="officer@example.org")
    make_appointment(officer, role="performance-officer")
    Partnership.objects.get_or_create(name="oneSource", report_author="Head of Performance", report_contact="Officer")
    publish(make_document(illustrative_note="Figures are made up."), by=officer)
    publish(make_document(words="Corrected."), by=officer, replaces=FIRST, because="Complaints were 31, not 38")


STATES = (
    State("publications, none", "/"),
    State("publications", "/", something_published),
    State("accessibility statement", "/accessibility"),
    State("not found", "/publications/none/there.pdf"),
    State("gallery", "/gallery"),
    State("form, empty", "/gallery/form"),
    State("form, with errors", "/gallery/form?spent=&done_by_day=31&done_by_month=2&done_by_year=2020&explained=Posts"),
    State(
        "form, done",
        "/gallery/form?numerator=1&spent=2&council=bexley&basis=final&reasons=staff&explained=Posts&done_by_day=1"
        "&done_by_month=2&done_by_year=2020&email=a%40example.org&password=secret&right=on",
    ),
    State("sign in", "/sign-in"),
)
MAIN = ("publications", "gallery", "form, with errors", "sign in")
