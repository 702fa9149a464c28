"""Committees, who sits on them, and who holds the chair."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.partnership.models import Council


class Committee(models.Model):
    """A body that decides: the joint committee of the partnership.

    The law that its meetings follow is a setting, for its monitoring officer to say: Part VA of the Local Government
    Act 1972, or the Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England)
    Regulations 2012 where every member is of an executive.
    """

    class Regime(models.TextChoices):
        ACT_1972 = "act-1972", "Local Government Act 1972, Part VA"
        EXECUTIVE_2012 = "executive-2012", "executive arrangements regulations 2012"

    slug = models.SlugField(unique=True)  # "onesource-joint-committee"
    name = models.CharField(max_length=120, unique=True)
    terms_of_reference = models.TextField(blank=True)
    regime = models.CharField(max_length=16, choices=Regime, default=Regime.ACT_1972)
    notice_days = models.PositiveSmallIntegerField(default=5)  # clear days between the agenda and the meeting
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)  # members; None: not recorded
    contact = models.CharField(max_length=200, blank=True)  # how the public reaches its clerk
    # Titles that every new agenda begins with, one a line.
    standing_items = models.TextField(blank=True)
    # Sides from which a report to it is looked at, one a line; each has its implications and its clearance.
    implication_sides = models.TextField(default="Legal\nFinancial\nHR\nEqualities")
    # Working days between the chair's briefing and the agenda; None: there is no briefing.
    briefing_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # Working days after a meeting within which its decision notices are to be published.
    notices_within = models.PositiveSmallIntegerField(default=2)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody sits on a committee for a council, from a day until it is ended; a substitute, in another's place."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="memberships")
    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)  # as minutes print it: "Councillor Asha Patel"
    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)  # who has an account here
    is_substitute = models.BooleanField(default=False)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)  # the last day

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("committee", "council", "name", "starts_on"), name="a_membership_is_entered_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.council})"


class Office(models.Model):
    """Who is chair or vice-chair of a committee in a municipal year, which begins in May."""

    class Kind(models.TextChoices):
        CHAIR = "chair", "Chair"
        VICE_CHAIR = "vice-chair", "Vice-Chair"

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField()  # 2019 of the municipal year 2019/20
    held_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="offices")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("committee", "kind", "year"), name="one_holder_of_an_office_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}: {self.held_by}"


class ClosedDay(models.Model):
    """A day on which the committee's councils are closed beside bank holidays, so that it is no clear day."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="closed_days")
    day = models.DateField()
    because = models.CharField(max_length=200)  # "town halls closed between Christmas and New Year"

    class Meta:
        constraints = (models.UniqueConstraint(fields=("committee", "day"), name="a_day_is_closed_once"),)

    def __str__(self) -> str:
        return f"{self.day}: {self.because}"
