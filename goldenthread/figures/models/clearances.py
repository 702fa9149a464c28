"""Who cleared which version of their council's figures."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.figures.models.frozen import Freeze
from goldenthread.partnership.models import Council
from goldenthread.storage.models import NeverChanges


class Clearance(NeverChanges):
    """A Section 151 officer or partner lead cleared the council's figures as they were frozen.

    `sha256` is of what they cleared: their council's figures in that freeze. Other figures lapse it. `restatement_id`
    is the newest restatement of those figures that was known then, 0 for none: what a later one says is not cleared.
    """

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="clearances")
    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    role = models.CharField(max_length=24)  # partnership.models.Appointment.Role
    sha256 = models.CharField(max_length=64)
    restatement_id = models.PositiveBigIntegerField(default=0)
    words = models.TextField(blank=True)
    cleared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("freeze", "council", "role", "cleared_by", "restatement_id"),
                name="a_person_clears_what_is_known_of_a_version_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.freeze}, {self.council}"
