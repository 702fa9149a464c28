"""A year at its pages: how far it has come, its outturns beside its targets, closed, and the next list proposed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import BrowserSession, PutAside
from goldenthread.figures.models import YearClose
from goldenthread.figures.operations import reopen_figures
from goldenthread.figures.operations.closing import close_year
from goldenthread.indicators.models import Target
from goldenthread.indicators.queries import agreed_list
from tests.at_browser import sign_in
from tests.figures.proposals import DROP, FOR_NEXT, KEEP, answered, change, propose, three_measures
from tests.figures.quarter import figure_of, make_due_measure
from tests.figures.restated import restate
from tests.figures.returning_pages import form_on, words_on
from tests.figures.year import JUNE, MAY, YEAR, lived, quarter_of
from tests.world import (
    make_agreed_list,
    make_appointment,
    make_council,
    make_decision,
    make_item,
    make_list_entry,
    make_meeting,
    make_person,
)

pytestmark = pytest.mark.django_db
PAGE, CLOSE, PROPOSE, AGREE = "/years/2019-20", "/years/2019-20/close", "/years/2019-20/propose", "/years/2020-21/agree"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = date(2020, 7, 15)


@pytest.fixture
def three(lead, officer):
    """Three measures of 2019-20, green, amber and red, frozen in every quarter."""
    first, second, third = three_measures()
    lived({first: ["96"] * 4, second: ["77"] * 4, third: ["40"] * 4}, lead=lead, officer=officer)
    return first, second, third


def upload(client, content, name="proposal.xlsx"):
    return client.post(PROPOSE, {"file": SimpleUploadedFile(name, content)})


def test_the_years_are_listed_with_how_far_each_has_come(client, officer, three):
    said = words_on(sign_in(client, officer).get("/years"))

    assert "2019/20 All four frozen Not closed Agreed by the oneSource Joint Committee on 12 July 2019" in said


def test_without_a_year_the_page_says_what_begins_one(client, officer):
    assert "There is no year yet." in words_on(sign_in(client, officer).get("/years"))
    assert client.get(PAGE).status_code == 404
    assert client.get("/years/never").status_code == 404


def test_a_year_shows_each_outturn_beside_its_annual_target_with_its_rating(client, officer, three):
    said = words_on(sign_in(client, officer).get(PAGE))

    assert "All four quarters are frozen. The year can be closed." in said
    assert "1 Red of 3 1 Amber of 3 1 Green of 3" in said
    assert "3 measures. As it would be closed" in said
    assert "EXC03, Havering" in said
    assert "40.0% 70.0% Red" in said
    narrowed = words_on(client.get(f"{PAGE}?rating=red"))
    assert "1 measure. As it would be closed" in narrowed
    assert "Only those rated red." in narrowed


def test_a_year_that_is_not_frozen_says_what_is_missing(client, officer, lead):
    measure = make_due_measure()
    lived({measure: ["96", "96", "96", None]}, lead=lead, officer=officer, frozen=(1, 2, 3))
    reopen_figures(figure_ids=[figure_of(measure, quarter_of(2)).pk], reason="Counted twice", by=officer, at=MAY)

    said = words_on(sign_in(client, officer).get(PAGE))

    assert "Not closed: Q2 2019/20 and Q4 2019/20 are not frozen yet." in said
    assert "in Q2 2019/20 these were opened again: EXC01, Havering; Q4 2019/20 is open and not frozen" in said
    assert "Freeze Q2 2019/20 1 figures were opened again since Opened again" in said
    assert "cannot be closed yet" in words_on(client.get(CLOSE))


def test_who_sees_one_council_alone_sees_its_measures_alone(client, officer, three):
    other = make_person("Newham Treasurer", email="newham@example.org")
    make_appointment(other, role="section-151-officer", council=make_council("Newham"))

    said = words_on(sign_in(client, other).get(PAGE))

    assert "No measure of this year is yours to see." in said
    assert client.get(CLOSE).status_code == 403
    assert client.get(PROPOSE).status_code == 403


def test_who_sees_one_council_alone_is_not_told_what_became_of_another_s_figures(client, officer, three):
    other = make_person("Newham Treasurer", email="newham@example.org")
    make_appointment(other, role="section-151-officer", council=make_council("Newham"))
    close_year(year=YEAR, by=officer, at=JUNE)
    restate(three[2], "72", by=officer, at=JUNE.replace(day=20), quarter=quarter_of(4))

    assert "EXC03" not in words_on(sign_in(client, other).get(PAGE))


def test_who_sees_one_council_alone_is_not_told_which_of_another_s_were_opened_again(client, officer, three):
    other = make_person("Newham Treasurer", email="newham@example.org")
    make_appointment(other, role="section-151-officer", council=make_council("Newham"))
    reopen_figures(figure_ids=[figure_of(three[0], quarter_of(2)).pk], reason="Counted twice", by=officer, at=JUNE)

    said = words_on(sign_in(client, other).get(PAGE))

    assert "There is nothing of 2019/20 yet: it is not frozen." in said
    assert "EXC01" not in said


def test_who_administers_and_sees_no_figures_sees_none_where_a_list_is_proposed(client, three):
    administrator = make_person("Administrator", email="administrator@example.org")
    make_appointment(administrator, role="administrator")
    sign_in(client, administrator)

    for page in (PROPOSE, f"{PROPOSE}/workbook"):
        assert client.get(page).status_code == 403
    assert client.post(PROPOSE, {"carry": "yes", "because": "Three years above it"}).status_code == 403
    assert client.post(f"{PROPOSE}/confirm").status_code == 403


def test_a_year_is_closed_after_what_it_comes_to_was_seen(client, officer, three):
    page = sign_in(client, officer).get(CLOSE)

    said = words_on(page)
    assert "3 measures would be kept as version 1." in said
    assert "Red 1 Amber 1 Green 1 Not rated 0" in said
    assert not YearClose.objects.exists()
    done = client.post(CLOSE, form_on(page))
    assert done["Location"] == PAGE
    assert YearClose.objects.get().number == 1
    assert "Closed as version 1 by Performance Officer" in words_on(client.get(PAGE))
    assert "3 measures. As it was closed" in words_on(client.get(PAGE))


def test_a_year_without_a_quarter_s_figure_says_so_before_it_is_closed(client, officer, lead):
    cumulative = make_due_measure("EXC01", year_end_rule="sum", unit="count", decimals=0, maximum=None, annual="100")
    lived({cumulative: ["20", None, "20", "20"]}, lead=lead, officer=officer)

    said = words_on(sign_in(client, officer).get(CLOSE))

    assert "Without a value, because a quarter is missing" in said
    assert "EXC01, Havering: the year is incomplete: no figure for Q2" in said


def test_a_closed_year_is_closed_again_only_when_something_changed_and_it_is_said_why(client, officer, three):
    close_year(year=YEAR, by=officer, at=JUNE)
    sign_in(client, officer)
    nothing = words_on(client.get(CLOSE))
    assert "Nothing has changed since 2019/20 was closed as version 1" in nothing
    restate(three[2], "72", by=officer, at=JUNE.replace(day=20), quarter=quarter_of(4))
    assert "EXC03, Havering, 2019-20 Q4" in words_on(client.get(PAGE))
    page = client.get(CLOSE)
    assert "EXC03, Havering, 2019-20 Q4" in words_on(page)

    unsaid = client.post(CLOSE, form_on(page))

    assert unsaid.status_code == 422
    assert "Answer “Why is the year closed again?”" in words_on(unsaid)
    done = client.post(CLOSE, {**form_on(unsaid), "because": "EXC03 was restated"})
    assert done["Location"] == PAGE
    assert [one.because for one in YearClose.objects.order_by("number")] == ["", "EXC03 was restated"]


def test_a_year_that_changed_since_it_was_looked_at_is_not_closed(client, officer, three):
    page = sign_in(client, officer).get(CLOSE)
    restate(three[2], "72", by=officer, at=JUNE, quarter=quarter_of(4))

    refused = client.post(CLOSE, form_on(page))

    assert refused.status_code == 422
    assert "What 2019/20 comes to changed since you looked." in words_on(refused)
    assert not YearClose.objects.exists()
    assert client.post(CLOSE, form_on(refused))["Location"] == PAGE


def test_a_proposal_shows_three_years_beside_each_target_and_takes_an_answered_workbook(client, officer, three):
    first, second, third = three
    page = sign_in(client, officer).get(PROPOSE)
    said = words_on(page)
    assert "EXC01, Havering" in said
    assert "– no target – no target 96.0% target 95.0%, tolerance 5 points" in said
    content = answered({first: KEEP, second: change(new_target="75"), third: DROP})

    seen = upload(client, content)

    said = words_on(seen)
    assert "1 carried on, 1 changed, 1 dropped" in said
    assert "EXC02, Havering Change target 75 Three years above it" in said
    assert "EXC03, Havering Drop – Nobody asks for it" in said
    assert agreed_list(YEAR.next) is None
    done = client.post(f"{PROPOSE}/confirm", form_on(seen))
    assert done["Location"] == PAGE
    assert agreed_list(YEAR.next).is_proposed
    assert "Propose the list of 2020/21" in words_on(client.get(PAGE))
    shown = words_on(client.get(PROPOSE))
    assert "is proposed, and no decision has agreed it yet" in shown
    assert "80.0%, tolerance 5 points 75.0%, tolerance 5 points Changed Three years above it" in shown


def test_a_workbook_that_waits_to_be_confirmed_is_not_read_with_every_page(client, officer, three):
    sign_in(client, officer)

    upload(client, answered({three[0]: KEEP, three[1]: KEEP, three[2]: KEEP}))

    assert PutAside.objects.get().person == officer
    assert max(len(row.session_data) for row in BrowserSession.objects.all()) < 1000


def test_the_workbook_of_a_proposal_is_downloaded(client, officer, three):
    answer = sign_in(client, officer).get(f"{PROPOSE}/workbook")

    assert answer["Content-Disposition"] == 'attachment; filename="proposal-2020-21.xlsx"'
    assert answer.content.startswith(b"PK")


def test_everything_that_is_wrong_with_a_workbook_is_told_cell_by_cell(client, officer, three):
    first, second, third = three
    broken = answered(
        {first: {"Rationale": "It has served"}, second: change(new_target="lots"), third: {**DROP, "Rationale": ""}}
    )

    refused = upload(sign_in(client, officer), broken)

    said = words_on(refused)
    assert refused.status_code == 422
    assert "Nothing was proposed. Mend this in the workbook" in said
    assert "Proposal, row" in said
    assert agreed_list(YEAR.next) is None
    assert client.post(f"{PROPOSE}/confirm", {"seen": ""})["Location"] == PROPOSE


def test_what_is_no_workbook_is_refused_in_a_sentence(client, officer, three):
    sign_in(client, officer)

    assert "Choose the workbook." in words_on(client.post(PROPOSE, {}))
    assert "There is no sheet Proposal." in words_on(upload(client, b"a,b\n1,2\n", name="proposal.csv"))


def test_every_measure_is_carried_on_for_one_reason(client, officer, three):
    page = sign_in(client, officer).get(PROPOSE)
    unsaid = client.post(PROPOSE, {"carry": "yes", "because": ""})
    assert unsaid.status_code == 422
    assert "Answer “Why are they all carried on?”" in words_on(unsaid)

    seen = client.post(PROPOSE, {**form_on(page, which=1), "carry": "yes", "because": "They have served"})

    assert "3 carried on, 0 changed, 0 dropped" in words_on(seen)
    client.post(f"{PROPOSE}/confirm", form_on(seen))
    kept = Target.objects.filter(year="2020-21").values_list("rationale", flat=True)
    assert list(kept) == ["They have served"] * 3


def test_a_register_that_changed_since_shows_the_proposal_once_more(client, officer, three):
    first, second, third = three
    seen = upload(sign_in(client, officer), answered({first: KEEP, second: KEEP, third: KEEP}))

    again = client.post(f"{PROPOSE}/confirm", {**form_on(seen), "seen": "another"})

    assert again.status_code == 409
    assert "The register changed since you looked at the proposal for 2020/21." in words_on(again)
    assert agreed_list(YEAR.next) is None
    assert client.post(f"{PROPOSE}/confirm", form_on(again))["Location"] == PAGE


def test_who_looks_at_a_close_writes_nothing_and_holds_nobody_up(client, officer, three):
    sign_in(client, officer)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(CLOSE)

    assert "would be kept as version 1" in words_on(page)
    said = [one["sql"] for one in asked.captured_queries]
    assert not [one for one in said if one.startswith(("INSERT", "UPDATE")) and ("figures_" in one or "audit_" in one)]
    assert not [one for one in said if "FOR UPDATE" in one or "pg_advisory" in one]


def test_a_list_that_somebody_proposed_meanwhile_is_told(client, officer, three):
    first, second, third = three
    seen = upload(sign_in(client, officer), answered({first: KEEP, second: KEEP, third: KEEP}))
    propose({first: KEEP, second: KEEP, third: DROP}, by=officer)

    late = client.post(f"{PROPOSE}/confirm", form_on(seen))

    assert late["Location"] == PAGE
    assert "There is a list of 2020/21 already." in words_on(client.get(PAGE))


def test_a_proposed_list_rests_on_the_decision_that_agreed_it(client, officer, three):
    first, second, third = three
    propose({first: KEEP, second: KEEP, third: KEEP}, by=officer)
    older = make_decision(item=make_item(meeting=make_meeting(on="2019-10-18"), number="36"), number="7")
    agreed = make_decision(item=make_item(meeting=make_meeting(on="2020-07-10"), number="5"), number="1", text=FOR_NEXT)
    page = sign_in(client, officer).get(AGREE)
    assert "Together 3" in words_on(page)
    assert "Answer “Which decision agreed this list?”" in words_on(client.post(AGREE, {}))

    refused = client.post(AGREE, {**form_on(page), "decision": older.reference})

    assert refused.status_code == 422
    assert "was entered here on 15 June 2020" in words_on(refused)
    done = client.post(AGREE, {**form_on(page), "decision": agreed.reference})
    assert done["Location"] == "/years/2020-21"
    assert not agreed_list(YEAR.next).is_proposed
    assert "is agreed by the oneSource Joint Committee on 10 July 2020" in words_on(client.get(AGREE))


def test_a_list_that_changed_since_it_was_looked_at_is_not_agreed(client, officer, three):
    first, second, third = three
    propose({first: KEEP, second: KEEP, third: DROP}, by=officer)
    agreed = make_decision(item=make_item(meeting=make_meeting(on="2020-07-10"), number="5"), number="1", text=FOR_NEXT)
    page = sign_in(client, officer).get(AGREE)
    make_list_entry(third, agreed_list=make_agreed_list(year="2020-21"), starts_on="2020-05-01")

    refused = client.post(AGREE, {**form_on(page), "decision": agreed.reference})

    assert refused.status_code == 422
    assert "The list of 2020/21 changed since you looked. Performance Officer changed it last, on 15 June 2020" in (
        words_on(refused)
    )
    assert agreed_list(YEAR.next).is_proposed
    chosen = {**form_on(refused), "decision": agreed.reference}
    assert client.post(AGREE, chosen)["Location"] == "/years/2020-21"
    late = client.post(AGREE, chosen)
    assert late.status_code == 422
    assert "is agreed by the oneSource Joint Committee on 10 July 2020, minute 5, decision 1 already" in words_on(late)


def test_a_year_without_a_list_is_neither_proposed_from_nor_agreed(client, officer, three):
    sign_in(client, officer)

    assert client.get("/years/2022-23/propose").status_code == 404
    assert client.get(AGREE).status_code == 404


def test_a_proposal_after_the_close_shows_the_rating_of_the_year(client, officer, three):
    close_year(year=YEAR, by=officer, at=JUNE)

    assert "Red: 40.0% target 70.0%, tolerance 5 points" in words_on(sign_in(client, officer).get(PROPOSE))


@pytest.mark.parametrize("number", [1, 7])
def test_as_many_reads_however_many_measures_a_year_has(client, officer, lead, number):
    measures = [make_due_measure(f"EXC{place:02}") for place in range(1, number + 1)]
    lived({measure: ["96"] * 4 for measure in measures}, lead=lead, officer=officer)
    sign_in(client, officer)

    def reads(page):
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        return len(asked)

    assert [reads("/years"), reads(PAGE), reads(PROPOSE)] == [12, 40, 34]
