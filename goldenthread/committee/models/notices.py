"""Decision notices: what each says beside the minutes, and when its decisions take effect."""

from __future__ import annotations

from django.db import models

from goldenthread.committee.models.agenda import AgendaItem
from goldenthread.committee.models.bodies import Committee
from goldenthread.partnership.models import Council


class CallInRule(models.Model):
    """How long a council's members may call a decision of the committee in, after its notice was published."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="call_in_rules")
    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    working_days = models.PositiveSmallIntegerField()  # 0: this council has no call-in of this committee
    who_may = models.CharField(max_length=200, blank=True)  # "any three members, with their grounds"

    class Meta:
        constraints = (models.UniqueConstraint(fields=("committee", "council"), name="one_rule_of_call_in_a_council"),)

    def __str__(self) -> str:
        return f"{self.council}: {self.working_days} working days"


class DecisionNotice(models.Model):
    """The notice of what was decided under an item.

    The Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England) Regulations 2012,
    regulation 12, ask for the decision, its reasons, the alternatives and the interests, as soon as reasonably
    practicable: those are the item's own. Here stands what the notice adds.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="notice")
    purpose = models.TextField(blank=True)
    lead_officer = models.CharField(max_length=120, blank=True)
    is_key = models.BooleanField(default=False)
    no_call_in_because = models.TextField(blank=True)  # urgent, or not of an executive; "": it may be called in
    published_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Notice of {self.item}"


class CallInWindow(models.Model):
    """Until when a council may call a decision in, and from when it takes effect, by the rule and the closed days that
    held when the notice was issued: what it said stays, whatever the rule becomes."""

    notice = models.ForeignKey(DecisionNotice, on_delete=models.PROTECT, related_name="windows")
    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    working_days = models.PositiveSmallIntegerField()
    last_day = models.DateField(null=True, blank=True)  # None: this council may not call it in
    takes_effect_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("notice", "council"), name="one_window_of_a_notice_a_council"),)

    def __str__(self) -> str:
        return f"{self.council}: from {self.takes_effect_on}"


class CallIn(models.Model):
    """A council's members called a decision in, once; and what came of it."""

    notice = models.ForeignKey(DecisionNotice, on_delete=models.PROTECT, related_name="call_ins")
    council = models.ForeignKey(Council, on_delete=models.PROTECT)
    on = models.DateField()
    by = models.CharField(max_length=400)  # who called it in
    grounds = models.TextField()
    outcome = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("notice", "council"), name="a_decision_is_called_in_once_by_a_council"),
            models.CheckConstraint(
                condition=models.Q(outcome="", ended_on=None)
                | (~models.Q(outcome="") & models.Q(ended_on__isnull=False)),
                name="a_call_in_ends_with_an_outcome_and_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.council} called in {self.notice}"
