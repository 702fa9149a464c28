"""Papers are checked, packs released and the agenda published, as one act of the clerk."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.attachments.looking import look_over
from goldenthread.audit.models import Event
from goldenthread.committee.models import AgendaItem, Meeting, Paper
from goldenthread.committee.operations import PaperSaid, Restriction, add_paper, schedule_meeting, take_paper_out
from goldenthread.committee.operations.reports import write_report
from goldenthread.committee.queries.desk import desk_meeting
from goldenthread.domain.problems import InputRefused
from goldenthread.partnership.models import Council
from goldenthread.publishing.models import Publication, Release
from goldenthread.reports.despatching import send_out
from goldenthread.reports.models import PassedFinding
from goldenthread.reports.papers.stored import CheckedPaper, checked_papers
from goldenthread.reports.releasing import NotCleared
from tests.at_browser import sign_in
from tests.attachments.made_files import given
from tests.committee.meetings import AT_STRATFORD, LAST_DAY, item_on, version_of
from tests.committee.test_reports import REPORT
from tests.figures.returning_pages import words_on
from tests.reports.audiences import JOINT, publish
from tests.terminal_runs import Command
from tests.world import make_committee

pytestmark = pytest.mark.django_db
SEARCH = "/meetings/search.json"
GOOD = b"Summary\n\nThe Performance Indicators were reported in full, and nothing is left to say of them here.\n"
BAD = b"Summary\n\nThe minutes of minute ?? were agreed, and the rest of this paper is as it was before.\n"


@pytest.fixture
def meeting(clerk: User) -> Meeting:
    return schedule_meeting(committee_id=make_committee().pk, said=AT_STRATFORD, by=clerk, at=LAST_DAY)


@pytest.fixture
def item(meeting: Meeting, clerk: User) -> AgendaItem:
    return item_on(meeting, by=clerk)


def attach(item: AgendaItem, content: bytes, *, by: User, name: str = "paper.txt", **more: Any) -> Paper:
    (file,) = look_over([given(name, content)], most_bytes=1_000_000)
    said = PaperSaid(kind="report", title="A paper", type_name="TXT", file=file, **more)
    return add_paper(item_id=item.pk, version=version_of(item.meeting), said=said, by=by, at=LAST_DAY)


def checked(item: AgendaItem) -> tuple[CheckedPaper, ...]:
    meeting = desk_meeting(item.meeting_id)
    assert meeting is not None
    return checked_papers(meeting)


def sent(item: AgendaItem, *, by: User, why: str = "") -> Meeting:
    return send_out(
        meeting_id=item.meeting_id,
        version=version_of(item.meeting),
        on=LAST_DAY.date(),
        because="",
        pass_because=why,
        by=by,
        at=LAST_DAY,
    )


def found_by(words: str) -> list[str]:
    """What the public's search finds, by its titles."""
    return [one["title"] for one in Client(headers={"host": "localhost"}).get(SEARCH, {"q": words}).json()["found"]]


def state_of(item: AgendaItem) -> str:
    return Meeting.objects.get(pk=item.meeting_id).state


def test_what_is_in_the_way_keeps_the_agenda_in_until_it_is_passed_with_a_reason(item, clerk):
    paper = attach(item, BAD, by=clerk)

    with pytest.raises(InputRefused, match="1 thing"):
        sent(item, by=clerk)
    assert (state_of(item), PassedFinding.objects.count()) == ("scheduled", 0)

    sent(item, by=clerk, why="The number is given at the meeting.")

    kept = PassedFinding.objects.get()
    assert (kept.paper_id, kept.check_name, kept.passed_by) == (paper.pk, "placeholder", clerk)
    assert state_of(item) == "agenda-published"
    (one,) = checked(item)
    assert (one.in_the_way, one.findings[0].passed_because) == ((), "The number is given at the meeting.")


def test_papers_that_are_right_go_out_without_a_word(item, clerk):
    attach(item, GOOD, by=clerk)

    assert sent(item, by=clerk).state == "agenda-published"


def test_a_report_written_here_is_checked_before_it_is_a_paper(item, clerk):
    bare = replace(REPORT, implications=REPORT.implications[:3], recommendations=())
    write_report(
        item_id=item.pk,
        version=0,
        report=replace(bare, recommendations=REPORT.recommendations, summary="TBC"),
        by=clerk,
        at=LAST_DAY,
    )

    (one,) = checked(item)

    assert (one.title, one.paper_id) == ("Report", None)
    assert {each.finding.code.value for each in one.in_the_way} >= {"placeholder", "implication-missing"}


def test_what_cannot_be_read_says_why(item, clerk):
    held = PaperSaid(kind="report", title="Elsewhere", type_name="PDF", size_words="209 KB")
    add_paper(item_id=item.pk, version=version_of(item.meeting), said=held, by=clerk, at=LAST_DAY)
    attach(item, b"a,b\n1,2\n", by=clerk, name="table.csv")

    assert [one.why_not for one in checked(item)] == [
        "Its file is not held here, so nobody can check it.",
        "No words can be read in it: it is a picture, or a table.",
    ]


def test_a_paper_that_another_corrects_is_not_checked(item, clerk):
    first = attach(item, BAD, by=clerk)
    attach(item, GOOD, by=clerk, corrects_id=first.pk, corrects_because="The number.")

    assert [one.findings for one in checked(item)] == [()]


def test_the_log_quotes_nothing_of_a_paper_that_is_kept(item, clerk):
    kept = Restriction(
        access="exempt", exempt_paragraphs="3", public_interest="Bidders would gain.", safe_title="A contract"
    )
    attach(item, BAD, by=clerk, restriction=kept)
    sent(item, by=clerk, why="It is given at the meeting.")

    told = json.dumps(list(Event.objects.values_list("details", flat=True)), default=str)
    assert "finding passed" in Event.objects.values_list("kind", flat=True)
    assert "??" not in told


def test_packs_of_the_agenda_are_released_with_it_or_nothing_goes_out(
    item: AgendaItem, clerk: User, command: Command, frozen: object
) -> None:
    publish(command)
    pack = Publication.objects.get(public_id=JOINT)
    said = PaperSaid(kind="appendix", title="Appendix 1", type_name="PDF", publication_id=pack.pk)
    add_paper(item_id=item.pk, version=version_of(item.meeting), said=said, by=clerk, at=LAST_DAY)
    Council.objects.filter(name="Havering").update(clearance_required=True)
    with pytest.raises(NotCleared):
        sent(item, by=clerk)
    assert (state_of(item), Release.objects.count()) == ("scheduled", 0)

    Council.objects.filter(name="Havering").update(clearance_required=False)
    assert found_by("targets") == []
    sent(item, by=clerk)
    assert (state_of(item), Release.objects.get().publication_id) == ("agenda-published", pack.pk)
    # And what it says is found from then on.
    assert found_by("targets") == ["Appendix 1"]


def test_at_the_desk_a_finding_is_passed_alone_or_with_the_agenda(item, clerk, settings):
    settings.GOLDENTHREAD_TODAY = LAST_DAY.date()
    at_desk = sign_in(Client(headers={"host": "localhost"}), clerk)
    attach(item, BAD, by=clerk)
    home = f"/committee/meetings/{item.meeting_id}"
    key = checked(item)[0].in_the_way[0].key
    today = LAST_DAY.date()
    typed = {
        "version": str(version_of(item.meeting)),
        "on_day": today.day,
        "on_month": today.month,
        "on_year": today.year,
        "because": "",
    }

    page = words_on(at_desk.get(f"{home}/checks"))
    assert "1 finding to mend, or to let pass with a reason" in page
    assert "“??” stands for words still to come" in page
    unseen = at_desk.post(f"{home}/publish", typed | {"pass_because": "It is given orally."})
    assert (unseen.status_code, "more by now than you were shown" in words_on(unseen)) == (422, True)
    refused = at_desk.post(f"{home}/publish", typed | {"pass_because": "", "seen": key})
    assert (refused.status_code, "or say why the papers go out all the same" in words_on(refused)) == (422, True)

    assert at_desk.post(f"{home}/checks/{key}", {"because": "It is given orally."}).status_code == 302
    assert "It is given orally." in words_on(at_desk.get(f"{home}/checks"))
    assert at_desk.get(f"{home}/checks/{key}").status_code == 404
    assert at_desk.post(f"{home}/publish", typed).status_code == 302
    assert state_of(item) == "agenda-published"


def test_the_command_checks_every_paper_of_a_meeting(item, clerk, command):
    attach(item, BAD, by=clerk)
    attach(item, GOOD, by=clerk)

    found = command("lint-papers", "2020-02-07")
    plain = command("lint-papers", "2020-02-07", "--json")

    assert (found.status, "1 blocking finding that nobody let pass" in found.out) == (1, True)
    assert [len(one["findings"]) for one in json.loads(plain.out)["papers"]] == [1, 0]
    assert command("lint-papers", "2020-02-08").status != 0
    assert command("lint-papers", "2020-02-07", "--alone").status == 2


def test_a_paper_goes_off_the_agenda_at_its_page_unless_a_finding_in_it_was_let_pass(
    item: AgendaItem, clerk: User
) -> None:
    paper, passed = attach(item, GOOD, by=clerk), attach(item, BAD, by=clerk)
    PassedFinding.objects.create(
        meeting=item.meeting,
        paper=passed,
        check_name="placeholder",
        found="minute ??",
        because="It is quoted.",
        passed_by=clerk,
        passed_at=LAST_DAY,
    )
    page = sign_in(Client(headers={"host": "localhost"}), clerk)
    address = f"/committee/items/{item.pk}/papers/{paper.pk}/out"

    assert f'href="{address}"' in page.get(f"/committee/meetings/{item.meeting_id}").content.decode()
    page.post(address, {"version": version_of(item.meeting)})

    assert list(Paper.objects.values_list("pk", flat=True)) == [passed.pk]
    with pytest.raises(InputRefused, match="was let pass"):
        take_paper_out(paper_id=passed.pk, version=version_of(item.meeting), by=clerk, at=LAST_DAY)
