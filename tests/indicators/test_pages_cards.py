"""Adding an indicator and changing its card at their pages: the register's own rules, and nothing kept unseen."""

from __future__ import annotations

import pytest

from goldenthread.audit.models import Event
from goldenthread.indicators.models import Accountability, Definition, Indicator, ListEntry, Measure, Target
from tests.at_browser import sign_in
from tests.figures.quarter import opened
from tests.figures.returning_pages import form_on, words_on
from tests.indicators.register_pages import JULY, TODAY, change, day, keep, see, small_register
from tests.world import make_decision

pytestmark = pytest.mark.django_db
EDIT = "/indicators/EXC01/edit"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def at_work(client, officer):
    small_register()
    return sign_in(client, officer)


def test_a_changed_card_is_a_new_version_from_its_day_with_who_agreed_it_and_why(at_work):
    answer = change(
        at_work, EDIT, **day("starts_on", "2020-01-01"), title="Invoices paid in time", reason="Plainer", decision=JULY
    )

    assert answer["Location"] == "/indicators/EXC01"
    versions = Definition.objects.filter(indicator__ref="EXC01").order_by("starts_on")
    assert [one.card["title"] for one in versions] == ["Invoices paid within 30 days", "Invoices paid in time"]
    assert str(versions[1].starts_on) == "2020-01-01"
    assert Event.objects.get(kind="indicator changed").details == {"why": "Plainer", "decision": JULY}
    assert "The new version of the card of EXC01 is saved." in words_on(at_work.get("/indicators/EXC01"))


def test_nothing_is_kept_before_what_will_change_was_seen(at_work):
    seen = see(at_work, EDIT, **day("starts_on", "2020-01-01"), title="Invoices paid in time", reason="Plainer")

    said = words_on(seen)
    assert "Title The card 1 January 2020 Invoices paid within 30 days Invoices paid in time" in said
    assert "No open round is touched." in said
    assert Definition.objects.filter(indicator__ref="EXC01").count() == 1
    # What is sent for keeping without having been shown is shown first.
    again = at_work.post(EDIT, {**form_on(seen), "title": "Something else", "do": "keep"})
    assert "Something else" in words_on(again)
    assert Definition.objects.filter(indicator__ref="EXC01").count() == 1


def test_an_open_round_that_holds_it_is_named(at_work, officer):
    opened(by=officer)

    seen = see(at_work, EDIT, **day("starts_on", "2019-09-01"), title="Invoices paid in time", reason="Plainer")

    assert "Q2 2019/20 is open and holds this indicator for Havering." in words_on(seen)


def test_everything_that_is_wrong_is_said_at_once_at_its_box_and_what_was_typed_stays(at_work):
    typed = {"minimum": "many", "maximum": "more", "formula": "paid / all", "reason": "Plainer"}

    answer = see(at_work, EDIT, **day("starts_on", "2014-04-01"), **typed)

    assert answer.status_code == 422
    html, said = answer.content.decode(), words_on(answer)
    assert ('href="#id_minimum"' in html, 'href="#id_maximum"' in html) == (True, True)
    assert ('value="many"' in html, "paid / all" in html) == (True, True)
    assert not any(word in said for word in ("sheet", "row ", "import-"))


def test_what_is_missing_is_asked_for_by_the_name_of_its_box(at_work):
    answer = see(at_work, EDIT, title="", service="", reason="Plainer")

    said = words_on(answer)
    assert all(words in said for words in ("Enter the title", "Choose the service", "Enter the first day"))


def test_a_day_before_what_is_known_is_refused_in_the_words_of_a_page(at_work):
    answer = see(at_work, EDIT, **day("starts_on", "2014-03-01"), title="Invoices paid in time", reason="Plainer")

    assert "Give this a later first day." in words_on(answer)


def test_a_change_that_changes_nothing_is_none(at_work):
    answer = see(at_work, EDIT, **day("starts_on", "2020-01-01"), reason="Plainer")

    assert answer.status_code == 422
    assert "This says the same as what holds from 2014-04-01." in words_on(answer)


def test_a_reason_that_says_nothing_is_refused(at_work):
    answer = see(at_work, EDIT, **day("starts_on", "2020-01-01"), title="Other", reason="TBC")

    assert "give the reason in words" in words_on(answer)


def test_a_form_that_somebody_overtook_is_refused_with_who_when_and_what_differs(at_work, officer):
    page = at_work.get(EDIT)
    change(at_work, EDIT, **day("starts_on", "2020-01-01"), title="Invoices paid in time", reason="Plainer")

    typed = {**form_on(page), **day("starts_on", "2020-02-01"), "title": "Mine", "reason": "Better", "do": "check"}
    answer = at_work.post(EDIT, typed)

    assert answer.status_code == 409
    assert "Performance Officer changed this at" in words_on(answer)
    assert "Title Mine Invoices paid in time" in words_on(answer)
    assert 'value="Mine"' in answer.content.decode()
    # Sent again, knowingly, it is a version after the other.
    seen = at_work.post(EDIT, {**form_on(answer), "do": "check"})
    assert keep(at_work, EDIT, seen)["Location"] == "/indicators/EXC01"
    assert Definition.objects.filter(indicator__ref="EXC01").count() == 3


CARD = {
    "ref": "EXC07",
    **day("starts_on", "2019-10-01"),
    "service": "exchequer-and-transactional",
    "title": "Suppliers set up within two days",
    "definition": "Suppliers set up within two working days of a whole request, as a share of all set up.",
    "level": "operational",
    "unit": "percentage",
    "decimals": "1",
    "polarity": "higher",
    "measure_type": "period",
    "frequency": "quarterly",
    "year_end_rule": "mean",
}
OWNED = {"owner_post": "Head of Exchequer", "sign_off_post": "Director of Finance", "policy": "own-tolerance/1"}
TARGET = {"kind": "number", "annual": "90%", "tolerance": "5", "tolerance_unit": "points"}


def of(council: str, **typed: str) -> dict[str, str]:
    return {f"{council}-{name}": value for name, value in {**OWNED, **TARGET, **typed}.items()}


def card_typed(client, councils=("newham", "bexley"), **typed):
    page = client.get("/indicators/new")
    return client.post("/indicators/new", {**form_on(page), **CARD, **typed, "councils": councils, "do": "councils"})


def councils_typed(client, page, councils=("newham", "bexley"), **typed):
    kept = {**form_on(page), "councils": councils, "year": "2019-20", "reason": "Asked for by the committee"}
    return client.post("/indicators/new", {**kept, **typed, "do": "check"})


def test_an_indicator_is_added_for_several_councils_at_once(at_work):
    councils = card_typed(at_work)
    assert "For whom is it measured?" in words_on(councils)
    decision = make_decision(number="4", text="To measure how fast suppliers are set up.")

    seen = councils_typed(at_work, councils, **of("newham"), **of("bexley", annual="85%"), decision=decision.reference)
    assert "Target for the year Target of 2019/20, Bexley 1 October 2019 85%" in words_on(seen)
    assert not Indicator.objects.filter(ref="EXC07").exists()
    kept = at_work.post("/indicators/new", {**form_on(seen), "councils": ("newham", "bexley"), "do": "keep"})

    assert kept["Location"] == "/indicators/EXC07"
    assert Measure.objects.filter(indicator__ref="EXC07").count() == 2
    assert Accountability.objects.filter(measure__indicator__ref="EXC07").count() == 2
    targets = Target.objects.filter(measure__indicator__ref="EXC07").order_by("annual")
    assert sorted(str(one.annual) for one in targets) == ["85", "90"]
    assert {one.decision for one in targets} == {decision}
    entries = ListEntry.objects.filter(measure__indicator__ref="EXC07")
    assert {(one.on_list, str(one.starts_on), one.reason) for one in entries} == {
        (True, "2019-10-01", "Asked for by the committee")
    }
    assert Event.objects.get(kind="indicator added").subject_id == "EXC07"


def test_what_is_wrong_with_a_new_card_is_said_before_councils_are_asked_for(at_work):
    answer = card_typed(at_work, councils=(), title="", ref="new")

    assert answer.status_code == 422
    said = words_on(answer)
    for words in ("Enter the title", "“new” is a part of this product", "Choose for whom it is measured"):
        assert words in said


def test_a_card_that_was_sent_empty_is_told_everything_it_needs(at_work):
    page = at_work.get("/indicators/new")

    answer = at_work.post("/indicators/new", {**form_on(page), "do": "councils"})

    said = words_on(answer)
    assert answer.status_code == 422
    for words in ("Enter the reference", "Enter the first day", "Choose the unit", "Choose for whom it is measured"):
        assert words in said


def test_a_reference_that_is_taken_is_refused_whatever_its_capitals(at_work):
    assert "There is an indicator EXC01 already." in words_on(card_typed(at_work, ref="EXC01"))
    assert "differs from it by capitals alone" in words_on(card_typed(at_work, ref="exc01"))


def test_each_council_is_told_what_is_wrong_with_its_own_boxes(at_work):
    councils = card_typed(at_work)

    answer = councils_typed(at_work, councils, **of("newham", annual=""), **of("bexley", owner_post=""), reason="")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_reason"' in html
    answer = councils_typed(at_work, councils, **of("newham", annual=""), **of("bexley", owner_post=""))
    html = answer.content.decode()
    assert 'href="#id_newham-annual"' in html
    assert 'href="#id_bexley-owner_post"' in html


def test_going_back_to_the_card_keeps_what_was_typed_of_the_councils(at_work):
    councils = card_typed(at_work)
    typed = {**form_on(councils), "councils": ("newham",), **of("newham"), "do": "back"}

    card = at_work.post("/indicators/new", typed)
    again = at_work.post("/indicators/new", {**form_on(card), "councils": ("newham",), "do": "councils"})

    assert 'value="Suppliers set up within two days"' in card.content.decode()
    assert form_on(again)["newham-annual"] == "90%"


def test_a_council_that_does_not_get_the_service_is_refused(at_work):
    answer = card_typed(at_work, councils=("newham",), service="")
    assert "Choose the service" in words_on(answer)


def test_more_councils_are_added_to_an_indicator(at_work):
    where = "/indicators/EXC01/councils?asked=yes&councils=bexley"
    page = at_work.get(where)
    make_decision(number="4", text="To measure it for Bexley.")
    typed = {
        **form_on(page),
        **day("starts_on", "2019-11-01"),
        **of("bexley"),
        "year": "2019-20",
        "reason": "Bexley asked",
    }

    seen = at_work.post("/indicators/EXC01/councils", {**typed, "do": "check"})
    answer = at_work.post("/indicators/EXC01/councils", {**form_on(seen), "do": "keep"})

    assert answer["Location"] == "/indicators/EXC01"
    measure = Measure.objects.get(indicator__ref="EXC01", council__slug="bexley")
    assert str(measure.listentry_set.get().starts_on) == "2019-11-01"


def test_only_who_keeps_the_register_changes_it(client, lead):
    small_register()

    assert sign_in(client, lead).get(EDIT).status_code == 403
    assert client.get("/indicators/new").status_code == 403


def test_an_indicator_that_is_not_there_is_not_found(at_work):
    assert at_work.get("/indicators/NONE01/edit").status_code == 404
