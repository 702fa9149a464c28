"""Whom each step of a quarter is told by message, and that no message says more than a count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import resolve

from goldenthread.accounts.operations import disable_person, invite_person
from goldenthread.audit.models import Event
from goldenthread.domain.problems import Refused
from goldenthread.figures.operations import (
    NothingToChase,
    answer_queries,
    chase_figures,
    freeze_round,
    query_figures,
    reopen_figures,
    tell_what_is_due,
)
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.mail.models import Message
from goldenthread.partnership.rules import RoleMissing
from tests.figures.quarter import OCTOBER, Q2, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.world import make_appointment, make_council, make_person

pytestmark = pytest.mark.django_db

QUESTION = "Why did Mrs Jones's case take ninety days?"


@pytest.fixture
def measures(lead, head, officer):
    """Two figures due of the lead's service, in an open round."""
    made = [make_due_measure("EXC01"), make_due_measure("EXC02")]
    opened(by=officer)
    return made


def told(kind):
    """Of each message of the kind, oldest first: to whom, and its subject."""
    return [(one.address, one.subject) for one in Message.objects.filter(kind=kind).order_by("id")]


def returned(measures, lead):
    for measure in measures:
        give(measure, "96", by=lead)
    submit(*measures, by=lead)


def asked(measures, by):
    query_figures(figure_ids=[figure_of(one).pk for one in measures], asked=QUESTION, by=by, at=OCTOBER)


def due_on():
    from goldenthread.figures.models import Figure  # noqa: PLC0415 - beside its one use

    return Figure.objects.values_list("due_on", flat=True).distinct().get()


def test_who_is_invited_is_sent_the_link(stranger):
    link = invite_person(person=stranger, by=None, at=OCTOBER)

    assert told("invitation") == [("stranger@example.org", "You are invited to goldenthread")]
    assert link.address in Message.objects.get().text


def test_a_question_is_told_to_the_lead_in_one_message(measures, lead, head):
    returned(measures, lead)
    asked(measures, head)

    assert told("query asked") == [("lead@example.org", "A question about 2 figures for Q2 2019/20")]


def test_without_a_lead_the_officer_is_told(measures, lead, head, officer):
    give(measures[0], "96", by=officer)
    submit(measures[0], by=officer)
    lead.appointment_set.update(ended_on=date(2019, 10, 1))
    asked(measures[:1], head)

    assert told("query asked") == [("officer@example.org", "A question about 1 figure for Q2 2019/20")]


def test_an_answer_is_told_to_who_asked(measures, lead, head):
    returned(measures, lead)
    asked(measures, head)
    answer_queries(figure_ids=[figure_of(measures[0]).pk], answer="It was closed late.", by=lead, at=OCTOBER)
    give(measures[1], "97", by=lead)

    assert (
        told("answered")
        == [
            ("head@example.org", "Your question about 1 figure for Q2 2019/20 is answered"),
        ]
        * 2
    )


def test_a_sign_off_is_told_to_who_submitted(measures, lead, head):
    returned(measures, lead)
    sign_off(*measures, by=head)

    assert told("signed off") == [("lead@example.org", "2 figures for Q2 2019/20 are signed off")]


def test_no_message_says_what_was_asked_or_of_what(measures, lead, head):
    returned(measures, lead)
    asked(measures, head)
    answer_queries(figure_ids=[figure_of(one).pk for one in measures], answer=QUESTION, by=lead, at=OCTOBER)
    sign_off(*measures, by=head)

    said = " ".join(f"{one.subject} {one.text} {one.html}" for one in Message.objects.all())
    assert [word for word in ("Jones", "EXC01", "96", "Havering", measures[0].indicator.ref) if word in said] == []


def test_what_is_refused_tells_nobody(measures, lead, head):
    with pytest.raises(Refused):
        asked(measures, head)

    assert Message.objects.count() == 0


def test_whoever_does_it_is_not_told(measures, lead, head):
    returned(measures, lead)
    make_appointment(head, role="service-lead", service=figure_of(measures[0]).service)
    asked(measures, head)

    assert [address for address, _ in told("query asked")] == ["lead@example.org"]


def test_whose_account_is_closed_is_written_to_no_more(measures, lead, head, officer):
    returned(measures, lead)
    disable_person(person_id=lead.pk, by=officer, at=OCTOBER)
    asked(measures, head)

    assert Message.objects.count() == 0


@pytest.fixture
def treasurer(measures):
    """The Section 151 officer of Havering, which asks for clearance; and one of another council."""
    council = make_council("Havering")
    council.clearance_required = True
    council.save()
    person = make_person("Section 151 Officer", email="treasurer@example.org")
    make_appointment(person, role="section-151-officer", council=council)
    make_appointment(make_person("Another"), role="section-151-officer", council=make_council("Newham"))
    return person


def test_a_freeze_is_told_to_who_clears_that_council(measures, treasurer, officer):
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert told("to clear") == [("treasurer@example.org", "2 figures to clear for Q2 2019/20")]


def test_a_freeze_that_is_tried_tells_nobody(measures, treasurer, officer):
    freeze_round(quarter=Q2, by=officer, at=OCTOBER, dry_run=True)

    assert told("to clear") == []


def test_what_the_council_cleared_already_is_not_asked_for_again(lead, head, officer):
    make_due_measure("EXC01")
    newham = make_council("Newham", clearance_required=True)
    other = make_due_measure("EXC02", measure={"council": newham})
    opened(by=officer)
    havering = make_council("Havering")
    make_appointment(make_person("Treasurer", email="t@example.org"), role="section-151-officer", council=newham)
    havering.clearance_required = True
    havering.save()
    treasurer = make_person("Section 151 Officer", email="treasurer@example.org")
    make_appointment(treasurer, role="section-151-officer", council=havering)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    clear_figures(quarter=Q2, council="havering", by=treasurer, at=OCTOBER)

    reopen_figures(figure_ids=[figure_of(other).pk], reason="It came late", by=officer, at=OCTOBER)
    give(other, "96", by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    assert [address for address, _ in told("to clear")] == ["treasurer@example.org", "t@example.org", "t@example.org"]


def test_figures_due_are_told_once(measures):
    early = due_on() - timedelta(days=6)

    first = tell_what_is_due(today=early, at=OCTOBER)
    again = tell_what_is_due(today=early, at=OCTOBER)

    assert (first, again) == (1, 0)
    ((address, subject),) = told("figures due")
    assert address == "lead@example.org"
    assert subject.startswith("2 figures to return by ")


def test_a_reminder_comes_five_days_before_the_day_and_once(measures):
    days = [due_on() - timedelta(days=left) for left in (6, 5, 4, 0)]

    queued = [tell_what_is_due(today=day, at=OCTOBER) for day in days]

    assert queued == [1, 1, 0, 0]
    assert len(told("reminder")) == 1


def test_what_is_overdue_is_told_every_week(measures):
    days = [due_on() + timedelta(days=late) for late in (1, 6, 7, 14)]

    queued = [tell_what_is_due(today=day, at=OCTOBER) for day in days]

    assert queued == [1, 0, 1, 1]
    assert told("overdue")[0] == ("lead@example.org", "2 figures overdue for Q2 2019/20")


def test_what_is_submitted_is_asked_for_no_more(measures, lead):
    returned(measures, lead)

    assert tell_what_is_due(today=due_on(), at=OCTOBER) == 0


def test_the_officer_chases_in_one_message_for_each_person(measures, lead, officer):
    first = chase_figures(quarter=Q2, by=officer, at=OCTOBER)
    chase_figures(quarter=Q2, by=officer, at=OCTOBER)

    assert first == 1
    assert len(Message.objects.filter(kind__in=("reminder", "overdue"))) == 2
    assert Event.objects.filter(kind="figures chased").count() == 2


def test_the_officer_alone_chases(measures, lead):
    with pytest.raises(RoleMissing):
        chase_figures(quarter=Q2, by=lead, at=OCTOBER)


def test_there_is_nobody_to_chase_once_all_is_submitted(measures, lead, officer):
    returned(measures, lead)

    with pytest.raises(NothingToChase, match="Every figure of Q2 2019/20 is submitted"):
        chase_figures(quarter=Q2, by=officer, at=OCTOBER)


def test_every_page_that_a_message_leads_to_is_there(measures, lead, head, officer, treasurer):
    tell_what_is_due(today=due_on(), at=OCTOBER)
    returned(measures, lead)
    asked(measures, head)
    answer_queries(figure_ids=[figure_of(one).pk for one in measures], answer="Yes.", by=lead, at=OCTOBER)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    paths = {one.removeprefix("http://127.0.0.1:8000") for one in Message.objects.values_list("link", flat=True)}
    assert len(paths) == 3
    assert all(resolve(path) for path in paths)
