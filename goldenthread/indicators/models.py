"""The register: definitions, measures, targets, policies and the year's agreed list."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce

from goldenthread.committee.models import Decision
from goldenthread.partnership.models import Council, Service
from goldenthread.storage.fields import ExactDecimalField
from goldenthread.storage.models import NeverChanges


class RatingPolicy(NeverChanges):
    """A version of a rating policy, as the TOML text that it is read from."""

    slug = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("slug", "version"), name="one_text_for_a_policy_version"),)

    def __str__(self) -> str:
        return f"{self.slug} version {self.version}"


class Indicator(models.Model):
    """What is measured, under a reference that never changes. Its card is its definitions."""

    ref = models.CharField(max_length=24, unique=True)  # "EXC01"

    def __str__(self) -> str:
        return self.ref


class Succession(NeverChanges):
    """From a day on an indicator is followed by another; the history of both stays where it is."""

    class Kind(models.TextChoices):
        REPLACED = "replaced", "replaced"
        SPLIT = "split", "split"
        MERGED = "merged", "merged"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="followed_by")
    successor = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="follows")
    kind = models.CharField(max_length=8, choices=Kind)
    starts_on = models.DateField()
    words = models.TextField(blank=True)  # what of the one goes on in the other

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("indicator", "successor"), name="an_indicator_is_followed_by_another_once"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.kind}: {self.successor}"


class Definition(NeverChanges):
    """One version of an indicator's card, in force from a day until the next one's.

    `card` holds the fields of the card by name as text, exactly as `domain.cards.Card` prints
    itself; the service is a column because reads choose by it. `sha256` is of the card's
    canonical JSON.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    starts_on = models.DateField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    card = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("indicator", "starts_on"), name="one_definition_of_an_indicator_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} from {self.starts_on}"


class Measure(models.Model):
    """One indicator for one scope: a council, or the whole partnership where council is empty."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            # No council counts as a scope too; SQLite takes two empty ones for different.
            models.UniqueConstraint(
                "indicator",
                Coalesce("council", 0),
                name="one_measure_of_an_indicator_for_a_scope",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.council or 'whole partnership'}"


class Accountability(NeverChanges):
    """From a day on: which policies rate a measure, and which posts own it and sign it off.

    `policy` is the joint committee's, `own_policy` that of the measure's council; empty where the council has none
    of its own. A measure of the whole partnership has only the first.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    starts_on = models.DateField()
    policy = models.ForeignKey(RatingPolicy, on_delete=models.PROTECT)
    own_policy = models.ForeignKey(RatingPolicy, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_post = models.CharField(max_length=120)
    sign_off_post = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("measure", "starts_on"), name="one_accountability_of_a_measure_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.measure} from {self.starts_on}: {self.owner_post}"


class Target(NeverChanges):
    """A measure's target and tolerance for one financial year, in force from a day.

    A change of either is a new row with its own decision. `decision` is empty where the authority
    is that of the year's list; where the list has none either, the target is "not yet agreed".
    """

    class Kind(models.TextChoices):
        NUMBER = "number", "a number"
        BAND = "band", "a band"
        FLOOR = "floor", "a target and a floor"
        WORDS = "words", "in words"
        NONE = "none", "none"

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    year = models.CharField(max_length=7)  # "2019-20"
    starts_on = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind)
    annual = ExactDecimalField(null=True, blank=True)
    lower = ExactDecimalField(null=True, blank=True)  # of a band
    upper = ExactDecimalField(null=True, blank=True)
    floor = ExactDecimalField(null=True, blank=True)
    words = models.CharField(max_length=400, blank=True)
    profile = models.CharField(max_length=16)  # domain.targets.ProfileKind
    # How the profile was made, in words: years used, years left out and why.
    profile_words = models.TextField(blank=True)
    # What a profile from history was asked to be made of: "2016-17, 2017-18"; "2015-16: paid late".
    history_years = models.CharField(max_length=200, blank=True)
    years_left_out = models.TextField(blank=True)
    q1 = ExactDecimalField(null=True, blank=True)
    q2 = ExactDecimalField(null=True, blank=True)
    q3 = ExactDecimalField(null=True, blank=True)
    q4 = ExactDecimalField(null=True, blank=True)
    tolerance = ExactDecimalField(null=True, blank=True)
    tolerance_unit = models.CharField(max_length=8, blank=True)  # "percent" or "points"
    illustrative = models.BooleanField(default=False)
    source = models.CharField(max_length=400, blank=True)
    rationale = models.TextField(blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT)
    agreed_on = models.DateField(null=True, blank=True)  # the day of that decision's meeting

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "year", "starts_on"),
                name="one_target_of_a_measure_for_a_year_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.year} from {self.starts_on}"


class AgreedList(models.Model):
    """The list of measures for a year, and the decision that agreed it."""

    year = models.CharField(max_length=7, unique=True)  # "2019-20"
    title = models.CharField(max_length=200)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT)
    # The decision that asked for the figures to be reported every quarter.
    reporting_decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.title}, {self.year}"


class ListEntry(NeverChanges):
    """From a day on, a measure is on the year's list or is not.

    A suspended measure is on the list and counts, but is not measured for now. `decision` is empty
    where the list's own decision covers it.
    """

    agreed_list = models.ForeignKey(AgreedList, on_delete=models.PROTECT)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    starts_on = models.DateField()
    on_list = models.BooleanField()
    suspended = models.BooleanField(default=False)
    reason = models.CharField(max_length=400, blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreed_list", "measure", "starts_on"),
                name="one_list_entry_of_a_measure_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(suspended=False) | models.Q(on_list=True),
                name="only_what_is_on_the_list_is_suspended",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {'on' if self.on_list else 'off'} from {self.starts_on}"


class EarlierFigure(NeverChanges):
    """A figure of a period before rounds were kept here: imported, with its source."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    period = models.CharField(max_length=12)  # "2018-19 Q2", "2018-19"
    value = ExactDecimalField(null=True, blank=True)
    numerator = ExactDecimalField(null=True, blank=True)
    denominator = ExactDecimalField(null=True, blank=True)
    target = ExactDecimalField(null=True, blank=True)
    text = models.TextField(blank=True)  # of a measure in words
    marker = models.CharField(max_length=16, blank=True)  # why there is no value: "[x]"; or of a value: "[r]"
    source = models.CharField(max_length=400)
    illustrative = models.BooleanField(default=False)
    imported_at = models.DateTimeField()
    imported_by = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("measure", "period"), name="one_earlier_figure_of_a_measure_a_period"),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.period}"
