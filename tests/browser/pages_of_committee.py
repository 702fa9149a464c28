"""The clerk's pages, in every state: the desk, a committee, a meeting at each point of its life, and each step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.committee.models import AgendaItem, Committee, Meeting, Membership
from goldenthread.committee.operations import (
    Came,
    Declared,
    ItemSaid,
    NoticeSaid,
    PaperSaid,
    Resolution,
    Restriction,
    RuleSaid,
    Seat,
    WhenAndWhere,
    add_item,
    add_paper,
    close_day,
    hold_meeting,
    issue_notice,
    minute_item,
    name_office,
    publish_agenda,
    record_call_in,
    schedule_meeting,
    seat_member,
    set_call_in_rules,
)
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.world import make_appointment, make_committee, make_council, make_partnership, make_person

LONDON = ZoneInfo("Europe/London")
THEN = datetime(2020, 1, 7, 10, 0, tzinfo=LONDON)
AFTER = datetime(2020, 1, 20, 9, 0, tzinfo=LONDON)
MET, MEETS = date(2020, 1, 17), date(2020, 3, 5)


class Desk:
    """A clerk, a committee with members, a meeting that was, and one to come."""

    def __init__(self) -> None:
        make_partnership()
        self.clerk: User = make_person("Committee Clerk", email="clerk@example.org")
        make_appointment(self.clerk, role="committee-clerk")
        self.committee: Committee = make_committee()
        self.seats = [
            seat_member(
                committee_id=self.committee.pk,
                said=Seat(
                    council_id=make_council(council).pk,
                    name=name,
                    starts_on=date(2019, 5, 20),
                    is_substitute=substitute,
                ),
                by=self.clerk,
                at=THEN,
            )
            for name, council, substitute in (
                ("Councillor A. Example", "Newham", False),
                ("Councillor B. Example", "Havering", False),
                ("Councillor C. Example", "Havering", True),
            )
        ]
        name_office(kind="chair", year=2019, membership_id=self.seats[0].pk, by=self.clerk, at=THEN)
        self.met, self.meets = self.scheduled(MET), self.scheduled(MEETS)
        for title in ("Minutes of the last meeting", "Performance Indicators, Q2 report"):
            self.item = self.added(self.met, title)
            self.to_come = self.added(self.meets, title)
        kept = Restriction(
            access="exempt",
            exempt_paragraphs="3",
            public_interest="Bidders would learn what others offered.",
            safe_title="A contract",
        )
        self.added(self.meets, "Price of lot 7", restriction=kept)
        add_paper(
            item_id=self.item.pk,
            version=self.version(self.met),
            said=PaperSaid(kind="report", title="Q2 report", type_name="PDF", size_words="209 KB"),
            by=self.clerk,
            at=THEN,
        )

    def scheduled(self, day: date) -> Meeting:
        said = WhenAndWhere(date=day, begins_at=None, venue="Old Town Hall, Stratford")
        return schedule_meeting(committee_id=self.committee.pk, said=said, by=self.clerk, at=THEN)

    def added(self, meeting: Meeting, title: str, *, restriction: Restriction | None = None) -> AgendaItem:
        said = ItemSaid(title=title, words="To note.", restriction=restriction or Restriction())
        return add_item(meeting_id=meeting.pk, version=self.version(meeting), said=said, by=self.clerk, at=THEN)

    def version(self, meeting: Meeting) -> int:
        return Meeting.objects.get(pk=meeting.pk).version

    def published(self) -> None:
        publish_agenda(
            meeting_id=self.met.pk,
            version=self.version(self.met),
            on=THEN.date(),
            because="",
            by=self.clerk,
            at=THEN,
        )

    def held(self) -> None:
        self.published()
        hold_meeting(
            meeting_id=self.met.pk,
            version=self.version(self.met),
            came=[
                Came(membership_id=self.seats[0].pk, how="present"),
                Came(membership_id=self.seats[1].pk, how="apologies"),
                Came(membership_id=self.seats[2].pk, how="present", in_place_of_id=self.seats[1].pk),
            ],
            declared=[Declared(membership_id=self.seats[0].pk, item_id=self.item.pk, words="A tenant.")],
            by=self.clerk,
            at=AFTER,
        )

    def minuted(self) -> None:
        self.held()
        minute_item(
            item_id=self.item.pk,
            version=self.version(self.met),
            words="Members asked about rents.\n\nThey were told of two empty posts.",
            resolutions=[Resolution(number="1", verb="noted", text="To note the report.", reasons="It is complete.")],
            by=self.clerk,
            at=AFTER,
        )

    def closed(self) -> None:
        self.closed_day = close_day(
            committee_id=self.committee.pk, day=date(2020, 1, 14), because="A move of offices.", by=self.clerk, at=THEN
        )

    def ruled(self) -> None:
        self.minuted()
        rules = [RuleSaid(council_id=self.seats[1].council_id, working_days=5, who_may="any three members")]
        set_call_in_rules(committee_id=self.committee.pk, said=rules, by=self.clerk, at=AFTER)

    def noticed(self) -> None:
        self.ruled()
        said = NoticeSaid(
            purpose="To note rents.",
            lead_officer="Head of Exchequer",
            is_key=True,
            no_call_in_because="",
            published_on=AFTER.date(),
        )
        self.notice = issue_notice(item_id=self.item.pk, said=said, by=self.clerk, at=AFTER)

    def called_in(self) -> None:
        self.noticed()
        self.call_in = record_call_in(
            notice_id=self.notice.pk,
            version=1,
            council_id=self.seats[1].council_id,
            on=AFTER.date(),
            who="Councillors X, Y and Z",
            grounds="Costs were not weighed.",
            by=self.clerk,
            at=AFTER,
        )

    def held_again(self) -> None:
        self.minuted()
        later = Meeting.objects.create(committee=self.committee, date=date(2020, 1, 19), state="held")
        AgendaItem.objects.create(meeting=later, place=1, title="Minutes of the last meeting")


def at_desk(address: Callable[[Desk], str], *, first: Callable[[Desk], None] | None = None) -> Callable[[Client], str]:
    """The clerk at an address, after something else."""

    def reach(client: Client) -> str:
        desk = Desk()
        if first is not None:
            first(desk)
        sign_in(client, desk.clerk)
        return address(desk)

    return reach


def on_met(page: str = "") -> Callable[[Desk], str]:
    return lambda desk: f"/committee/meetings/{desk.met.pk}{page}"


def on_meets(page: str = "") -> Callable[[Desk], str]:
    return lambda desk: f"/committee/meetings/{desk.meets.pk}{page}"


def on_body(page: str = "") -> Callable[[Desk], str]:
    return lambda desk: f"/committee/{desk.committee.pk}{page}"


def of_item(page: str = "") -> Callable[[Desk], str]:
    return lambda desk: f"/committee/items/{desk.item.pk}{page}"


def of_item_to_come(page: str = "") -> Callable[[Desk], str]:
    return lambda desk: f"/committee/items/{desk.to_come.pk}{page}"


def nothing_yet(client: Client) -> str:
    clerk = make_person("Committee Clerk", email="clerk@example.org")
    make_appointment(clerk, role="committee-clerk")
    sign_in(client, clerk)
    return "/committee"


def changed_meanwhile(client: Client) -> Any:
    desk = Desk()
    sign_in(client, desk.clerk)
    return client.post(on_meets("/cancel")(desk), {"because": "Nobody can come.", "version": "1"})


def as_member(address: Callable[[Desk], str]) -> Callable[[Client], str]:
    """A member of the committee, once an agenda is published."""

    def reach(client: Client) -> str:
        desk = Desk()
        desk.published()
        member = make_person("Councillor A. Example", email="member@example.org")
        make_appointment(member, role="member")
        Membership.objects.filter(pk=desk.seats[0].pk).update(person=member)
        sign_in(client, member)
        return address(desk)

    return reach


COMMITTEE_STATES = (
    State("meetings of my committees", as_member(lambda desk: "/my-meetings")),
    State("meeting, for its members", as_member(lambda desk: f"/my-meetings/{desk.met.pk}")),
    State("committee meetings", at_desk(lambda desk: "/committee")),
    State("committee meetings, none", nothing_yet),
    State("committee", at_desk(on_body())),
    State("committee settings", at_desk(on_body("/settings"))),
    State("office of a committee, with errors", at_desk(on_body("/offices")), sent_empty=True),
    State("seat on a committee", at_desk(on_body("/members"))),
    State("seat on a committee, with errors", at_desk(on_body("/members")), sent_empty=True),
    State("end of a seat", at_desk(lambda desk: f"/committee/{desk.committee.pk}/members/{desk.seats[1].pk}/end")),
    State("office of a committee", at_desk(on_body("/offices"))),
    State("schedule a meeting", at_desk(lambda desk: "/committee/meetings/new")),
    State("schedule a meeting, with errors", at_desk(lambda desk: "/committee/meetings/new"), sent_empty=True),
    State("meeting that is scheduled", at_desk(on_meets())),
    State("meeting with its agenda published", at_desk(on_met(), first=Desk.published)),
    State("meeting that was held", at_desk(on_met(), first=Desk.held)),
    State("meeting with draft minutes", at_desk(on_met(), first=Desk.minuted)),
    State("move a meeting", at_desk(on_meets("/move"))),
    State("cancel a meeting", at_desk(on_meets("/cancel"))),
    State("cancel a meeting, with errors", at_desk(on_meets("/cancel")), sent_empty=True),
    State("meeting that somebody else changed", answer=changed_meanwhile),
    State("publish an agenda", at_desk(on_meets("/publish"))),
    State("add an item", at_desk(on_meets("/items"))),
    State("add an item, with errors", at_desk(on_meets("/items")), sent_empty=True),
    State("add an urgent item", at_desk(on_met("/items"), first=Desk.published)),
    State("change an item", at_desk(of_item_to_come())),
    State("take an item out", at_desk(of_item_to_come("/out"))),
    State("order of an agenda", at_desk(on_meets("/order"))),
    State("add a paper", at_desk(of_item_to_come("/papers"))),
    State(
        "take a paper out",
        at_desk(lambda desk: f"/committee/items/{desk.item.pk}/papers/{desk.item.papers.get().pk}/out"),
    ),
    State("add a paper, with errors", at_desk(of_item_to_come("/papers")), sent_empty=True),
    State("who came to a meeting", at_desk(on_met("/held"), first=Desk.published)),
    State("who came to a meeting, with errors", at_desk(on_met("/held"), first=Desk.published), sent_empty=True),
    State("minute of an item", at_desk(of_item("/minute"), first=Desk.minuted)),
    State("closed days", at_desk(on_body("/closed-days"), first=Desk.closed)),
    State("closed days, with errors", at_desk(on_body("/closed-days")), sent_empty=True),
    State(
        "take a closed day away",
        at_desk(lambda desk: f"{on_body('/closed-days')(desk)}/{desk.closed_day.pk}/away", first=Desk.closed),
    ),
    State("rules of call-in", at_desk(on_body("/call-in"))),
    State("committee meetings, a notice awaited", at_desk(lambda desk: "/committee", first=Desk.ruled)),
    State("issue a decision notice", at_desk(of_item("/notice/issue"), first=Desk.ruled)),
    State(
        "issue a decision notice, with errors", at_desk(of_item("/notice/issue"), first=Desk.minuted), sent_empty=True
    ),
    State("decision notice", at_desk(of_item("/notice"), first=Desk.called_in)),
    State("correct a decision notice", at_desk(of_item("/notice/correct"), first=Desk.noticed)),
    State("call-in", at_desk(of_item("/notice/call-in"), first=Desk.noticed)),
    State("call-in, with errors", at_desk(of_item("/notice/call-in"), first=Desk.noticed), sent_empty=True),
    State(
        "end of a call-in", at_desk(lambda desk: f"/committee/call-ins/{desk.call_in.pk}/ended", first=Desk.called_in)
    ),
    State("minutes agreed, no later meeting", at_desk(on_met("/agreed"), first=Desk.minuted)),
    State("minutes agreed", at_desk(on_met("/agreed"), first=Desk.held_again)),
    State("minutes agreed, with errors", at_desk(on_met("/agreed"), first=Desk.held_again), sent_empty=True),
    State("minutes signed", at_desk(on_met("/signed"), first=Desk.minuted)),
)
MAIN_OF_COMMITTEE = ("meeting that was held",)
