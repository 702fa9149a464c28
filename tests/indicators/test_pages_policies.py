"""Rating policies in words and where each is used; and adopting one, seen before it is kept."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.audit.models import Event
from goldenthread.domain.rating import gaps_in_words, policy_in_words, shipped_policies
from goldenthread.indicators.models import Accountability
from tests.at_browser import sign_in
from tests.figures.quarter import make_due_measure, opened
from tests.figures.returning_pages import form_on, words_on
from tests.indicators.register_pages import TODAY, change, day, keep, see, small_register
from tests.world import make_decision, make_policy, make_provision, make_service

pytestmark = pytest.mark.django_db
POLICY, ADOPT = "/policies/on-off-track", "/policies/on-off-track/adopt"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measures():
    return small_register()


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_everybody_signed_in_reads_every_policy_and_what_it_rates(client, stranger, measures):
    said = words_on(sign_in(client, stranger).get("/policies"))

    assert "Amber within the measure's own tolerance own-tolerance, version 1 Any council 1 April 2012" in said
    assert "Newham: 1 measure; Havering: 1 measure" in said or "Havering: 1 measure; Newham: 1 measure" in said


def test_a_policy_is_told_in_the_very_words_that_are_printed(client, stranger):
    policy = shipped_policies()["havering-2019-20"]

    said = words_on(sign_in(client, stranger).get("/policies/havering-2019-20"))

    for words in (*policy_in_words(policy), *gaps_in_words(policy), policy.sha256, policy.citation):
        assert words in said
    assert "No measure was ever rated by it here." in said
    assert "Adopt this policy" not in said


def test_where_a_policy_is_used_is_told_with_its_days(client, stranger, measures):
    said = words_on(sign_in(client, stranger).get("/policies/own-tolerance"))

    assert "Havering The joint committee’s 1 April 2014 – 1" in said


def test_every_version_has_its_page(client, stranger):
    text = shipped_policies()["on-off-track"].text.replace("version = 1", "version = 2")
    make_policy(text=text)
    sign_in(client, stranger)

    assert "on-off-track, version 2" in words_on(client.get(POLICY))
    assert "on-off-track, version 1" in words_on(client.get(f"{POLICY}?version=1"))
    assert [client.get(where).status_code for where in (f"{POLICY}?version=9", "/policies/none")] == [404, 404]


def test_as_many_reads_whatever_the_number_of_measures(client, stranger, measures):
    sign_in(client, stranger)
    before = [statements(client, where) for where in ("/policies", "/policies/own-tolerance")]
    for number in range(10, 20):
        make_due_measure(f"EXC{number}")

    assert [statements(client, where) for where in ("/policies", "/policies/own-tolerance")] == before


# --- adopting ---------------------------------------------------------------------------------------------------------


def test_a_policy_is_adopted_for_councils_from_a_day_by_a_decision(client, officer, measures):
    decision = make_decision(on="2019-10-18", number="5", text="To rate on or off track from January.")
    typed = {"councils": ["havering"], "decision": decision.reference, "reason": "Members asked for two colours"}

    answer = change(sign_in(client, officer), ADOPT, **day("starts_on", "2020-01-01"), **typed)

    assert answer["Location"] == POLICY
    new = Accountability.objects.latest("starts_on")
    assert (new.measure, new.policy.slug, str(new.starts_on)) == (measures["EXC01"], "on-off-track", "2020-01-01")
    assert Accountability.objects.filter(measure=measures["EXC02"]).count() == 1
    details = Event.objects.get(kind="policy adopted").details
    assert (details["decision"], details["measures"]) == (decision.reference, 1)
    assert "From 1 January 2020 it rates 1 measure." in words_on(client.get(POLICY))


def test_what_it_would_rate_is_seen_first_and_an_open_round_keeps_its_own(client, officer, measures):
    opened(by=officer)

    seen = see(
        sign_in(client, officer), ADOPT, **day("starts_on", "2019-09-01"), councils=["havering"], reason="Two colours"
    )

    said = words_on(seen)
    assert (
        "EXC01, Havering Amber within the measure's own tolerance (version 1) On track or off track (version 1)" in said
    )
    assert "Q2 2019/20 is open." in said
    assert Accountability.objects.count() == 2


def test_a_council_may_have_it_as_its_own_beside_the_committees(client, officer, measures):
    typed = {"councils": ["havering"], "whose": "own_policy", "reason": "Havering rates so"}

    change(sign_in(client, officer), ADOPT, **day("starts_on", "2020-01-01"), **typed)

    new = Accountability.objects.latest("starts_on")
    assert (new.policy.slug, new.own_policy.slug) == ("own-tolerance", "on-off-track")


def test_a_measure_whose_service_is_no_longer_provided_is_passed_over(client, officer, measures):
    make_provision(
        service=make_service(), council=measures["EXC02"].council, extent="not-provided", starts_on="2019-11-01"
    )
    typed = {"councils": ["havering", "newham"], "reason": "Members asked for two colours"}

    change(sign_in(client, officer), ADOPT, **day("starts_on", "2020-01-01"), **typed)

    assert Accountability.objects.filter(starts_on="2020-01-01").count() == 1


def test_nothing_to_adopt_is_said(client, officer, measures):
    typed = {"councils": ["havering"], "reason": "Once more, to be sure"}

    answer = see(sign_in(client, officer), "/policies/own-tolerance/adopt", **day("starts_on", "2020-01-01"), **typed)

    assert (answer.status_code, "would be rated otherwise than now" in words_on(answer)) == (422, True)


def test_a_day_before_what_is_known_is_refused_at_its_box(client, officer, measures):
    typed = {"councils": ["havering"], "reason": "Members asked for it"}
    change(sign_in(client, officer), ADOPT, **day("starts_on", "2020-01-01"), **typed)

    answer = see(client, "/policies/relative-tolerance/adopt", **day("starts_on", "2019-12-01"), **typed)

    assert answer.status_code == 422
    assert "What holds from 2020-01-01 is known already" in words_on(answer)
    assert 'href="#id_starts_on_0"' in answer.content.decode()


def test_what_is_missing_is_asked_for_all_at_once(client, officer, measures):
    said = words_on(see(sign_in(client, officer), ADOPT, reason=""))

    for words in ("Choose whose measures it rates", "Enter the first day", "Answer “Why is it adopted?”"):
        assert words in said


def test_measures_that_were_changed_meanwhile_are_looked_at_again(client, officer, measures):
    sign_in(client, officer)
    typed = {"councils": ["havering"], "reason": "Members asked for two colours"}
    seen = see(client, ADOPT, **day("starts_on", "2020-01-01"), **typed)
    change(client, "/indicators/EXC01/owners", **day("starts_on", "2019-12-01"),
           **{"havering-owner_post": "Head of Payments"}, reason="The team moved")  # fmt: skip

    answer = keep(client, ADOPT, seen)

    assert answer.status_code == 409
    assert "were changed in the register since" in words_on(answer)
    assert form_on(answer)["reason"] == "Members asked for two colours"


def test_only_who_keeps_the_register_adopts(client, lead):
    assert sign_in(client, lead).get(ADOPT).status_code == 403
