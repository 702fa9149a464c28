"""Issuing a restricted pack at its page, and what those who have it read: nobody else knows that it is there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.accounts.queries import person_by_email
from goldenthread.audit.models import Event
from goldenthread.committee.models import Membership, Office
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.operations import WithholdingSaid, withhold
from goldenthread.mail.models import Message
from goldenthread.partnership.models import Appointment
from goldenthread.publishing.models import Issue, Publication
from goldenthread.reports.issuing import issue_pack
from goldenthread.reports.operations import publish_pack
from tests.at_browser import sign_in
from tests.figures.quarter import Q2, figure_of
from tests.figures.returning_pages import form_on, words_on
from tests.reports.audiences import DECEMBER, PUBLISHED, freeze_again
from tests.reports.report_pages import CHAIR, CHAIR_1, HAVERING, HAVERING_1, JOINT_1, TEAM, TEAM_1, TODAY, fill, issue
from tests.world import make_appointment, make_committee, make_council, make_person

READ = f"/reports/documents/{HAVERING_1}"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def at_work(client, officer, frozen, treasurer):
    return sign_in(client, officer)


def issued(officer, *to, audience="section-151:havering"):
    return issue_pack(quarter=Q2, audience=audience, to=to, by=officer, at=PUBLISHED)


def test_those_whom_it_is_for_are_offered_and_what_each_will_see_comes_first(at_work):
    page = at_work.get(f"{HAVERING}/issue")
    assert "Havering Treasurer, Section 151 Officer" in words_on(page)
    assert "every figure of Havering, with what is withheld from the public" in words_on(page)

    seen = fill(at_work, f"{HAVERING}/issue", page=page, people="treasurer@example.org", do="see")

    assert "Issue it to these people?" in words_on(seen)
    assert not Issue.objects.exists()
    answer = at_work.post(f"{HAVERING}/issue", {**form_on(seen), "do": "issue"})
    assert answer["Location"] == HAVERING
    assert [one.post for one in Issue.objects.all()] == ["Section 151 Officer"]
    assert "Issued to 1 person." in words_on(at_work.get(HAVERING))


def test_whoever_has_it_gets_a_letter_that_leads_to_it(at_work, treasurer):
    issue(at_work, f"{HAVERING}/issue", "treasurer@example.org")

    letter = Message.objects.get(kind="issued")
    assert letter.address == "treasurer@example.org"
    assert "/reports/issued" in letter.text
    page = sign_in(at_work, treasurer).get("/reports/issued")
    assert f'href="{READ}"' in page.content.decode()
    assert "New" in words_on(page)
    at_work.get(READ)
    assert "Opened" in words_on(at_work.get("/reports/issued"))


def test_whoever_has_nothing_is_told_where_it_would_appear(client, lead):
    assert "Nothing has been issued to you yet." in words_on(sign_in(client, lead).get("/reports/issued"))


def test_others_are_named_by_their_address_and_only_where_their_post_fits(at_work, head):
    newham = make_person("Newham Treasurer", email="newham@example.org")
    make_appointment(newham, role="section-151-officer", post="Section 151 Officer", council=make_council("Newham"))

    refused = fill(at_work, f"{HAVERING}/issue", others="newham@example.org\nnobody@example.org", do="see")

    assert refused.status_code == 422
    said = words_on(refused)
    assert "holds no post of Havering" in said
    assert "Nobody here has the e-mail address 'nobody@example.org'." in said
    assert "newham@example.org" in form_on(refused)["others"]
    assert fill(at_work, f"{HAVERING}/issue", others="head@example.org", do="see").status_code == 200


def test_nobody_chosen_is_said_at_the_box(at_work):
    assert "Choose at least one person" in words_on(fill(at_work, f"{HAVERING}/issue", do="see"))


def test_a_second_press_gives_it_to_nobody_twice(at_work):
    seen = fill(at_work, f"{HAVERING}/issue", people="treasurer@example.org", do="see")
    sent = {**form_on(seen), "do": "issue"}
    at_work.post(f"{HAVERING}/issue", sent)

    assert at_work.post(f"{HAVERING}/issue", sent).status_code == 409
    assert (Publication.objects.count(), Issue.objects.count()) == (1, 1)


def test_it_is_given_to_more_people_as_it_is(at_work, officer, head):
    issued(officer, "treasurer@example.org")
    page = at_work.get(f"{HAVERING}/issue")
    assert "Issue it to more people" in words_on(page)
    assert "Havering Treasurer, Section" not in words_on(page)

    seen = fill(at_work, f"{HAVERING}/issue", page=page, others="head@example.org", do="see")
    at_work.post(f"{HAVERING}/issue", {**form_on(seen), "do": "issue"})

    assert list(Issue.objects.order_by("id").values_list("publication__public_id", flat=True)) == [HAVERING_1] * 2


def test_after_a_later_freeze_it_is_made_anew_and_says_why(at_work, officer, lead, frozen):
    issued(officer, "treasurer@example.org")
    freeze_again(frozen[0], officer=officer, lead=lead, at=PUBLISHED)
    assert "Newer figures" in words_on(at_work.get(HAVERING))

    issue(at_work, f"{HAVERING}/issue", "treasurer@example.org", because="EXC01 was counted anew")

    assert Publication.objects.get(public_id="2019-20-q2-section-151-havering-2").replaces_because == (
        "EXC01 was counted anew"
    )


def test_the_management_team_is_given_the_round_before_it_is_frozen(client, officer, head, measures):
    issue(sign_in(client, officer), f"{TEAM}/issue", "head@example.org")

    assert Publication.objects.get().made_from.startswith("Q2 2019/20, as it stood on 20 January 2020")
    assert client.get(f"{HAVERING}/issue").status_code == 422


def test_the_chair_is_briefed_before_the_freeze_with_what_is_withheld(client, officer, measures):
    chair, member = (make_person(f"Councillor {name}", email=f"{name}@example.org") for name in ("Chair", "Member"))
    for person in (chair, member):
        make_appointment(person, role="member", post="Member of the Joint Committee")
    committee = make_committee()
    seat = Membership.objects.create(
        committee=committee, council=make_council("Havering"), name=chair.name, person=chair, starts_on=date(2019, 5, 1)
    )
    Office.objects.create(committee=committee, kind="chair", year=2019, held_by=seat)
    only = (figure_of(measures[0]).pk,)
    said = WithholdingSaid(figure_ids=only, what=WithheldPart.MEASURE, withheld=True, reason="So few people.")
    withhold(said, by=officer, at=DECEMBER)
    offered = words_on(sign_in(client, officer).get(f"{CHAIR}/issue"))
    assert "Councillor Chair, Member of the Joint Committee" in offered
    assert "Councillor Member" not in offered

    issue(client, f"{CHAIR}/issue", "Chair@example.org")

    read = f"/reports/documents/{CHAIR_1}/2019-20-q2-chairs-briefing.html"
    words = words_on(sign_in(client, chair).get(read))
    assert "RESTRICTED DRAFT" in words
    assert "It is not for an open meeting." in words
    assert sign_in(client, member).get(read).status_code == 404


def test_who_has_it_reads_every_file_of_it_and_the_officer_sees_that_it_was_opened(client, officer, treasurer, frozen):
    issued(officer, "treasurer@example.org")
    sign_in(client, treasurer)
    assert f'href="{READ}"' in client.get("/home").content.decode()

    page = client.get(READ)

    html = page.content.decode()
    assert page["Cache-Control"] == "no-store"
    for kind in ("html", "pdf", "odt", "docx", "ods", "xlsx", "csv", "json"):
        assert f'href="{READ}/2019-20-q2-section-151-havering.{kind}"' in html
    file = client.get(f"{READ}/2019-20-q2-section-151-havering.html")
    assert "RESTRICTED" in file.content.decode()
    assert file["Cache-Control"] == "no-store"
    assert client.get(f"{READ}/2019-20-q2-section-151-havering.csv")["Content-Disposition"].startswith("attachment")
    assert [one.by for one in Event.objects.filter(kind="issued document opened")] == [treasurer.pk]
    sign_in(client, officer)
    assert "to 1 person, who has opened it." in words_on(client.get(HAVERING))
    assert "Section 151 Officer: opened" in words_on(client.get(HAVERING))


def test_whoever_had_it_and_holds_no_post_of_the_council_any_more_does_not_read_it(client, officer, treasurer, frozen):
    issued(officer, "treasurer@example.org")
    Appointment.objects.filter(person=treasurer).update(ended_on=TODAY)
    assert sign_in(client, treasurer).get(READ).status_code == 200

    Appointment.objects.filter(person=treasurer).update(ended_on=TODAY - timedelta(days=1))
    make_appointment(treasurer, role="member", council=make_council("Newham"))

    assert client.get(READ).status_code == 404
    assert client.get(f"{READ}/2019-20-q2-section-151-havering.pdf").status_code == 404
    for page in ("/home", "/reports/issued"):
        assert READ not in client.get(page).content.decode()


def test_others_are_not_told_that_it_is_there(at_work, client, officer, lead, head):
    issued(officer, "treasurer@example.org")

    for person in (lead, head):
        sign_in(client, person)
        assert client.get(READ).status_code == 404
        assert client.get(f"{READ}/2019-20-q2-section-151-havering.pdf").status_code == 404
        assert "Issued to you" not in words_on(client.get("/home"))
    assert client.get("/reports/documents/none").status_code == 404
    client.logout()
    assert client.get(READ).status_code == 302


def test_the_officer_reads_it_without_having_been_given_it_and_nothing_is_noted(client, officer, treasurer, frozen):
    issued(officer, "treasurer@example.org")

    assert sign_in(client, officer).get(READ).status_code == 200
    assert not Event.objects.filter(kind="issued document opened").exists()


@pytest.mark.usefixtures("lead")
def test_whoever_has_the_older_one_alone_is_told_to_ask_for_the_newer(client, officer, head, treasurer, frozen):
    lead = person_by_email("lead@example.org")
    issued(officer, "treasurer@example.org", "head@example.org")
    freeze_again(frozen[0], officer=officer, lead=lead, at=PUBLISHED)
    issued(officer, "treasurer@example.org")

    assert "You have a newer one" in words_on(sign_in(client, treasurer).get(READ))
    assert "Ask the performance officer for it." in words_on(sign_in(client, head).get(READ))
    sign_in(client, treasurer)
    assert client.get("/home").content.decode().count("/reports/documents/") == 1


def test_what_is_published_and_not_public_is_read_by_those_who_release_it(client, officer, lead, frozen):
    publish_pack(quarter=Q2, audience="joint-committee", by=officer, at=PUBLISHED)
    clerk = make_person("Committee Clerk", email="clerk@example.org")
    make_appointment(clerk, role="committee-clerk")

    assert "Published, and not public yet" in words_on(sign_in(client, clerk).get(f"/reports/documents/{JOINT_1}"))
    assert sign_in(client, lead).get(f"/reports/documents/{JOINT_1}").status_code == 404
    assert TEAM_1 != JOINT_1


def test_who_prepares_reports_for_one_council_reads_none_that_tells_of_every_council(client, officer, frozen, head):
    issued(officer, "head@example.org", audience="management-team")
    publish_pack(quarter=Q2, audience="joint-committee", by=officer, at=PUBLISHED)
    newham = make_council("Newham")
    for role in ("performance-officer", "committee-clerk"):
        theirs = make_person(f"{role} of Newham")
        make_appointment(theirs, role=role, council=newham)
        sign_in(client, theirs)

        for step in ("", "/words", "/preview", "/preview.pdf", "/checks", "/issue"):
            assert client.get(f"{TEAM}{step}").status_code == 403, (role, step)
        assert client.get("/reports").status_code == 403
        for public_id in (TEAM_1, JOINT_1):
            assert client.get(f"/reports/documents/{public_id}").status_code == 404, (role, public_id)
        assert 'href="/reports"' not in client.get("/home").content.decode()
