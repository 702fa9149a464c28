"""The clerk's pages. To whoever does not keep the record it is as if there were none: exempt papers are among them."""

from django.urls import path

from goldenthread.accounts.access import signed_in
from goldenthread.committee.views import (
    agenda,
    bodies,
    meetings,
    members,
    minutes,
    notices,
    pending,
    reports,
    working_days,
)
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission

_keeps = needs(Permission.KEEP_THE_RECORD, hidden=True)
_BODY, _MEETING = "committee/<int:committee_id>", "committee/meetings/<int:meeting_id>"
_ITEM, _DELEGATION = "committee/items/<int:item_id>", "committee/delegations/<int:delegation_id>"

app_name = "committee"
urlpatterns = [
    # To whoever does not sit on the committee there is no such meeting, and no such paper.
    path("my-meetings", signed_in(members.mine_page), name="my-meetings"),
    path("my-meetings/<int:meeting_id>", signed_in(members.meeting_page), name="my-meeting"),
    path("my-meetings/papers/<int:paper_id>", signed_in(members.paper_page), name="my-paper"),
    path("committee", _keeps(meetings.desk_page), name="desk"),
    path(_BODY, _keeps(bodies.committee_page), name="committee"),
    path(f"{_BODY}/settings", _keeps(bodies.settings_page), name="settings"),
    path(f"{_BODY}/members", _keeps(bodies.seat_page), name="seat"),
    path(f"{_BODY}/members/<int:membership_id>/end", _keeps(bodies.end_page), name="end-seat"),
    path(f"{_BODY}/offices", _keeps(bodies.office_page), name="office"),
    path(f"{_BODY}/closed-days", _keeps(working_days.closed_days_page), name="closed-days"),
    path(f"{_BODY}/closed-days/<int:closed_day_id>/away", _keeps(working_days.reopen_page), name="reopen-day"),
    path(f"{_BODY}/call-in", _keeps(working_days.call_in_rules_page), name="call-in-rules"),
    path("committee/meetings/new", _keeps(meetings.schedule_page), name="schedule"),
    path(_MEETING, _keeps(meetings.meeting_page), name="meeting"),
    path(f"{_MEETING}/move", _keeps(meetings.move_page), name="move"),
    path(f"{_MEETING}/cancel", _keeps(meetings.cancel_page), name="cancel"),
    path(f"{_MEETING}/items", _keeps(agenda.add_item_page), name="add-item"),
    path(f"{_MEETING}/order", _keeps(agenda.order_page), name="order"),
    path(f"{_MEETING}/held", _keeps(minutes.hold_page), name="hold"),
    path(f"{_MEETING}/agreed", _keeps(minutes.agree_page), name="agree"),
    path(f"{_MEETING}/signed", _keeps(minutes.sign_page), name="sign"),
    path(_ITEM, _keeps(agenda.change_item_page), name="change-item"),
    path(f"{_ITEM}/out", _keeps(agenda.take_out_page), name="take-out"),
    path(f"{_ITEM}/papers", _keeps(agenda.add_paper_page), name="add-paper"),
    path(f"{_ITEM}/papers/<int:paper_id>/out", _keeps(agenda.take_paper_out_page), name="take-paper-out"),
    path(f"{_ITEM}/report", _keeps(reports.report_page), name="report"),
    path(f"{_ITEM}/report/write", _keeps(reports.write_page), name="write-report"),
    path(f"{_ITEM}/report/clear", _keeps(reports.clear_page), name="clear-report"),
    path(f"{_ITEM}/minute", _keeps(minutes.minute_page), name="minute"),
    path(f"{_ITEM}/notice", _keeps(notices.notice_page), name="notice"),
    path(f"{_ITEM}/notice/issue", _keeps(notices.issue_page), name="issue-notice"),
    path(f"{_ITEM}/notice/correct", _keeps(notices.correct_page), name="correct-notice"),
    path(f"{_ITEM}/notice/call-in", _keeps(notices.call_in_page), name="call-in"),
    path("committee/call-ins/<int:call_in_id>/ended", _keeps(notices.ended_page), name="call-in-ended"),
    path(f"{_ITEM}/questions", _keeps(pending.question_page), name="question"),
    path(f"{_BODY}/pending", _keeps(pending.pending_page), name="pending"),
    path("committee/questions/<int:question_id>/answer", _keeps(pending.answer_page), name="answer"),
    path("committee/questions/<int:question_id>/to-do", _keeps(pending.arise_page), name="arise"),
    path("committee/to-do/<int:arising_id>/told", _keeps(pending.told_page), name="told"),
    path("committee/decisions/<int:decision_id>/delegate", _keeps(pending.delegate_page), name="delegate"),
    path(_DELEGATION, _keeps(pending.delegation_page), name="delegation"),
    path(f"{_DELEGATION}/views/<int:consultation_id>", _keeps(pending.view_page), name="view"),
    path(f"{_DELEGATION}/discharge", _keeps(pending.discharge_page), name="discharge"),
    path(f"{_DELEGATION}/report", _keeps(pending.report_page), name="report-back"),
    path(f"{_DELEGATION}/revoke", _keeps(pending.revoke_page), name="revoke"),
    path("committee/papers/<int:paper_id>", _keeps(agenda.paper_page), name="paper"),
]
