"""Everything that changes the committee's record."""

from goldenthread.committee.operations.agenda import (
    ItemSaid,
    PaperSaid,
    Restriction,
    add_item,
    add_paper,
    change_item,
    enter_matter,
    order_items,
    publish_agenda,
    take_item_out,
)
from goldenthread.committee.operations.bodies import (
    CommitteeSettings,
    Seat,
    change_committee,
    end_membership,
    name_office,
    seat_member,
)
from goldenthread.committee.operations.importing import CommitteeChanges, CommitteeNameTaken, import_committee
from goldenthread.committee.operations.locking import MeetingChanged
from goldenthread.committee.operations.meetings import (
    Came,
    Declared,
    WhenAndWhere,
    cancel_meeting,
    hold_meeting,
    move_meeting,
    schedule_meeting,
)
from goldenthread.committee.operations.minutes import Corrected, Resolution, agree_minutes, minute_item, sign_minutes

__all__ = (
    "Came",
    "CommitteeChanges",
    "CommitteeNameTaken",
    "CommitteeSettings",
    "Corrected",
    "Declared",
    "ItemSaid",
    "MeetingChanged",
    "PaperSaid",
    "Resolution",
    "Restriction",
    "Seat",
    "WhenAndWhere",
    "add_item",
    "add_paper",
    "agree_minutes",
    "cancel_meeting",
    "change_committee",
    "change_item",
    "end_membership",
    "enter_matter",
    "hold_meeting",
    "import_committee",
    "minute_item",
    "move_meeting",
    "name_office",
    "order_items",
    "publish_agenda",
    "schedule_meeting",
    "seat_member",
    "sign_minutes",
    "take_item_out",
)
