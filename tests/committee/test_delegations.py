"""A power that the committee delegated: consulted on, discharged, reported back."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from goldenthread.accounts.models import User
from goldenthread.committee.models import AgendaItem, Consultation, Decision, Delegation, Meeting
from goldenthread.committee.operations import (
    DelegationChanged,
    DelegationSaid,
    ViewSaid,
    discharge_delegation,
    record_delegation,
    record_view,
    report_delegation,
    revoke_delegation,
)
from goldenthread.domain.delegations import DelegationStepNotAllowed
from goldenthread.domain.problems import InputRefused
from tests.committee.meetings import LONDON
from tests.world import make_committee, make_decision

pytestmark = pytest.mark.django_db

AT = datetime(2019, 9, 2, 10, 0, tzinfo=LONDON)
SAID = DelegationSaid(
    to_post="Interim Executive Director",
    purpose="To finalise the plan",
    due_on=date(2019, 9, 30),
    consult=("Chief Executive of Newham", "Chief Executive of Havering"),
)


@pytest.fixture
def delegation(clerk: User) -> Delegation:
    decision = make_decision(verb="delegated", text="To delegate to the Interim Executive Director …")
    return record_delegation(decision_id=decision.pk, said=SAID, by=clerk, at=AT)


def consulted(delegation: Delegation, *, by: User, on: date = date(2019, 8, 1)) -> None:
    for asked in Consultation.objects.filter(delegation=delegation):
        record_view(
            delegation_id=delegation.pk,
            version=Delegation.objects.get(pk=delegation.pk).version,
            said=ViewSaid(consultation_id=asked.pk, view="Content.", consulted_on=on),
            by=by,
            at=AT,
        )


def discharged(delegation: Delegation, *, by: User) -> Delegation:
    return discharge_delegation(
        delegation_id=delegation.pk,
        version=Delegation.objects.get(pk=delegation.pk).version,
        decided="The plan as of 20 August is final.",
        on=date(2019, 8, 20),
        by=by,
        at=AT,
    )


def test_it_goes_to_a_post_for_something_under_a_decision_that_delegates(clerk: User) -> None:
    decision = make_decision(verb="noted", text="To note the plan.")
    nothing = DelegationSaid(to_post=" ", purpose="", due_on=date(2019, 1, 1), consult=("Chief", "Chief"))

    with pytest.raises(InputRefused) as refused:
        record_delegation(decision_id=decision.pk, said=nothing, by=clerk, at=AT)

    assert [one.column for one in refused.value.problems] == ["decision", "to_post", "purpose", "due_on", "consult"]
    assert not Delegation.objects.exists()


def test_it_is_discharged_only_once_everybody_was_consulted(delegation: Delegation, clerk: User) -> None:
    with pytest.raises(InputRefused, match="Chief Executive of Newham was not consulted yet"):
        discharged(delegation, by=clerk)
    consulted(delegation, by=clerk)

    done = discharged(delegation, by=clerk)

    assert (done.state, done.discharged_on) == ("discharged", date(2019, 8, 20))


def test_a_view_given_after_the_decision_does_not_count(delegation: Delegation, clerk: User) -> None:
    consulted(delegation, by=clerk, on=date(2019, 8, 30))

    with pytest.raises(InputRefused, match="or after that day"):
        discharged(delegation, by=clerk)

    assert Delegation.objects.get().state == "open"


def test_a_nominee_is_named_on_a_day_before_they_are_consulted(delegation: Delegation, clerk: User) -> None:
    asked = Consultation.objects.order_by("pk")[0]
    late = ViewSaid(
        consultation_id=asked.pk,
        view="Content.",
        consulted_on=date(2019, 8, 1),
        nominee="Director of Resources",
        nominee_named_on=date(2019, 8, 2),
    )

    with pytest.raises(InputRefused, match="before they are consulted"):
        record_view(delegation_id=delegation.pk, version=1, said=late, by=clerk, at=AT)

    assert Consultation.objects.get(pk=asked.pk).view == ""


def test_it_is_reported_back_to_a_later_meeting_of_the_committee(delegation: Delegation, clerk: User) -> None:
    consulted(delegation, by=clerk)
    discharged(delegation, by=clerk)
    same = delegation.decision.item
    later = Meeting.objects.create(committee=make_committee(), date=date(2019, 10, 18), state="held")
    item = AgendaItem.objects.create(meeting=later, place=1, title="Delegations reported back")
    version = Delegation.objects.get().version
    with pytest.raises(InputRefused, match="a later meeting"):
        report_delegation(delegation_id=delegation.pk, version=version, under_item_id=same.pk, by=clerk, at=AT)

    done = report_delegation(delegation_id=delegation.pk, version=version, under_item_id=item.pk, by=clerk, at=AT)

    assert (done.state, done.reported_under) == ("reported", item)


def test_what_is_open_is_not_reported_back(delegation: Delegation, clerk: User) -> None:
    item = delegation.decision.item

    with pytest.raises(DelegationStepNotAllowed, match="is open, so it cannot be reported back"):
        report_delegation(delegation_id=delegation.pk, version=1, under_item_id=item.pk, by=clerk, at=AT)

    assert Delegation.objects.get().reported_under is None


def test_it_is_revoked_with_a_reason_and_then_not_discharged(delegation: Delegation, clerk: User) -> None:
    revoke_delegation(
        delegation_id=delegation.pk, version=1, because="The committee will decide itself.", by=clerk, at=AT
    )

    with pytest.raises(DelegationStepNotAllowed, match="was revoked"):
        discharged(delegation, by=clerk)

    assert Delegation.objects.get().state == "revoked"


def test_two_who_change_it_at_once_do_not_overwrite_each_other(delegation: Delegation, clerk: User) -> None:
    consulted(delegation, by=clerk)

    with pytest.raises(DelegationChanged, match="Interim Executive Director"):
        revoke_delegation(delegation_id=delegation.pk, version=1, because="No longer needed.", by=clerk, at=AT)

    assert Decision.objects.get().delegation.state == "open"
