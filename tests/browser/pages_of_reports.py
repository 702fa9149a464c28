"""The pages of reports: of whoever prepares, publishes and releases them, and of those who are given one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.test import Client

from goldenthread.reports.audiences import audience_called
from goldenthread.reports.issuing import issue_pack, note_opened
from goldenthread.reports.operations import draft_words, publish_pack
from goldenthread.reports.releasing import release_pack
from goldenthread.reports.wanted import of_quarter
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_running import FROZEN, Quarter
from tests.figures.quarter import LONDON, Q2
from tests.figures.returning_pages import form_on
from tests.reports.audiences import freeze_again
from tests.world import make_appointment, make_council, make_person

JOINT = "/reports/2019-20-q2/joint-committee"
HAVERING = "/reports/2019-20-q2/section-151-havering"
JOINT_1, HAVERING_1 = "2019-20-q2-joint-committee-1", "2019-20-q2-section-151-havering-1"
WROTE = FROZEN + timedelta(hours=1)
PUBLISHED = datetime(2019, 11, 6, 10, 0, tzinfo=LONDON)
SAID = (
    "Payroll moved to a new system in August, and invoices of three weeks were paid late. EXC01 is red.\n\nWe expect "
    "the next quarter to show it."
)


class Reports(Quarter):
    """The same quarter, frozen, with a clerk, and with what was made of it."""

    def __init__(self) -> None:
        super().__init__()
        self.clerk = make_person("Committee Clerk", email="clerk@example.org")
        make_appointment(self.clerk, role="committee-clerk")
        self.freeze()

    def write(self, *, place: str = "introduction", words: str = SAID) -> None:
        pack = of_quarter(Q2, audience=audience_called("joint-committee"))
        draft_words(pack, place=place, words=words, by=self.officer, at=WROTE)

    def publish(self, *, replaces: str = "", because: str = "") -> None:
        at = PUBLISHED + timedelta(hours=1) if replaces else PUBLISHED
        whom = "joint-committee"
        publish_pack(quarter=Q2, audience=whom, by=self.officer, at=at, replaces=replaces, because=because)

    def release(self, public_id: str = JOINT_1) -> None:
        release_pack(public_id, by=self.clerk, at=PUBLISHED + timedelta(days=3))

    def issue(self) -> None:
        to = ["treasurer@example.org", "head@example.org"]
        issue_pack(quarter=Q2, audience="section-151:havering", to=to, by=self.officer, at=PUBLISHED)
        note_opened(HAVERING_1, by=self.treasurer, at=PUBLISHED)

    def freeze_anew(self) -> None:
        freeze_again(self.green, officer=self.officer, lead=self.lead, at=PUBLISHED + timedelta(days=4))


def _nothing(reports: Reports) -> None:
    """It is frozen, and nothing was made of it."""


def _written(reports: Reports) -> None:
    reports.write()
    reports.write(place="commentary:havering", words="Havering's new ledger is ??.")
    reports.write(place="next-steps", words="The ledger is put right by March.")


def _written_twice(reports: Reports) -> None:
    reports.write()
    reports.write(words="Payroll moved to a new system in August.")


def _published(reports: Reports) -> None:
    reports.publish()


def _uncleared(reports: Reports) -> None:
    council = make_council("Havering")
    council.clearance_required = True
    council.save()
    reports.publish()


def _corrected(reports: Reports) -> None:
    reports.publish()
    reports.release()
    reports.write(words="Said plainly.")
    reports.publish(replaces=JOINT_1, because="An introduction was added")
    reports.release("2019-20-q2-joint-committee-2")
    reports.issue()


def _behind(reports: Reports) -> None:
    _corrected(reports)
    reports.freeze_anew()


def _issued(reports: Reports) -> None:
    reports.issue()


def _replaced(reports: Reports) -> None:
    reports.issue()
    reports.freeze_anew()
    again = {"to": ["treasurer@example.org"], "because": "EXC01 was counted anew"}
    at = PUBLISHED + timedelta(days=5)
    issue_pack(quarter=Q2, audience="section-151:havering", by=reports.officer, at=at, **again)  # type: ignore[arg-type]


def by(who: str, address: str, made: Callable[[Reports], None] = _nothing) -> Callable[[Client], str]:
    """Somebody is at the address, after this was made."""

    def reach(client: Client) -> str:
        reports = Reports()
        made(reports)
        sign_in(client, getattr(reports, who))
        return address

    return reach


def anybody(address: str, made: Callable[[Reports], None]) -> Callable[[Client], str]:
    def reach(client: Client) -> str:
        made(Reports())
        return address

    return reach


def none_yet(client: Client) -> str:
    officer = make_person("Performance Officer", email="officer@example.org")
    make_appointment(officer, role="performance-officer")
    sign_in(client, officer)
    return "/reports"


def sent(
    address: str,
    made: Callable[[Reports], None] = _nothing,
    *,
    who: str = "officer",
    meanwhile: Any = None,
    **typed: Any,
) -> Callable[[Client], Any]:
    """The page's form filled in and sent, after something happened meanwhile."""

    def answer(client: Client) -> Any:
        reports = Reports()
        made(reports)
        sign_in(client, getattr(reports, who))
        page: Any = client.get(address)
        if meanwhile is not None:
            meanwhile(reports)
        return client.post(address, {**form_on(page), **typed})

    return answer


def one_pdf_at_a_time(client: Client) -> Any:
    reports = Reports()
    cache.add(f"preview-{reports.officer.pk}", "yes", timeout=30)
    try:
        return sign_in(client, reports.officer).get(f"{JOINT}/preview.pdf")
    finally:
        cache.delete(f"preview-{reports.officer.pk}")


INTRODUCTION, COMMENTARY = f"{JOINT}/words/introduction", f"{JOINT}/words/commentary-havering"
REPORT_STATES = (
    State("reports, none", none_yet),
    State("reports", by("officer", "/reports", _behind)),
    State("reports of the clerk", by("clerk", "/reports", _published)),
    State("reports of the clerk, nothing published", by("clerk", "/reports")),
    State("report, nothing made", by("officer", JOINT)),
    State("report, corrected and behind", by("officer", JOINT, _behind)),
    State("report, waits for clearance", by("officer", JOINT, _uncleared)),
    State("report of the clerk", by("clerk", JOINT, _published)),
    State("report, restricted", by("officer", HAVERING, _replaced)),
    State("report of a year that is not closed", by("officer", "/reports/2019-20-year-end/joint-committee")),
    State("own words, none", by("officer", f"{JOINT}/words")),
    State("own words", by("officer", f"{JOINT}/words", _written)),
    State("own words before there are figures", by("officer", "/reports/2019-20-year-end/joint-committee/words")),
    State("own words of a place", by("officer", INTRODUCTION, _written_twice)),
    State("own words of a place, with errors", answer=sent(INTRODUCTION, words="word " * 251)),
    State("own words, changed meanwhile", answer=sent(INTRODUCTION, meanwhile=_written, words="Said by me.")),
    State("checks, to mend", by("officer", f"{JOINT}/checks", _written)),
    State("checks, uncleared", by("officer", f"{JOINT}/checks", _uncleared)),
    State("preview, not yet", by("officer", "/reports/2019-20-year-end/joint-committee/preview")),
    State("preview, one PDF at a time", answer=one_pdf_at_a_time),
    State("publish", by("officer", f"{JOINT}/publish")),
    State("publish, to mend first", by("officer", f"{JOINT}/publish", _written)),
    State("publish, changed meanwhile", answer=sent(f"{JOINT}/publish", meanwhile=lambda one: one.write(words="New."))),
    State("publish a correction", by("officer", f"{JOINT}/publish", _behind)),
    State("publish a correction, with errors", answer=sent(f"{JOINT}/publish", _behind, because="")),
    State("publish a correction, of nothing", by("officer", f"{JOINT}/publish", _published)),
    State("release, late", by("clerk", f"{JOINT}/release", _published)),
    State("release, with errors", answer=sent(f"{JOINT}/release", _published, who="clerk", because="")),
    State("release, waits for clearance", by("clerk", f"{JOINT}/release", _uncleared)),
    State("issue", by("officer", f"{HAVERING}/issue")),
    State("issue, with errors", answer=sent(f"{HAVERING}/issue", others="nobody@example.org", do="see")),
    State("issue, to these people", answer=sent(f"{HAVERING}/issue", people="treasurer@example.org", do="see")),
    State("issue to more people", by("officer", f"{HAVERING}/issue", _issued)),
    State("issue anew", by("officer", f"{HAVERING}/issue?anew=yes", _issued)),
    State("issue, changed meanwhile", answer=sent(f"{HAVERING}/issue", meanwhile=_issued, others="x@example.org")),
    State("issued to you, nothing", by("clerk", "/reports/issued")),
    State("issued to you", by("treasurer", "/reports/issued", _replaced)),
    State("home of somebody who was given one", by("treasurer", "/home", _issued)),
    State("read what was issued", by("treasurer", f"/reports/documents/{HAVERING_1}", _replaced)),
    State("read what was issued, with who has it", by("officer", f"/reports/documents/{HAVERING_1}", _issued)),
    State("read what is not public yet", by("clerk", f"/reports/documents/{JOINT_1}", _published)),
    State("publication", anybody("/publications/2019-20-q2-joint-committee-2", _corrected)),
    State("publication, replaced", anybody(f"/publications/{JOINT_1}", _corrected)),
)
MAIN_OF_REPORTS = (
    "reports",
    "report, corrected and behind",
    "own words",
    "own words of a place",
    "checks, to mend",
    "publish a correction",
    "issue",
    "read what was issued",
    "publication, replaced",
)
