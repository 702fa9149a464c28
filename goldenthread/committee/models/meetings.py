"""Meetings, what was changed of them, who came, and what interests were declared."""

from __future__ import annotations

from django.db import models

from goldenthread.committee.models.bodies import Committee, Membership
from goldenthread.storage.models import NeverChanges


class Meeting(models.Model):
    """One meeting of a committee. Minute numbers run on from meeting to meeting."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "scheduled"
        AGENDA_PUBLISHED = "agenda-published", "agenda published"
        HELD = "held", "held"
        MINUTES_DRAFTED = "minutes-drafted", "draft minutes"
        MINUTES_AGREED = "minutes-agreed", "minutes agreed"
        MINUTES_SIGNED = "minutes-signed", "minutes signed"
        CANCELLED = "cancelled", "cancelled"

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT)
    date = models.DateField()
    begins_at = models.TimeField(null=True, blank=True)  # None: not recorded
    venue = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.SCHEDULED)
    agenda_published_on = models.DateField(null=True, blank=True)
    # Why the agenda was published with fewer clear days than the committee's; "" where it had them.
    short_notice_because = models.TextField(blank=True)
    # Nil is recorded too: nobody declared an interest. None: not recorded yet.
    no_interests = models.BooleanField(null=True, blank=True)
    minutes_agreed_at = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="agreed_minutes_of"
    )
    signed_by = models.CharField(max_length=120, blank=True)  # "Councillor Asha Patel, Chair"
    signed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # grows with every change: a stale form is refused

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("committee", "date"), name="one_meeting_of_a_committee_a_day"),
            models.CheckConstraint(
                condition=~models.Q(state="minutes-signed")
                | models.Q(signed_on__isnull=False) & ~models.Q(signed_by=""),
                name="signed_minutes_say_by_whom_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}, {self.date}"


class MeetingChange(NeverChanges):
    """What was changed of a meeting once it was known of, and why: "Moved from Dockside, as no trains run"."""

    class What(models.TextChoices):
        DATE = "date", "day"
        BEGINS_AT = "begins-at", "time"
        VENUE = "venue", "venue"
        CANCELLED = "cancelled", "cancelled"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=12, choices=What)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    because = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_what_display()}"


class Attendance(models.Model):
    """Whether a member came to a meeting; a substitute says in whose place."""

    class How(models.TextChoices):
        PRESENT = "present", "present"
        APOLOGIES = "apologies", "apologies"
        ABSENT = "absent", "absent"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT)
    how = models.CharField(max_length=10, choices=How)
    in_place_of = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="stood_in_for"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "membership"), name="a_member_comes_to_a_meeting_once"),
            models.CheckConstraint(
                condition=models.Q(in_place_of=None) | models.Q(how="present"), name="who_stands_in_is_present"
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_how_display()}"


class Interest(models.Model):
    """An interest that a member declared at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="interests")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT)
    item = models.ForeignKey("AgendaItem", null=True, blank=True, on_delete=models.PROTECT)
    words = models.TextField()
    left_the_room = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.membership}: {self.words}"
