"""The pages of reports: each document in its state, its words, preview, checks, publication and release."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.audit.models import Event
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.publishing.models import Publication, Release
from goldenthread.reports.audiences import audience_called
from goldenthread.reports.models import DraftedSection
from goldenthread.reports.operations import draft_words, publish_pack
from goldenthread.reports.wanted import of_quarter
from tests.at_browser import sign_in
from tests.figures.quarter import LONDON, Q2, figure_of
from tests.figures.returning_pages import words_on
from tests.reports.audiences import FROZEN, freeze_again
from tests.reports.report_pages import JOINT, JOINT_1, REPORTS, TEAM, TODAY, fill
from tests.world import make_appointment, make_council, make_person

WORDS = f"{JOINT}/words/introduction"
PUBLISHING = datetime(2020, 1, 20, 0, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def clerk(db):
    person = make_person("Committee Clerk", email="clerk@example.org")
    make_appointment(person, role="committee-clerk")
    return person


@pytest.fixture
def at_work(client, officer, frozen):
    return sign_in(client, officer)


def published(officer, *, audience="joint-committee", at=PUBLISHING, **given):
    return publish_pack(quarter=Q2, audience=audience, by=officer, at=at, **given).publication


def test_before_any_quarter_the_page_says_when_reports_appear(client, officer):
    assert "Reports appear here once a quarter is open." in words_on(sign_in(client, officer).get(REPORTS))


def test_every_document_of_the_year_is_listed_in_its_state(at_work, officer):
    published(officer)

    said = words_on(at_work.get(REPORTS))

    assert "Published on 20 January 2020, and not public yet. To release" in said
    assert "The Management Team From version 1 of the figures. To issue" in said
    assert "The partner council Newham From version 1 of the figures. To publish" in said


def test_the_clerk_sees_what_is_published_and_nothing_that_is_not(client, officer, clerk, frozen):
    sign_in(client, clerk)
    assert "Nothing of this year is published yet." in words_on(client.get(REPORTS))
    assert client.get(JOINT).status_code == 404

    published(officer)

    said = words_on(client.get(REPORTS))
    assert "The joint committee Published" in said
    assert "Management Team" not in said
    assert "Release it" in words_on(client.get(JOINT))
    assert client.get(TEAM).status_code == 404
    for step in ("words", "words/introduction", "preview", "preview.pdf", "checks", "publish"):
        assert client.get(f"{JOINT}/{step}").status_code == 403


def test_who_neither_releases_nor_publishes_is_told_so(client, lead, frozen):
    assert sign_in(client, lead).get(REPORTS).status_code == 403
    assert client.get(JOINT).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/reports/2019-20-q9/joint-committee",
        "/reports/2019-20-q2/section-151",
        "/reports/2019-20-q2/section-151-essex",
        "/reports/2019-20-q2/nobody",
        "/reports/2020-21-proposed-list/management-team",
        "/reports/2019-20-q2/joint-committee/words/afterword",
        "/reports/2019-20-q2/joint-committee/issue",
        "/reports/2019-20-q2/management-team/publish",
        "/reports/2019-20-q2/joint-committee/release",
    ],
)
def test_what_there_is_not_is_not_found(at_work, address):
    assert at_work.get(address).status_code == 404


def test_a_document_shows_its_steps_with_what_stands_in_the_way(at_work, officer):
    make_council("Newham")
    council = make_council("Havering")
    council.clearance_required = True
    council.save()

    said = words_on(at_work.get(JOINT))

    assert "Write words of your own Optional." in said
    assert "0 of 5 written" in said
    assert "Not cleared yet: Havering. It is not released before." in said
    assert "Publish it It takes a code at sign-in. To publish" in said
    assert "Release it Once it is published. Not yet" in said


def test_the_page_of_a_year_that_is_not_closed_says_so(at_work):
    said = words_on(at_work.get("/reports/2019-20-year-end/joint-committee"))

    assert "Not closed yet Once the year is closed." in said
    assert "`" not in said
    assert at_work.get("/reports/2019-20-year-end/joint-committee/preview").status_code == 422


def test_as_many_reads_whatever_the_number_of_publications(at_work, officer, frozen, lead):
    with CaptureQueriesContext(connection) as before:
        at_work.get(REPORTS)
    last = published(officer).public_id
    for number in range(2, 5):
        at = PUBLISHING + timedelta(minutes=number)
        draft_words(the_pack(), place="introduction", words=f"Said {number}.", by=officer, at=at)
        last = published(officer, at=at, replaces=last, because="Said anew").public_id
    with CaptureQueriesContext(connection) as after:
        at_work.get(REPORTS)

    assert len(after) == len(before)


def the_pack():
    return of_quarter(Q2, audience=audience_called("joint-committee"))


# --- preview and checks -----------------------------------------------------------------------------------------------


def test_the_preview_is_the_page_itself_private_and_marked(at_work):
    page = at_work.get(f"{JOINT}/preview")

    assert "FROZEN, NOT PUBLISHED" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert "style-src 'sha256-" in page["Content-Security-Policy"]
    assert not Publication.objects.exists()


def test_the_preview_as_a_pdf_is_saved_under_a_name_that_says_what_it_is(at_work):
    answer = at_work.get(f"{JOINT}/preview.pdf")

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="2019-20-q2-joint-committee-preview.pdf"'
    assert answer["Cache-Control"] == "no-store"


def test_a_person_has_one_pdf_made_at_a_time(at_work, officer):
    cache.add(f"preview-{officer.pk}", "yes", timeout=30)

    answer = at_work.get(f"{JOINT}/preview.pdf")

    assert answer.status_code == 429
    assert "A PDF is being made for you already." in words_on(answer)


def test_a_round_that_is_not_frozen_is_previewed_as_a_draft(client, officer, measures):
    page = sign_in(client, officer).get(f"{JOINT}/preview")

    assert "DRAFT" in page.content.decode()


def test_checks_tell_what_to_mend_and_lead_to_the_figure(at_work, officer):
    draft_words(the_pack(), place="introduction", words="The minute is ??.", by=officer, at=PUBLISHING)
    draft_words(the_pack(), place="commentary", words="EXC01 is red.", by=officer, at=PUBLISHING)

    page = at_work.get(f"{JOINT}/checks")

    said = words_on(page)
    assert "1 thing must be mended before it can be published." in said
    assert "stands for words still to come" in said
    assert "`" not in said
    assert f'href="/rounds/figures/{_figure_id()}"' in page.content.decode()


def test_a_figure_that_a_check_names_is_named_once_and_leads_there(at_work, officer):
    draft_words(the_pack(), place="commentary", words="EXC01 for Havering is red.", by=officer, at=PUBLISHING)

    said = at_work.get(f"{JOINT}/checks").content.decode()

    assert said.count(f'<a class="govuk-link" href="/rounds/figures/{_figure_id()}">EXC01 for Havering</a>') == 1
    assert "See also" not in said


def _figure_id():
    from goldenthread.indicators.models import Measure  # noqa: PLC0415

    return figure_of(Measure.objects.get(indicator__ref="EXC01")).pk


# --- publishing, releasing, correcting --------------------------------------------------------------------------------


def test_what_is_published_waits_for_its_release(at_work, officer):
    answer = fill(at_work, f"{JOINT}/publish")

    assert answer["Location"] == JOINT
    assert Publication.objects.get().public_id == JOINT_1
    said = words_on(at_work.get(JOINT))
    assert f"Published as {JOINT_1}. It is public once it is released." in said
    assert f"Published as {JOINT_1} 20 January 2020" in said
    assert at_work.get(f"/publications/{JOINT_1}").status_code == 404


def test_a_second_press_publishes_nothing_twice(at_work):
    page = at_work.get(f"{JOINT}/publish")
    fill(at_work, f"{JOINT}/publish", page=page)

    answer = fill(at_work, f"{JOINT}/publish", page=page)

    assert answer.status_code == 409
    assert "Something changed since you opened this page" in words_on(answer)
    assert Publication.objects.count() == 1


def test_words_that_were_changed_since_the_page_was_opened_are_looked_at_first(at_work, officer):
    page = at_work.get(f"{JOINT}/publish")
    draft_words(the_pack(), place="introduction", words="Meanwhile.", by=officer, at=PUBLISHING)

    assert fill(at_work, f"{JOINT}/publish", page=page).status_code == 409
    assert not Publication.objects.exists()


def test_what_must_be_mended_first_keeps_the_button_away(at_work, officer):
    draft_words(the_pack(), place="introduction", words="The minute is ??.", by=officer, at=PUBLISHING)

    page = at_work.get(f"{JOINT}/publish")

    assert "To mend before it is published" in words_on(page)
    assert "Publish it</button>" not in page.content.decode()
    # Whoever sends it all the same is refused in the words of the page.
    seen = f"Q2 2019/20, version 1 of the figures; ; introduction {DraftedSection.objects.get().number}"
    answer = at_work.post(f"{JOINT}/publish", {"seen": seen})
    assert answer.status_code == 422
    assert "The checks find something that must be mended first." in words_on(answer)


def test_nothing_is_published_before_a_freeze(client, officer, measures):
    answer = sign_in(client, officer).get(f"{JOINT}/publish")

    assert answer.status_code == 422
    assert "It cannot be published yet" in words_on(answer)


def test_whoever_signed_in_without_a_code_is_led_to_add_one(client, officer, frozen):
    answer = sign_in(client, officer, with_code=False).get(f"{JOINT}/publish")

    assert answer.status_code in (302, 403)
    assert not Publication.objects.exists()


def test_the_clerk_releases_and_everybody_reads(client, officer, clerk, frozen):
    published(officer)
    sign_in(client, clerk)
    page = client.get(f"{JOINT}/release")
    assert "7 February 2020" in words_on(page)
    assert "30 January 2020: five clear days follow" in words_on(page)

    answer = fill(client, f"{JOINT}/release", page=page)

    assert answer["Location"] == JOINT
    assert Release.objects.get().publication.public_id == JOINT_1
    client.logout()
    assert JOINT_1 in client.get("/").content.decode()
    assert "SHA-256" in words_on(client.get(f"/publications/{JOINT_1}"))


def test_a_late_release_asks_for_the_reason(client, officer, clerk, frozen, settings):
    published(officer)
    settings.GOLDENTHREAD_TODAY = TODAY + timedelta(days=12)
    sign_in(client, clerk)

    assert "Answer “Why is it released late?”" in words_on(fill(client, f"{JOINT}/release"))
    assert not Release.objects.exists()
    fill(client, f"{JOINT}/release", because="The Chair ruled it urgent.")

    assert Release.objects.get().because == "The Chair ruled it urgent."


def test_a_release_waits_for_the_clearance_that_is_required(client, officer, clerk, treasurer, frozen):
    council = make_council("Havering")
    council.clearance_required = True
    council.save()
    published(officer)
    sign_in(client, clerk)

    page = client.get(f"{JOINT}/release")
    assert "Havering has not cleared its figures in version 1 of Q2 2019/20" in words_on(page)
    refused = client.post(f"{JOINT}/release", {"publication": JOINT_1})
    assert refused.status_code == 422
    assert "`" not in words_on(refused)
    clear_figures(quarter=Q2, council="havering", by=treasurer, at=FROZEN + timedelta(days=1))

    assert fill(client, f"{JOINT}/release")["Location"] == JOINT


def test_another_publication_than_the_one_looked_at_is_not_released(client, officer, clerk, frozen):
    published(officer)
    answer = sign_in(client, clerk).post(f"{JOINT}/release", {"publication": "another"})

    assert answer.status_code == 409
    assert not Release.objects.exists()


def test_a_correction_says_what_and_why_on_every_page(at_work, officer, lead, frozen):
    fill(at_work, f"{JOINT}/publish")
    fill(at_work, f"{JOINT}/release")
    freeze_again(frozen[0], officer=officer, lead=lead, at=PUBLISHING)
    assert "Newer figures" in words_on(at_work.get(REPORTS))
    assert "Answer “What is corrected, and why?”" in words_on(fill(at_work, f"{JOINT}/publish"))

    fill(at_work, f"{JOINT}/publish", because="97.0%, not 96.2%")
    fill(at_work, f"{JOINT}/release")

    second = "2019-20-q2-joint-committee-2"
    assert f"by {second} . Why: 97.0%, not 96.2%" in words_on(at_work.get(f"/publications/{JOINT_1}"))
    assert f"This replaces {JOINT_1} . Why: 97.0%, not 96.2%" in words_on(at_work.get(f"/publications/{second}"))
    assert Event.objects.filter(kind="document published").count() == 2


def test_a_correction_that_would_change_nothing_is_told_so(at_work, officer):
    published(officer)

    page = at_work.get(f"{JOINT}/publish")

    assert "nothing in a correction of it would change" in words_on(page)
    draft_words(the_pack(), place="introduction", words="Said now.", by=officer, at=PUBLISHING)
    assert "nothing in a correction" not in words_on(at_work.get(f"{JOINT}/publish"))
