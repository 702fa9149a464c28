"""A meeting with everything that can be kept from the public, each thing with a word that stands nowhere else."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from goldenthread.accounts.models import User
from goldenthread.attachments.looking import GivenFile, look_over
from goldenthread.committee.models import AgendaItem, Meeting
from goldenthread.committee.operations import (
    Asked,
    ItemSaid,
    NoticeSaid,
    PaperSaid,
    Resolution,
    Restriction,
    RuleSaid,
    WhenAndWhere,
    add_item,
    add_paper,
    answer_question,
    end_call_in,
    hold_meeting,
    issue_notice,
    minute_item,
    publish_agenda,
    record_call_in,
    record_question,
    schedule_meeting,
    set_call_in_rules,
)
from goldenthread.committee.operations.agenda import enter_item
from tests.world import make_committee, make_council

LONDON = ZoneInfo("Europe/London")
THEN, AFTER = datetime(2020, 1, 7, 10, 0, tzinfo=LONDON), datetime(2020, 1, 20, 9, 0, tzinfo=LONDON)
MET = date(2020, 1, 17)
CANARIES = (
    *("canarytitle", "canarywords", "canaryminute", "canaryexempt", "canaryresolution", "canaryreason"),
    *("canaryalternative", "canarypaper", "canaryfilename", "canarycontent", "canarysecond", "canarysecret"),
    *("canaryquestion", "canaryanswer"),
    *("canarypurpose", "canaryofficer", "canaryurgent", "canarycaller", "canarygrounds", "canaryoutcome"),
)


def kept(safe_title: str, *, access: str = "exempt") -> Restriction:
    """What is kept, under a title for the public."""
    return Restriction(
        access=access,
        exempt_paragraphs="1,3" if access == "exempt" else "",
        public_interest="Bidders would learn what others offered." if access == "exempt" else "",
        safe_title=safe_title,
    )


class Record:
    """A meeting that was held, of whose three items one is open, one exempt and one confidential."""

    def __init__(self, *, by: User) -> None:
        self.by = by
        self.committee = make_committee()
        said = WhenAndWhere(date=MET, begins_at=None, venue="Old Town Hall, Stratford")
        self.meeting = schedule_meeting(committee_id=self.committee.pk, said=said, by=by, at=THEN)
        self.open = enter_item(
            meeting_id=self.meeting.pk,
            version=self.version,
            said=ItemSaid(title="Improvement Plan", words="To note the third quarter."),
            new_matter="Improvement Plan",
            by=by,
            at=THEN,
        )
        self.exempt = self.item("Price canarytitle", words="Lot canarywords", restriction=kept("A contract"))
        self.confidential = self.item(
            "Case canarysecret", words="", restriction=kept("A confidential matter", access="confidential")
        )
        self.paper(self.open, "Progress, third quarter")
        self.paper(self.open, "Costs canarypaper", restriction=kept("Costs"), file="canaryfilename.txt")
        self.paper(self.exempt, "Offer canarysecond")
        publish_agenda(meeting_id=self.meeting.pk, version=self.version, on=THEN.date(), because="", by=by, at=THEN)
        hold_meeting(meeting_id=self.meeting.pk, version=self.version, came=[], declared=[], by=by, at=AFTER)
        self.minute(self.open, "Members asked about posts.", text="To note it.")
        self.minute(
            self.exempt,
            "Offer canaryminute",
            text="To accept canaryresolution",
            reasons="As canaryreason",
            alternatives="Or canaryalternative",
        )
        self.minute(self.confidential, "", text="To accept canaryresolution")
        self.notices()
        asked = Asked(kind="question", words="Why canaryquestion?", owner_post="Head of Exchequer")
        question = record_question(item_id=self.exempt.pk, said=asked, by=by, at=AFTER)
        answer_question(question_id=question.pk, version=1, answer="As canaryanswer", on=AFTER.date(), by=by, at=AFTER)

    @property
    def version(self) -> int:
        return Meeting.objects.get(pk=self.meeting.pk).version

    def notices(self) -> None:
        """Of every item; the exempt one was called in."""
        council = make_council("Havering")
        rules = [RuleSaid(council_id=council.pk, working_days=5)]
        set_call_in_rules(committee_id=self.committee.pk, said=rules, by=self.by, at=AFTER)
        for item, purpose, officer, urgent in (
            (self.open, "To know where the plan stands.", "Director of Exchequer", ""),
            (self.exempt, "Accept canarypurpose", "Officer canaryofficer", ""),
            (self.confidential, "Accept canarypurpose", "Officer canaryofficer", "Urgent canaryurgent"),
        ):
            said = NoticeSaid(
                purpose=purpose, lead_officer=officer, is_key=True, no_call_in_because=urgent, published_on=AFTER.date()
            )
            notice = issue_notice(item_id=item.pk, said=said, by=self.by, at=AFTER)
            if item == self.exempt:
                called = record_call_in(
                    notice_id=notice.pk,
                    version=1,
                    council_id=council.pk,
                    on=AFTER.date(),
                    who="Councillor canarycaller",
                    grounds="Costs canarygrounds",
                    by=self.by,
                    at=AFTER,
                )
                end_call_in(
                    call_in_id=called.pk, outcome="Kept canaryoutcome", ended_on=AFTER.date(), by=self.by, at=AFTER
                )

    def item(self, title: str, *, words: str, restriction: Restriction) -> AgendaItem:
        said = ItemSaid(title=title, words=words, restriction=restriction)
        return add_item(meeting_id=self.meeting.pk, version=self.version, said=said, by=self.by, at=THEN)

    def paper(
        self, item: AgendaItem, title: str, *, restriction: Restriction | None = None, file: str = "paper.txt"
    ) -> None:
        content = b"Open to all.\n" if restriction is None and item == self.open else b"Price canarycontent\n"
        looked = look_over([GivenFile(name=file, content=content, size=len(content))], most_bytes=10**6)[0]
        said = PaperSaid(
            kind="report", title=title, type_name="TXT", file=looked, restriction=restriction or Restriction()
        )
        add_paper(item_id=item.pk, version=self.version, said=said, by=self.by, at=THEN)

    def minute(self, item: AgendaItem, words: str, *, text: str, reasons: str = "", alternatives: str = "") -> None:
        minute_item(
            item_id=item.pk,
            version=self.version,
            words=words,
            exempt_words="Pay of canaryexempt",
            resolutions=[Resolution(number="1", verb="noted", text=text, reasons=reasons, alternatives=alternatives)],
            by=self.by,
            at=AFTER,
        )
