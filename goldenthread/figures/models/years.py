"""Closed years: each measure's value of the year against its annual target."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.indicators.models import Measure
from goldenthread.storage.fields import ExactDecimalField
from goldenthread.storage.models import NeverChanges


class YearClose(NeverChanges):
    """A year, closed. A later close of the same year is its next version, and says why."""

    year = models.CharField(max_length=7)  # "2019-20"
    number = models.PositiveIntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    because = models.TextField(blank=True)
    facts = models.JSONField()  # of the year as a whole

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("year", "number"), name="one_close_of_a_year_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(because=""), name="a_year_closed_again_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}, version {self.number}"


class YearFigure(NeverChanges):
    """One measure's year: its outturn by the year-end rule, its target and rating, and the quarters behind it."""

    close = models.ForeignKey(YearClose, on_delete=models.PROTECT, related_name="figures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()
    value = ExactDecimalField(null=True, blank=True)
    rating = models.CharField(max_length=12)
    snapshot = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("close", "measure"), name="one_year_figure_of_a_measure_in_a_close"),
        )

    def __str__(self) -> str:
        return f"{self.close_id} {self.position}"
