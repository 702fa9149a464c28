"""Councils, directorates, services, provision and appointments."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce

from goldenthread.accounts.models import User
from goldenthread.storage.models import NeverChanges


class Partnership(models.Model):
    """The one partnership of this database: its name and who writes its reports."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(max_length=80)  # "oneSource"
    report_author = models.CharField(max_length=120)  # a post
    report_contact = models.CharField(max_length=120)
    # Printed on every page of every report; empty where every figure is real.
    illustrative_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(only=True), name="there_is_one_partnership"),)

    def __str__(self) -> str:
        return self.name


class Council(models.Model):
    """A partner council. The GSS code is the Office for National Statistics' nine characters."""

    slug = models.SlugField(unique=True)  # "newham"
    name = models.CharField(max_length=80, unique=True)  # "Newham"
    full_name = models.CharField(max_length=120)  # "London Borough of Newham"
    short_name = models.CharField(max_length=12)  # "LBN"
    gss_code = models.CharField(max_length=9, unique=True)
    position = models.PositiveSmallIntegerField(default=0)  # the order that reports follow
    # Whether a pack with its figures is released only once its Section 151 officer or partner lead cleared them.
    clearance_required = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class RatingStyle(models.Model):
    """What a council calls a rating where a page shows its figures alone, and in which colour. The shape stays."""

    class Rating(models.TextChoices):
        GREEN = "green", "Green"
        AMBER = "amber", "Amber"
        RED = "red", "Red"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="rating_styles")
    rating = models.CharField(max_length=8, choices=Rating)
    label = models.CharField(max_length=24)  # "On target"
    colour = models.CharField(max_length=7)  # "#1b7340"

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("council", "rating"), name="one_style_of_a_rating_for_a_council"),
            models.UniqueConstraint(fields=("council", "label"), name="two_ratings_of_a_council_have_two_words"),
        )

    def __str__(self) -> str:
        return f"{self.council}: {self.get_rating_display()} is “{self.label}”, {self.colour}"


class Directorate(models.Model):
    """A part of the shared service, led by a director."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """Something that the partnership provides, and that has a service plan."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120, unique=True)
    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Provision(NeverChanges):
    """From a day on, a service is provided to a council wholly, in named parts, or not at all.

    The newest row that has started decides; "not provided" ends what went before.
    """

    class Extent(models.TextChoices):
        WHOLE = "whole", "wholly"
        PART = "part", "in part"
        NOT_PROVIDED = "not-provided", "not provided"

    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    starts_on = models.DateField()
    extent = models.CharField(max_length=12, choices=Extent)
    parts = models.CharField(max_length=400, blank=True)  # named where the extent is PART

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("service", "council", "starts_on"),
                name="one_provision_for_each_service_council_and_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(extent="part") | ~models.Q(parts=""),
                name="provision_in_part_names_the_parts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.service} to {self.council}, {self.get_extent_display()}, from {self.starts_on}"


class Appointment(models.Model):
    """A person holds a role, under a post's title, within a scope, from a day until it is ended.

    No council, directorate or service means the whole partnership.
    """

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", "administrator"
        PERFORMANCE_OFFICER = "performance-officer", "performance officer"
        SERVICE_LEAD = "service-lead", "service lead"
        DIRECTOR = "director", "director"
        SECTION_151 = "section-151-officer", "Section 151 officer"
        PARTNER_LEAD = "partner-lead", "partner lead"
        CLERK = "committee-clerk", "committee clerk"
        MEMBER = "member", "member"
        AUDITOR = "auditor", "auditor"

    person = models.ForeignKey(User, on_delete=models.PROTECT)
    role = models.CharField(max_length=24, choices=Role)
    post = models.CharField(max_length=120)  # "Head of Exchequer and Transactional"
    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT)
    directorate = models.ForeignKey(Directorate, null=True, blank=True, on_delete=models.PROTECT)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)  # the last day

    class Meta:
        constraints = (
            # An empty scope is a scope too; SQLite takes two empty ones for different.
            models.UniqueConstraint(
                "person",
                "role",
                Coalesce("council", 0),
                Coalesce("directorate", 0),
                Coalesce("service", 0),
                "starts_on",
                name="an_appointment_is_made_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("starts_on")),
                name="appointment_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.post} ({self.get_role_display()})"


class Deputy(models.Model):
    """A person acts in the place of whoever holds an appointment, from a day to a last day: while they are away."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="deputies")
    person = models.ForeignKey(User, on_delete=models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField()  # the last day

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("appointment", "person", "starts_on"), name="a_deputy_is_named_once_for_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="a_deputy_ends_after_they_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} for {self.appointment}, {self.starts_on} to {self.ends_on}"
