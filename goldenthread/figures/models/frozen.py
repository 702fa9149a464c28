"""Freezes, and every figure in them as it stood."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.figures.models.rounds import Round
from goldenthread.indicators.models import Measure
from goldenthread.storage.models import NeverChanges


class Freeze(NeverChanges):
    """Version n of a round's figures."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="freezes")
    number = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Facts of the round that a report states: meeting, list and its decision, counts by council.
    facts = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("round", "number"), name="one_freeze_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.round}, version {self.number}"


class FrozenFigure(NeverChanges):
    """One figure as it stood at a freeze, whole: terms, value, comparators, rating, words,
    actions, answers, history for its charts, and where each came from."""

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="figures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()
    rating = models.CharField(max_length=12)
    snapshot = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("freeze", "measure"), name="one_frozen_figure_of_a_measure_in_a_freeze"),
        )

    def __str__(self) -> str:
        return f"{self.freeze_id} {self.position}"
