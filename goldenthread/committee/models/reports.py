"""Reports to the committee that are written here, on the committee's template, and who cleared which version."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.committee.models.agenda import AgendaItem
from goldenthread.storage.models import NeverChanges


class ReportVersion(NeverChanges):
    """A version of the report of an item, whole. The newest is the report; earlier ones stay.

    `content` is what `domain.committee_reports.report_as_json` makes of a report.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="report_versions")
    number = models.PositiveSmallIntegerField()  # from 1
    content = models.JSONField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("item", "number"), name="a_version_of_a_report_is_written_once"),
        )

    def __str__(self) -> str:
        return f"Report of {self.item}, version {self.number}"


class ReportClearance(NeverChanges):
    """An officer cleared one version of a report, from one side: the legal one, the financial one."""

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="clearances")
    side = models.CharField(max_length=40)  # "legal", "financial", as the implications are called
    officer = models.CharField(max_length=120)  # by name, as it is printed
    post = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cleared_on = models.DateField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "side"), name="a_version_is_cleared_once_from_a_side"),
        )

    def __str__(self) -> str:
        return f"{self.side}: {self.officer}, version {self.version.number}"
