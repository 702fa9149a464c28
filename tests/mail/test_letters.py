"""What messages say: counts, days and links, as text and as HTML that anybody can read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from goldenthread.mail import letters

DUE = date(2019, 10, 15)
EACH = {
    "invitation": letters.invitation(
        link="http://127.0.0.1:8000/invitation/abc", until=datetime(2019, 10, 15, 9, 30, tzinfo=UTC)
    ),
    "figures due": letters.figures_due(quarter="Q2 2019/20", count=3, due_on=DUE, path="/returns"),
    "reminder": letters.reminder(quarter="Q2 2019/20", count=1, due_on=DUE, path="/returns"),
    "overdue": letters.overdue(quarter="Q2 2019/20", count=1200, due_on=DUE, path="/returns"),
    "query asked": letters.query_asked(quarter="Q2 2019/20", count=1, path="/returns/figures/7"),
    "answered": letters.answered(quarter="Q2 2019/20", count=2, path="/home"),
    "signed off": letters.signed_off(quarter="Q2 2019/20", count=2, path="/returns"),
    "to clear": letters.to_clear(quarter="Q2 2019/20", version=2, count=40, path="/home"),
    "issued": letters.issued(path="/reports/issued"),
    "released": letters.released(title="Performance, Q2 <2019/20> & more", path="/"),
    "late paper": letters.late_paper(
        committee="Joint Committee", day=date(2020, 2, 7), title="Figures of <2019/20>", corrects=True, path="/meetings"
    ),
    "request received": letters.request_received(
        reference="2019-001",
        partnership="oneSource",
        contact="performance@example.org",
        service="Passenger Transport",
        day=DUE,
    ),
    "request replied": letters.request_replied(
        reference="2019-001", partnership="oneSource", contact="", words="It was accepted.\n\nFrom <2019/20> on."
    ),
    "digest": letters.digest(
        day=DUE, parts=[("A & B", "http://127.0.0.1:8000/returns"), ("C", "http://127.0.0.1:8000/")]
    ),
}
each = pytest.mark.parametrize("kind", EACH)


class Outline(HTMLParser):
    """The tags of a page with their attributes, and the text of links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def named(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]


@each
def test_each_kind_has_its_words_as_text_and_as_html(kind):
    written = letters.write(EACH[kind], name="Asha O'Brien")

    assert EACH[kind].kind == kind
    assert written.text.startswith("Dear Asha O'Brien,\n\n")
    assert EACH[kind].link in written.text
    assert "<" not in written.text.replace("<2019/20>", "")
    assert "{" not in written.text + re.sub(r"<style>.*</style>", "", written.html, flags=re.DOTALL)


@each
def test_the_html_has_one_heading_a_language_and_no_picture_or_script(kind):
    outline = Outline(letters.write(EACH[kind], name="Asha").html)

    assert outline.named("html") == [{"lang": "en-GB"}]
    assert (len(outline.named("h1")), len(outline.named("title")), len(outline.named("main"))) == (1, 1, 1)
    assert [tag for tag, attributes in outline.tags if tag in ("img", "script", "link") or "style" in attributes] == []


@each
def test_a_message_leads_to_pages_of_ours_alone(kind):
    outline = Outline(letters.write(EACH[kind], name="Asha").html)

    assert {link["href"][:21] for link in outline.named("a")} == {"http://127.0.0.1:8000"}


@each
def test_a_subject_is_one_short_line(kind):
    assert re.fullmatch(r"[^\r\n]{10,90}", EACH[kind].subject)


def test_counts_and_days_are_said_in_words():
    assert EACH["figures due"].subject == "3 figures to return by 15 October 2019"
    assert EACH["reminder"].subject == "1 figure still to return by 15 October 2019"
    assert EACH["overdue"].subject == "1,200 figures overdue for Q2 2019/20"
    assert EACH["digest"].subject == "2 messages from goldenthread, 15 October 2019"
    assert "1 figure for Q2 2019/20 is still to be returned" in letters.write(EACH["reminder"], name="Asha").text


def test_words_of_a_title_are_no_markup():
    html = letters.write(EACH["released"], name="<b>Asha</b>").html

    assert "Q2 &lt;2019/20&gt; &amp; more is public now" in html
    assert "Dear &lt;b&gt;Asha&lt;/b&gt;," in html


def test_a_subject_with_a_line_end_cannot_add_a_header():
    assert letters.one_line("Published: Pack\r\nBcc: all@example.org") == "Published: Pack Bcc: all@example.org"
    assert len(letters.one_line("word " * 100)) == 200
