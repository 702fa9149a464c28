"""The committee's record: bodies and who sits on them, meetings, agendas and papers, minutes and decisions."""

from goldenthread.committee.models.agenda import AgendaItem, Matter, Paper
from goldenthread.committee.models.arising import Consultation, Delegation, MatterArising, Question
from goldenthread.committee.models.bodies import ClosedDay, Committee, Membership, Office
from goldenthread.committee.models.decisions import Decision
from goldenthread.committee.models.meetings import Attendance, Interest, Meeting, MeetingChange
from goldenthread.committee.models.minutes import Correction, Minute
from goldenthread.committee.models.notices import CallIn, CallInRule, CallInWindow, DecisionNotice
from goldenthread.committee.models.reports import ReportClearance, ReportVersion
from goldenthread.committee.models.searching import SearchEntry, SearchTerm

__all__ = (
    "AgendaItem",
    "Attendance",
    "CallIn",
    "CallInRule",
    "CallInWindow",
    "ClosedDay",
    "Committee",
    "Consultation",
    "Correction",
    "Decision",
    "DecisionNotice",
    "Delegation",
    "Interest",
    "Matter",
    "MatterArising",
    "Meeting",
    "MeetingChange",
    "Membership",
    "Minute",
    "Office",
    "Paper",
    "Question",
    "ReportClearance",
    "ReportVersion",
    "SearchEntry",
    "SearchTerm",
)
