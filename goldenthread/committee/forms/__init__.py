"""What is read: the record's file, and what is typed at the clerk's pages."""

from goldenthread.committee.forms.record_file import (
    VERBS,
    CommitteeRecord,
    DecisionRecord,
    ItemRecord,
    KeptRecord,
    MeetingRecord,
    PaperRecord,
    read_committee,
)

__all__ = (
    "VERBS",
    "CommitteeRecord",
    "DecisionRecord",
    "ItemRecord",
    "KeptRecord",
    "MeetingRecord",
    "PaperRecord",
    "read_committee",
)
