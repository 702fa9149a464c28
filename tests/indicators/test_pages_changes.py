"""Targets, owners and places on the list changed at their pages: each with its day, its decision and why."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.audit.models import Event
from goldenthread.audit.operations import record
from goldenthread.domain.periods import Quarter
from goldenthread.indicators.models import Accountability, ListEntry, Succession, Target
from goldenthread.indicators.queries.due import measures_due
from goldenthread.indicators.queries.ended import measures_ended_in
from tests.at_browser import sign_in
from tests.figures.returning_pages import form_on, words_on
from tests.indicators.register_pages import TODAY, change, day, see, small_register
from tests.world import make_agreed_list, make_council, make_decision, make_measure, make_target

pytestmark = pytest.mark.django_db
TARGETS, OWNERS = "/indicators/EXC01/targets", "/indicators/EXC01/owners"
RETIRE, RESTORE = "/indicators/EXC01/retire", "/indicators/EXC01/restore"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures():
    return small_register()


@pytest.fixture
def at_work(client, officer, measures):
    return sign_in(client, officer)


@pytest.fixture
def october():
    return make_decision(on="2019-10-18", number="2", text="To lower the target while the ledger is replaced.")


# --- targets ----------------------------------------------------------------------------------------------------------


def test_a_target_changed_within_the_year_takes_the_decision_that_agreed_it(at_work, measures, october):
    typed = {"havering-annual": "93%", "decision": october.reference, "reason": "The ledger is replaced"}

    answer = change(at_work, TARGETS, **day("starts_on", "2019-11-01"), **typed)

    assert answer["Location"] == "/indicators/EXC01"
    new = Target.objects.filter(measure=measures["EXC01"]).latest("starts_on")
    assert (str(new.annual), new.rationale, new.decision) == ("93", "The ledger is replaced", october)
    assert (new.tolerance_unit, str(new.tolerance), str(new.q4)) == ("points", "5", "93")
    assert Event.objects.get(kind="targets changed").details["why"] == "The ledger is replaced"


def test_a_target_that_is_left_as_it_is_stays(at_work, measures):
    make_measure(indicator=measures["EXC01"].indicator, council=make_council("Bexley"))
    seen = see(at_work, TARGETS, **{"bexley-kind": "number", "bexley-annual": "91%"}, reason="Bexley agreed it",
               **day("starts_on", "2019-08-01"))  # fmt: skip

    said = words_on(seen)
    assert "Target for the year Target of 2019/20, Bexley" in said
    assert "Target of 2019/20, Havering" not in said


def test_what_began_before_the_list_was_agreed_asks_for_its_decision(at_work):
    answer = see(at_work, TARGETS, **day("starts_on", "2019-06-01"), **{"havering-annual": "93%"}, reason="A slip")

    assert answer.status_code == 422
    assert "Name the decision that agreed this" in words_on(answer)
    assert 'href="#id_decision"' in answer.content.decode()


def test_nothing_of_a_closed_year_is_offered(at_work):
    record("year closed", subject="year", subject_id="2019-20", by=None, at=datetime(2019, 10, 20, tzinfo=UTC))

    assert "There is no year whose list is still open." in words_on(at_work.get(TARGETS))


def test_targets_of_another_year_are_a_page_of_their_own(at_work, measures):
    make_agreed_list(measures["EXC01"], year="2020-21")

    page = at_work.get(f"{TARGETS}?year=2020-21")

    assert "Change targets of 2020/21" in words_on(page)
    answer = change(at_work, f"{TARGETS}?year=2020-21", **{"havering-kind": "number", "havering-annual": "96%"},
                    reason="As proposed")  # fmt: skip
    assert answer.status_code == 302
    assert Target.objects.get(measure=measures["EXC01"], year="2020-21").starts_on == date(2020, 4, 1)


def test_a_percentage_without_its_sign_is_asked_for_again(at_work):
    typed = {"havering-annual": "0.93", "reason": "A slip"}

    answer = see(at_work, TARGETS, **day("starts_on", "2019-11-01"), **typed)

    assert "This could mean 0.93% or 93%. Write it with its percent sign." in words_on(answer)
    assert 'href="#id_havering-annual"' in answer.content.decode()


# --- owners -----------------------------------------------------------------------------------------------------------


def test_another_owner_holds_from_the_day_and_the_policy_stays(at_work, measures):
    change(at_work, OWNERS, **day("starts_on", "2019-11-01"), **{"havering-owner_post": "Head of Payments"},
           reason="The team moved")  # fmt: skip

    new = Accountability.objects.filter(measure=measures["EXC01"]).latest("starts_on")
    assert (new.owner_post, new.policy.slug, str(new.starts_on)) == ("Head of Payments", "own-tolerance", "2019-11-01")


def test_a_policy_of_the_councils_own_is_chosen_with_its_version(at_work, measures):
    typed = {"havering-own_policy": "on-off-track/1", "reason": "Havering wants its own"}

    change(at_work, OWNERS, **day("starts_on", "2019-11-01"), **typed)

    assert (
        Accountability.objects.filter(measure=measures["EXC01"]).latest("starts_on").own_policy.slug == "on-off-track"
    )


def test_nothing_changed_is_said_and_not_kept(at_work):
    answer = see(at_work, OWNERS, **day("starts_on", "2019-11-01"), reason="None at all")

    assert (answer.status_code, "Nothing is changed." in words_on(answer)) == (422, True)


# --- retiring ---------------------------------------------------------------------------------------------------------


def test_a_retired_indicator_is_no_longer_asked_for_and_says_what_follows_it(at_work, measures, october):
    typed = {
        "councils": ["havering"], "followed_by": "EXC02", "kind": "replaced", "words": "Rents take its place",
        "decision": october.reference, "reason": "It told nobody anything",
    }  # fmt: skip

    answer = change(at_work, RETIRE, **day("last_day", "2019-12-31"), **typed)

    assert answer["Location"] == "/indicators/EXC01"
    entry = ListEntry.objects.filter(measure=measures["EXC01"]).latest("starts_on")
    assert (entry.on_list, str(entry.starts_on), entry.reason) == (False, "2020-01-01", "It told nobody anything")
    assert entry.decision == october
    follows = Succession.objects.get()
    assert (follows.successor.ref, str(follows.starts_on)) == ("EXC02", "2020-01-01")
    q3, q4 = Quarter.parse("2019-20 Q3"), Quarter.parse("2019-20 Q4")
    assert "EXC01" in {one.ref for one in measures_due(q3)}
    assert "EXC01" not in {one.ref for one in measures_due(q4)}
    assert [one.reason for one in measures_ended_in(q3)] == ["It told nobody anything"]


def test_a_later_list_that_has_it_already_is_told_too(at_work, measures, october):
    make_agreed_list(measures["EXC01"], year="2020-21")

    change(at_work, RETIRE, **day("last_day", "2019-12-31"), councils=["havering"], reason="It told nobody anything",
           decision=october.reference)  # fmt: skip

    places = ListEntry.objects.filter(measure=measures["EXC01"], on_list=False).order_by("starts_on")
    assert [(one.agreed_list.year, str(one.starts_on)) for one in places] == [
        ("2019-20", "2020-01-01"), ("2020-21", "2020-04-02")
    ]  # fmt: skip


def test_the_end_of_a_year_needs_no_list_of_the_next_to_be_told_so(at_work):
    answer = see(at_work, RETIRE, **day("last_day", "2020-03-31"), councils=["havering"], reason="It told nothing")

    assert answer.status_code == 422
    assert "There is no list of 2020/21. That year's list has to be entered or proposed first." in words_on(answer)


def test_what_retiring_needs_is_asked_for_all_at_once(at_work):
    answer = see(at_work, RETIRE, councils=[], reason="")

    said = words_on(answer)
    assert all(
        words in said for words in ("Choose for whom it ends", "Enter the last day", "Answer “Why does it end?”")
    )


def test_an_unknown_successor_is_refused_at_its_box(at_work):
    answer = see(at_work, RETIRE, **day("last_day", "2019-12-31"), councils=["havering"], followed_by="EXC99",
                 reason="It told nothing")  # fmt: skip

    assert "No indicator has the reference 'EXC99'. Add it first." in words_on(answer)
    assert 'href="#id_followed_by"' in answer.content.decode()


def test_it_may_be_suspended_for_now_and_stays_on_the_list(at_work, measures):
    change(at_work, RETIRE, **day("last_day", "2019-12-31"), councils=["havering"], on_list="suspended",
           reason="The ledger is replaced")  # fmt: skip

    assert ListEntry.objects.filter(measure=measures["EXC01"]).latest("starts_on").suspended


# --- restoring --------------------------------------------------------------------------------------------------------


def test_a_retired_indicator_is_restored_and_the_gap_stays(at_work, measures, october):
    ended = {"councils": ["havering"], "reason": "It told nobody anything", "decision": october.reference}
    change(at_work, RETIRE, **day("last_day", "2019-10-31"), **ended)
    assert "Restore this indicator" in words_on(at_work.get(RESTORE))

    change(
        at_work, RESTORE, **day("starts_on", "2020-01-01"), councils=["havering"], reason="The committee asked for it"
    )

    states = list(
        ListEntry.objects.filter(measure=measures["EXC01"]).order_by("starts_on").values_list("starts_on", "on_list")
    )
    assert states == [(date(2019, 4, 1), True), (date(2019, 11, 1), False), (date(2020, 1, 1), True)]
    assert "EXC01" in {one.ref for one in measures_due(Quarter.parse("2019-20 Q4"))}
    assert "EXC01" not in {one.ref for one in measures_due(Quarter.parse("2019-20 Q3"))}
    assert Event.objects.get(kind="indicator restored").details["why"] == "The committee asked for it"


def test_what_never_ended_has_nothing_to_restore(at_work):
    assert "nothing ended" in words_on(at_work.get(RESTORE))


def test_what_ended_for_all_has_nothing_left_to_retire(at_work, october):
    ended = {"councils": ["havering"], "reason": "It told nobody anything", "decision": october.reference}
    change(at_work, RETIRE, **day("last_day", "2019-10-31"), **ended)

    assert "nothing is left to retire" in words_on(at_work.get(RETIRE))


def test_a_form_that_was_overtaken_keeps_what_was_typed(at_work, october):
    page = at_work.get(RETIRE)
    change(
        at_work, OWNERS, **day("starts_on", "2019-11-01"), **{"havering-owner_post": "Head of Payments"}, reason="Moved"
    )

    typed = {**form_on(page), **day("last_day", "2019-12-31"), "reason": "It told nobody anything", "do": "check"}
    answer = at_work.post(RETIRE, {**typed, "councils": ["havering"]})

    assert answer.status_code == 409
    assert "Performance Officer changed this at" in words_on(answer)
    assert "It told nobody anything" in answer.content.decode()


def test_whole_partnership_measures_end_and_begin_again_too(at_work, measures):
    whole = make_measure(indicator=measures["EXC01"].indicator, whole_partnership=True)
    make_target(whole, "95.0")

    change(
        at_work, RETIRE, **day("last_day", "2019-12-31"), councils=["whole partnership"], reason="Counted by council"
    )

    assert not ListEntry.objects.get(measure=whole).on_list


# --- what nobody means ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [(RETIRE, "last_day"), (RESTORE, "starts_on"), (OWNERS, "starts_on")])
@pytest.mark.parametrize("when", ["9999-12-31", "0001-01-01", "1066-10-14"])
def test_a_day_that_nobody_means_is_asked_for_again(at_work, october, where, when):
    address, box = where
    if address == RESTORE:
        ended = {"councils": ["havering"], "reason": "It told nobody anything", "decision": october.reference}
        change(at_work, RETIRE, **day("last_day", "2019-10-31"), **ended)

    answer = see(at_work, address, **day(box, when), councils=["havering"], reason="It told nobody anything")

    assert answer.status_code == 422
    assert "This year is none that is kept here. Correct the day." in words_on(answer)


def test_a_page_asks_as_many_statements_however_much_there_is(at_work, measures):
    before = [statements(at_work, address) for address in (TARGETS, OWNERS, RETIRE, "/indicators/EXC01/edit")]
    for council in ("Bexley", "Newham"):
        more = make_measure(indicator=measures["EXC01"].indicator, council=make_council(council))
        make_target(more, "95.0")
        make_agreed_list(more)
    for number in range(10, 20):
        make_decision(number=str(number))

    assert [statements(at_work, address) for address in (TARGETS, OWNERS, RETIRE, "/indicators/EXC01/edit")] == before


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
