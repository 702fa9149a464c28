"""Reading the committee system's XML: as it is served, broken, and made to do harm."""

from __future__ import annotations

import time as clock
from datetime import date, time
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.committee.forms import VERBS, CommitteeRecord, DecisionRecord, ItemRecord, MeetingRecord, PaperRecord
from goldenthread.committee.forms.meetings_xml import MeetingsRead, read_meetings, slug_of
from goldenthread.committee.forms.meetings_xml_exact import html_of_decisions
from goldenthread.committee.forms.meetings_xml_words import words_of
from goldenthread.committee.forms.meetings_xml_writing import write_meetings
from goldenthread.committee.forms.record_file import KINDS, KeptRecord
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.publishing.words import clean
from tests.committee.meetings_xml import APRIL, COMMITTEES, MEETINGS, item, meeting


def read(*files: str | bytes, committee: str = "") -> MeetingsRead:
    named = [(f"{n}.xml", one.encode() if isinstance(one, str) else one) for n, one in enumerate(files, start=1)]
    return read_meetings(named, committee=committee)


def meeting_in(*files: str | bytes) -> MeetingRecord:
    (record,) = read(*files).records
    return record.meetings[0]


def item_in(text: str | bytes) -> ItemRecord:
    (record,) = read(text, committee="riverside").records
    return record.meetings[0].items[0]


def refused(*files: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(InputRefused) as problem:
        read(*files)
    return problem.value.problems


def test_what_each_file_says_of_a_meeting_is_put_together_in_whichever_order_they_come() -> None:
    (record,) = read(APRIL, MEETINGS, COMMITTEES).records

    assert (record.slug, record.name) == ("riverside-joint-committee", "Riverside Joint Committee")
    april, july = record.meetings
    assert (april.date, april.begins_at, april.venue) == (date(2019, 4, 5), time(18, 30), "Town Hall")
    assert (july.date, july.cancelled, july.items) == (date(2019, 7, 12), "No reason was published.", ())
    assert read(COMMITTEES, MEETINGS, APRIL).records == (record,)


def test_html_from_word_is_taken_apart_into_words_and_numbered_resolutions() -> None:
    apologies, plan = meeting_in(APRIL, COMMITTEES).items

    assert (apologies.place, apologies.number, plan.place, plan.number) == (1, "", 2, "15")
    assert plan.minute == "Members asked what the bridge costs: £3 m\nor more."
    assert [(one.number, one.parent, one.verb, one.text) for one in plan.decisions] == [
        ("1", "", "agreed", "To agree the plan."),
        ("2", "", "noted", "To note:"),
        ("2a", "2", "noted", "the costs"),
        ("2b", "2", "noted", "the risks & their owners"),
    ]
    assert [(one.title, one.kind, one.type_name, one.size) for one in plan.papers] == [
        ("The plan", "report", "PDF", "113 KB"),
        ("Appendix 1", "appendix", "DOCX", ""),
    ]


def test_where_numbers_leave_one_out_every_word_stays_a_minutes() -> None:
    said = "<p>RESOLVED:</p><p>1. To note.</p><p>3. To agree.</p>"

    found = item_in(meeting([item("Bridge", number="4", minutes=said)]))

    assert (found.minute, found.decisions) == ("RESOLVED:\n\n1. To note.\n\n3. To agree.", ())


def test_a_published_decision_is_one_whole_and_minutes_that_print_it_again_say_no_more() -> None:
    decision = "&lt;p&gt;That power be delegated to the Director.&lt;/p&gt;"
    body = f"<decisionnonemptyhtmlbody>{decision}</decisionnonemptyhtmlbody>"
    printed = "<p>RESOLVED: That power be delegated to the Director.</p>"

    found = item_in(meeting([item("Bridge", minutes=printed, more=body)]))

    assert found.number == "1"  # its place: minutes without numbers of their own
    assert [(one.number, one.verb) for one in found.decisions] == [("1", "delegated")]
    assert found.minute == ""


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Rents &amp;amp; leases", "Rents & leases"),
        ("Rents & leases", "Rents & leases"),
        ("Rents&nbsp;&ndash; &pound;5", "Rents – £5"),
        ("Rents<br>and leases", "Rents and leases"),
        ("<![CDATA[Rents <i>and</i> leases]]>", "Rents and leases"),
        ("Rents &#150; \x0bleases", "Rents – leases"),
        ("&amp;lt;b&amp;gt;Rents&amp;lt;/b&amp;gt;", "Rents"),
    ],
)
def test_a_title_is_read_as_it_was_meant(title: str, meant: str) -> None:
    assert item_in(meeting([item(title)])).title == meant


def test_bytes_of_windows_among_utf_8_and_a_byte_order_mark_are_read() -> None:
    content = b"\xef\xbb\xbf" + meeting([item("Rents MARK £5")]).encode().replace(b"MARK", b"\x93due\x94 \x96")

    assert item_in(content).title == "Rents “due” – £5"


def test_lists_tables_and_links_keep_their_numbers_cells_and_addresses() -> None:
    body = (
        "<ol><li><p>To note<li>To agree<ol type=a><li>x</li></ol></ol><table><tr><td>A</td><td>B</td></tr></table>"
        "<a href='https://riverside.example.org/plan'>The plan</a><style>p {}</style><!-- hidden -->"
    )

    assert (
        words_of(body) == "1. To note\n\n2. To agree\n\na) x\n\nA | B\n\nThe plan (https://riverside.example.org/plan)"
    )


def test_what_is_restricted_comes_with_its_title_alone_and_what_is_unpublished_not_at_all() -> None:
    secret = item("Land", minutes="<p>CANARY</p>", more="<isrestricted>True</isrestricted>")
    draft = item("Rents", minutes="<p>CANARY</p>", more="<isminutepublished>False</isminutepublished>")
    hidden = item("CANARY", more="<isdisplayallowed>False</isdisplayallowed>")

    found = read(meeting([secret, draft, hidden]), committee="riverside")

    assert "CANARY" not in repr(found.records)
    assert found.records[0].meetings[0].items[0].kept == KeptRecord(access="exempt")
    assert len(found.remarks) == 3


def test_an_answer_in_an_envelope_is_read_too() -> None:
    inner = APRIL.partition("?>")[2]
    envelope = (
        f'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><GetMeetingResponse>'
        f"<GetMeetingResult>{inner}</GetMeetingResult></GetMeetingResponse></soap:Body></soap:Envelope>"
    )

    assert meeting_in(envelope, COMMITTEES) == meeting_in(APRIL, COMMITTEES)


def test_two_meetings_of_a_committee_on_one_day_are_refused_by_their_numbers() -> None:
    (problem,) = refused(MEETINGS.replace("12/07/2019", "05/04/2019"), COMMITTEES)

    assert "Two meetings of one committee are on 5 April 2019" in problem.message
    assert "the meetings 71 and 72" in problem.message


def test_everything_that_is_wrong_is_told_at_once_with_its_place() -> None:
    wrong = meeting([item("Bridge 😀", number="4"), item("Rents", number="4")], day="31/02/2019")

    problems = refused(wrong, COMMITTEES)

    assert [one.column for one in problems] == [
        "meeting 71, item 1, agendaitemtitle",
        "meeting 71, items 1 and 2",
        "meeting 71, meetingdate",
    ]


@pytest.mark.parametrize("day", ["05/04/2019999", "05/04/2019 and 06/04/2019", "5/4/19", "", "2019-02-29T18:30:00"])
def test_a_day_with_something_else_beside_it_is_refused(day: str) -> None:
    assert [one.found for one in refused(meeting([item("A")], day=day), COMMITTEES)] == [day]


@pytest.mark.parametrize(
    "day", ["05/04/2019", "5/4/2019 18:30:00", "05/04/2019 6.30 pm", "2019-04-05", "2019-04-05T18:30:00+01:00"]
)
def test_a_day_may_have_its_time_beside_it(day: str) -> None:
    (record,) = read(COMMITTEES, meeting([item("A")], day=day)).records

    assert [one.date for one in record.meetings] == [date(2019, 4, 5)]


def test_resolutions_of_a_file_that_somebody_changed_are_numbered_once_and_in_order() -> None:
    decisions = tuple(DecisionRecord(number="2", parent=under, verb="noted", text="To note.") for under in ("", "9"))
    changed = item("Rents", number="4").replace(
        "</agendaitem>",
        f"<decisionnonemptyhtmlbody>{escape(html_of_decisions(decisions))}</decisionnonemptyhtmlbody></agendaitem>",
    )

    (problem,) = refused(meeting([changed]), COMMITTEES)

    assert (problem.column, "once" in problem.message) == ("meeting 71, item 1, decision 2", True)


def test_two_spellings_that_differ_in_an_apostrophe_are_one_committee() -> None:
    other = meeting([item("Rents")], day="06/05/2019").replace(">71<", ">73<").replace(">142<", ">9<")
    names = COMMITTEES.replace("Riverside", "River's Side").replace("Licensing Board", "Rivers Side Joint Committee")

    (record,) = read(APRIL, other, names).records

    assert [one.date.month for one in record.meetings] == [4, 5]


LAUGHS = (
    '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><meeting><meetingid>&b;</meetingid></meeting>'
)
OUTSIDE = '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]><meeting><meetingid>&x;</meetingid></meeting>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (LAUGHS, "a document type declaration"),
        (OUTSIDE, "a document type declaration"),
        (f"<?xml version='1.0'?><!-- x -->{OUTSIDE}", "a document type declaration"),
        (APRIL[: len(APRIL) // 2], "is never closed"),
        (APRIL.removesuffix("</agendaitems></meeting>"), "mismatched tag"),
        ("<meeting>" * 200 + "</meeting>" * 200, "nested too deeply"),
        ("<html><body>Server Error</body></html>", "no committee and no meeting"),
        ("Server Error", "does not begin with a tag"),
        (b"\xff\xfe\x00", "it says UTF-16 and is not"),
        ("<meeting><![CDATA[", "is never closed"),
    ],
)
def test_what_is_damaged_or_made_to_do_harm_is_refused(content: str | bytes, why: str) -> None:
    (problem,) = refused(content)

    assert why in problem.message
    assert problem.file == "1.xml"


@pytest.mark.parametrize(
    "piece", ["<", "<p ", "<!--", "<![if", "&", "<style>", "<td>", "<td> ", "a ", "<agendatext ", "1. x<p>", " "]
)
def test_no_text_takes_more_time_than_its_length(piece: str) -> None:
    body = piece * (300_000 // len(piece))
    began = clock.process_time()

    words_of(f"a {body}a")
    with pytest.raises(InputRefused):
        read(f"<meeting><meetingdate>1</meetingdate>{body}")

    assert clock.process_time() - began < 2


def test_a_long_name_makes_a_slug_that_its_end_is_part_of() -> None:
    name = "Joint Health and Wellbeing Overview and Scrutiny Committee of the"

    north, south = slug_of(f"{name} North"), slug_of(f"{name} South")

    assert north != south
    assert max(len(north), len(south)) <= 50


# Words with what XML, HTML and minutes make something of.
_WORD = st.sampled_from(
    [
        "plan",
        "<b>",
        "&",
        "&amp;",
        "&lt;p&gt;",
        "]]>",
        "RESOLVED:",
        "1.",
        "a)",
        "“£5”",
        "The",
        "PDF 3 KB",
        "=1+1",
        "<!--",
    ]
)
_LINE = st.lists(_WORD, min_size=1, max_size=4).map(" ".join)
_TEXT = st.lists(st.one_of(_LINE, st.just("")), min_size=1, max_size=4).map("\n".join).map(clean).filter(bool)
_OFTEN_EMPTY = st.one_of(st.just(""), _TEXT)
_KEPT = st.one_of(
    st.none(),
    st.builds(KeptRecord, access=st.sampled_from(["exempt", "confidential"]), paragraphs=st.just("3"), because=_TEXT),
)
_DECISION = st.builds(
    lambda verb, text: (
        DecisionRecord(number="1", parent="", verb=verb, text=text),
        DecisionRecord(number="1a", parent="1", verb="noted", text=text),
    ),
    st.sampled_from(VERBS),
    _TEXT,
)


def _paper(title: str, kind: str, kept: KeptRecord | None) -> PaperRecord:
    shown = kept is None
    return PaperRecord(
        title=title, kind=kind, type_name="PDF" if shown else "", size="3 KB" if shown else "", kept=kept
    )


_PAPERS = st.lists(st.builds(_paper, _LINE, st.sampled_from(KINDS), _KEPT), max_size=2).map(tuple)


@st.composite
def _items(draw: st.DrawFn) -> tuple[ItemRecord, ...]:
    found = []
    for place in range(1, draw(st.integers(1, 3)) + 1):
        kept, title = draw(_KEPT), draw(_LINE)
        number = draw(st.sampled_from(["", f"{place + 14}", f"{place + 14}.1", f"{place + 14}a"]))
        if kept is not None:
            found.append(ItemRecord(number=number, title=title, decisions=(), place=place, kept=kept))
            continue
        found.append(
            ItemRecord(
                number=number,
                title=title,
                decisions=draw(_DECISION) if number and draw(st.booleans()) else (),
                matter=draw(st.one_of(st.just(""), _LINE)),
                minute=draw(_OFTEN_EMPTY) if number else "",
                papers=draw(_PAPERS),
                place=place,
                words=draw(_OFTEN_EMPTY),
                urgent_because=draw(_OFTEN_EMPTY),
            )
        )
    return tuple(found)


@st.composite
def _records(draw: st.DrawFn) -> CommitteeRecord:
    name = draw(_LINE)
    held = MeetingRecord(
        date=date(2019, 4, 5),
        venue=draw(_LINE),
        source=draw(_LINE),
        items=draw(_items()),
        begins_at=draw(st.sampled_from([None, time(0, 5), time(18, 30)])),
        agenda_is_published=True,
    )
    off = MeetingRecord(date=date(2019, 7, 12), venue="", source="", items=(), cancelled=draw(_TEXT))
    return CommitteeRecord(slug=slug_of(name), name=name, meetings=(held, off))


@settings(max_examples=40)
@given(record=_records())
def test_what_is_written_is_read_again_as_the_same_record(record: CommitteeRecord) -> None:
    written = write_meetings(record)

    again = read_meetings(list(written.items()))

    assert again.records == (record,)
    assert again.remarks == ()
