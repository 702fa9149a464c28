"""The committee's record: bodies and who sits on them, meetings, agendas and papers, minutes and decisions."""

from goldenthread.committee.models.agenda import AgendaItem, Matter, Paper
from goldenthread.committee.models.arising import Consultation, Delegation, MatterArising, Question
from goldenthread.committee.models.bodies import Committee, Membership, Office
from goldenthread.committee.models.decisions import Decision
from goldenthread.committee.models.meetings import Attendance, Interest, Meeting, MeetingChange
from goldenthread.committee.models.minutes import Correction, Minute

__all__ = (
    "AgendaItem",
    "Attendance",
    "Committee",
    "Consultation",
    "Correction",
    "Decision",
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
)
