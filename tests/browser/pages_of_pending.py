"""The clerk's pages of what is pending, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client

from goldenthread.actions.operations import NewAction
from goldenthread.committee.models import Decision
from goldenthread.committee.operations import (
    Asked,
    DelegationSaid,
    Resolution,
    let_arise,
    minute_item,
    record_delegation,
    record_question,
)
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_committee import AFTER, Desk, at_desk, on_body


class Pending(Desk):
    """Beside that, a delegation that is overdue, a question without an answer, and something to be done."""

    def __init__(self) -> None:
        super().__init__()
        self.held()
        resolved = [
            Resolution(number="1", verb="delegated", text="To delegate the final words to the Executive Director."),
            Resolution(number="2", verb="delegated", text="To delegate the lease to the Director of Assets."),
        ]
        minute_item(
            item_id=self.item.pk,
            version=self.version(self.met),
            words="Members asked about rents.",
            resolutions=resolved,
            by=self.clerk,
            at=AFTER,
        )
        first, self.second = Decision.objects.order_by("pk")
        said = DelegationSaid(
            to_post="Executive Director",
            purpose="To finalise the plan",
            due_on=date(2020, 1, 18),
            consult=("Chief Executive of Newham", "Chief Executive of Havering"),
        )
        self.delegation = record_delegation(decision_id=first.pk, said=said, by=self.clerk, at=AFTER)
        asked = Asked(kind="question", words="Why did collection fall?", owner_post="Head of Exchequer")
        self.question = record_question(item_id=self.item.pk, said=asked, by=self.clerk, at=AFTER)
        to_do = NewAction(words="Fill both posts", owner_post="Head of Exchequer", due_on=date(2020, 1, 19))
        let_arise(out_of="question", row_id=self.question.pk, said=to_do, by=self.clerk, at=AFTER)


def pending_at(address: Callable[[Pending], str]) -> Callable[[Client], str]:
    """The clerk at an address where much is pending."""

    def reach(client: Client) -> str:
        desk = Pending()
        sign_in(client, desk.clerk)
        return address(desk)

    return reach


def of_delegation(page: str = "") -> Callable[[Pending], str]:
    return lambda desk: f"/committee/delegations/{desk.delegation.pk}{page}"


PENDING_STATES = (
    State("what is pending, nothing", at_desk(on_body("/pending"))),
    State("what is pending", pending_at(lambda desk: f"/committee/{desk.committee.pk}/pending")),
    State("meeting from which much follows", pending_at(lambda desk: f"/committee/meetings/{desk.met.pk}")),
    State("record a delegation", pending_at(lambda desk: f"/committee/decisions/{desk.second.pk}/delegate")),
    State(
        "record a delegation, with errors",
        pending_at(lambda desk: f"/committee/decisions/{desk.second.pk}/delegate"),
        sent_empty=True,
    ),
    State("delegation", pending_at(of_delegation())),
    State("what was decided under a delegation", pending_at(of_delegation("/discharge"))),
    State("delegation revoked", pending_at(of_delegation("/revoke"))),
    State("record a question", pending_at(lambda desk: f"/committee/items/{desk.item.pk}/questions")),
    State("record an answer", pending_at(lambda desk: f"/committee/questions/{desk.question.pk}/answer")),
    State("record what is to be done", pending_at(lambda desk: f"/committee/questions/{desk.question.pk}/to-do")),
)
