"""The public pages, as a browser gets them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client

from goldenthread.accounts.access import PUBLIC, access_of
from goldenthread.publishing.operations import release_publication
from goldenthread.web.headers import PAGE_POLICY
from goldenthread.web.urls import urlpatterns
from goldenthread.web.views import STATEMENT_REVIEWED
from tests.at_browser import sign_in
from tests.publishing.small import make_document
from tests.publishing.test_publications import AT, FIRST
from tests.publishing.test_publications import publish as publish_only
from tests.world import make_appointment, make_partnership

NAME = "2019-20-q2-joint-committee"


def publish(document=None, *, by, at=AT, **given):
    """Published, and released at that moment."""
    publication = publish_only(document, by=by, at=at, **given)
    release_publication(publication.public_id, by=by, at=at)
    return publication


@pytest.fixture
def browser():
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


def page(browser, address="/"):
    answer = browser.get(address)
    return answer.content.decode()


def headings(html):
    return re.findall(r"<h([1-6])[^>]*>", html)


@pytest.mark.django_db
def test_before_anything_is_published_the_page_says_so(browser):
    html = page(browser)

    assert "Nothing has been published yet" in html
    assert headings(html) == ["1"]


def test_a_publication_is_listed_with_what_it_is_for_and_its_files(browser, officer):
    publish(by=officer)

    html = page(browser)
    assert "oneSource Performance Indicators, Q2 2019/20 (July – September 2019)" in html
    assert "oneSource Joint Committee, 7 February 2020" in html
    assert "20 January 2020 at 10:00" in html
    assert f'href="/publications/{FIRST}/{NAME}.pdf"' in html
    assert re.search(r"PDF, \d+ KB", html)


def test_why_it_was_released_late_is_said_to_everybody(browser, officer):
    publication = publish_only(None, by=officer, at=AT)
    release_publication(publication.public_id, by=officer, at=AT, because="The Chair ruled it urgent.")

    assert "Released with less than five clear days.</strong> Why: The Chair ruled it urgent." in page(browser)


def test_the_web_page_comes_first_and_the_checksums_last(browser, officer):
    publish(by=officer)

    kinds = re.findall(r'<span class="gt-files__size">(\w+),', page(browser))
    assert kinds == ["HTML", "PDF", "ODT", "DOCX", "ODS", "XLSX", "CSV", "JSON", "JSON"]


def test_what_replaced_what_is_said_on_both(browser, officer):
    publish(by=officer)
    publish(make_document(words="Corrected."), by=officer, replaces=FIRST, because="Complaints were 31, not 38")

    html = page(browser)
    assert f'This replaces <a class="govuk-link" href="#{FIRST}">' in html
    assert "Replaced on 20 January 2020" in html
    assert html.count("Why: Complaints were 31, not 38") == 2


def test_at_home_a_report_is_listed_once_by_its_newest_version(browser, officer):
    publish(by=officer)
    publish(make_document(words="Corrected."), by=officer, replaces=FIRST, because="Complaints were 31, not 38")

    html = page(sign_in(browser, officer), "/home")

    assert html.count(f'href="/publications/{NAME}-') == 1
    assert f'href="/publications/{NAME}-2"' in html


def test_the_newest_is_listed_first(browser, officer):
    publish(by=officer)
    publish(make_document(name="2019-20-q3-joint-committee"), by=officer, at=AT + timedelta(days=90))

    found = re.findall(r'<article class="gt-card" id="([^"]+)"', page(browser))
    assert found == ["2019-20-q3-joint-committee-1", FIRST]


def test_what_is_illustrative_says_so(browser, officer):
    publish(make_document(illustrative_note="Figures are made up."), by=officer)

    assert "<strong>Illustrative.</strong> Figures are made up." in page(browser)


def test_words_of_a_publication_are_never_markup(browser, officer):
    publish(make_document(title="<script>alert(1)</script>"), by=officer)

    html = page(browser)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_reads_do_not_grow_with_what_is_published(browser, officer, django_assert_num_queries):
    for number in range(1, 5):
        publish(make_document(name=f"pack-{number}"), by=officer)

    with django_assert_num_queries(4):  # publications, what replaced them, their files, and whose pages these are
        browser.get("/")


@pytest.mark.parametrize(
    ("ending", "media_type", "disposition"),
    [
        (".pdf", "application/pdf", "inline"),
        (".html", "text/html; charset=utf-8", "inline"),
        (".csv", "text/csv; charset=utf-8", "attachment"),
        (".json", "application/json", "attachment"),
    ],
)
def test_a_file_comes_as_it_was_stored(browser, officer, ending, media_type, disposition):
    publication = publish(by=officer)
    stored = publication.files.get(name=f"{NAME}{ending}")

    answer = browser.get(f"/publications/{FIRST}/{NAME}{ending}")
    assert answer.content == bytes(stored.content)
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == f'{disposition}; filename="{NAME}{ending}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_published_page_may_use_its_own_style_block_and_nothing_else(browser, officer):
    publication = publish(by=officer)
    style = publication.files.get(name=f"{NAME}.html").style_sha256

    policy = browser.get(f"/publications/{FIRST}/{NAME}.html")["Content-Security-Policy"]
    assert f"style-src '{style}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_a_file_that_a_browser_has_is_not_sent_again(browser, officer):
    publish(by=officer)
    address = f"/publications/{FIRST}/{NAME}.pdf"

    tag = browser.get(address)["ETag"]
    again = browser.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == tag


@pytest.mark.parametrize("address", ["/publications/unknown-1/a.pdf", f"/publications/{FIRST}/other.pdf", "/elsewhere"])
def test_an_address_that_leads_nowhere_has_a_plain_page(browser, officer, address):
    publish(by=officer)

    answer = browser.get(address)
    assert answer.status_code == 404
    assert ">Page not found</h1>" in answer.content.decode()


def test_an_unknown_file_is_not_taken_for_one_that_did_not_change(browser, officer):
    answer = browser.get("/publications/unknown-1/a.pdf", headers={"if-none-match": '""'})

    assert answer.status_code == 404


@pytest.mark.django_db
def test_a_fault_of_ours_has_a_plain_page(browser, monkeypatch):
    def fail():
        raise RuntimeError("a fault")

    monkeypatch.setattr("goldenthread.web.views.released_publications", fail)

    answer = browser.get("/")
    assert answer.status_code == 500
    assert "This is a fault of ours" in answer.content.decode()


@pytest.mark.django_db
def test_the_product_says_that_it_is_well(browser):
    answer = browser.get("/health")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/health", "/elsewhere", f"{settings.STATIC_URL}components/goldenthread.css"])
def test_nothing_of_an_answer_runs_or_comes_from_elsewhere(browser, address):
    answer = browser.get(address)
    answer.close()

    assert answer["Content-Security-Policy"] == PAGE_POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/elsewhere", "/accessibility", "/gallery", "/gallery/form?spent=1"])
def test_pages_hold_nothing_inline_and_fetch_nothing_from_elsewhere(browser, settings, address):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)

    html = page(browser, address)

    assert re.findall(r"<script(?! (?:type=\"module\" )?src=\"/static/)|<style| style=| on[a-z]+=", html) == []
    assert re.findall(r'(?:src|srcset|action)="(?!/static/)[^"]*"|<link [^>]*href="(?!/static/)[^"]*"', html) == []


@pytest.mark.django_db
def test_a_fault_is_told_with_a_reference_that_is_in_the_log(browser, monkeypatch, caplog):
    def fail():
        raise RuntimeError("the cause")

    monkeypatch.setattr("goldenthread.web.views.released_publications", fail)

    html = page(browser)

    (reference,) = re.findall(r"<strong>([0-9a-f]{8})</strong>", html)
    (record,) = [record for record in caplog.records if reference in record.getMessage()]
    assert "the cause" in caplog.text
    assert record.exc_info


def test_a_fault_is_told_even_where_the_database_does_not_answer(browser):
    # No test database is asked for here: a query would raise, and no page would come.
    answer = browser.get("/")

    assert answer.status_code == 500
    assert "This is a fault of ours" in answer.content.decode()


@pytest.mark.django_db
def test_the_accessibility_statement_has_every_part_of_the_model_statement(browser):
    html = page(browser, "/accessibility")

    parts = ("Compliance status", "What is not accessible", "If you cannot use", "Enforcement", "How it was tested")
    assert [part for part in parts if part not in html] == []
    assert "partially compliant" in html


@pytest.mark.django_db
def test_the_accessibility_statement_says_how_whoever_runs_the_pages_is_reached(browser, settings):
    assert "write to the performance team of your council" in page(browser, "/accessibility")

    make_partnership(report_contact="performance@example.org")
    assert "contact us: <strong>performance@example.org</strong>" in page(browser, "/accessibility")

    settings.GOLDENTHREAD_ACCESSIBILITY_CONTACT = "access@example.org, 020 7946 0000"
    assert "contact us: <strong>access@example.org, 020 7946 0000</strong>" in page(browser, "/accessibility")


def test_the_accessibility_statement_was_reviewed_within_a_year():
    assert date.today() - STATEMENT_REVIEWED < timedelta(days=365)  # noqa: DTZ011 - of the machine that tests


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/elsewhere", "/accessibility"])
def test_every_page_leads_to_the_accessibility_statement(browser, address):
    assert 'href="/accessibility">Accessibility statement</a>' in page(browser, address)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/gallery", "/gallery/form"])
def test_outside_the_demonstration_there_is_no_gallery(browser, address):
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("performance-officer", 404)])
def test_whoever_administers_sees_the_gallery_anywhere(browser, stranger, role, status):
    make_appointment(stranger, role=role)
    sign_in(browser, stranger)

    assert browser.get("/gallery").status_code == status
    assert browser.get("/gallery/form").status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_read_only(browser, method):
    assert getattr(browser, method)("/").status_code == 405


def test_every_address_of_this_room_is_public_but_what_is_for_those_who_are_signed_in():
    private = [pattern.name for pattern in urlpatterns if access_of(pattern.callback) is not PUBLIC]

    assert private == ["home", "administration", "events", "events-export"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/elsewhere"])
def test_the_demonstration_says_on_every_page_which_day_it_takes_today_to_be(browser, settings, address):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)

    assert "Today is taken to be Monday 20 January 2020." in page(browser, address)


@pytest.mark.django_db
def test_outside_the_demonstration_there_is_no_banner(browser):
    assert "Demonstration" not in page(browser)


@pytest.mark.django_db
def test_a_page_has_its_language_title_landmarks_and_a_way_past_the_header(browser):
    html = page(browser)

    assert '<html lang="en-GB" class="govuk-template">' in html
    assert "<title>Published performance reports – goldenthread</title>" in html
    assert html.index('href="#main-content"') < html.index("<header")
    assert all(f"<{landmark}" in html for landmark in ("header", "main", "footer"))


def test_headings_of_the_list_skip_no_level(browser, officer):
    publish(by=officer)

    assert headings(page(browser)) == ["1", "2", "3"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/publications/2019-20-q2-joint-committee-1/pack.pdf", "/nothing", "/%00"])
def test_what_is_not_there_yet_is_stored_nowhere_as_missing(browser, address):
    answer = browser.get(address)

    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")


@pytest.mark.django_db
def test_an_address_that_only_takes_forms_says_so_to_whoever_opens_it(browser, lead):
    answer = sign_in(browser, lead).get("/returns/submit")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is nothing to read here" in answer.content.decode()
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
