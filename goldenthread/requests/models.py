"""Requests of outside bodies, the protocol that evaluates them, and everything that was stated of each."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.committee.models import AgendaItem, Decision
from goldenthread.domain.request_decisions import RequestState
from goldenthread.partnership.models import Service
from goldenthread.plans.models import PlanAction
from goldenthread.storage.models import NeverChanges


class ProtocolVersion(NeverChanges):
    """The protocol as it was written down at some time: one that requests were evaluated by is never another."""

    number = models.PositiveIntegerField(unique=True)
    content = models.JSONField()  # domain.request_protocols.ProtocolRecord
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"Protocol, version {self.number}"


class ProtocolAgreement(NeverChanges):
    """A decision of the committee agreed a version; and the action of a plan whose deliverable it is."""

    version = models.OneToOneField(ProtocolVersion, on_delete=models.PROTECT, related_name="agreement")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    plan_action = models.ForeignKey(PlanAction, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.version}, agreed"


class Request(models.Model):
    """A request of an outside body for support by a service. What was said of it, its statements hold."""

    reference = models.CharField(max_length=20, unique=True)  # "2019-001"
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="requests")
    requester = models.CharField(max_length=200)
    received_on = models.DateField()
    state = models.CharField(max_length=16, choices=[(one.value, one.value) for one in RequestState])
    protocol = models.ForeignKey(ProtocolVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The item under which the committee is asked to decide it.
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    version = models.PositiveIntegerField(default=1)  # counts its changes, for two people at once

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("requester", "service", "received_on"), name="a_request_is_received_once_on_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("received", "withdrawn")) | models.Q(protocol__isnull=False),
                name="a_request_is_evaluated_by_a_protocol",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.requester}"


class Statement(NeverChanges):
    """Something that was stated of a request: of each kind and key the newest holds, of a score each scorer's newest.

    What was stated under another version of the protocol does not count under this one.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", "what is asked"
        NEEDS = "needs", "staff that it takes"
        GATE = "gate", "gate"
        PRICE = "price", "price"
        CONSIDERATION = "consideration", "consideration"
        VIEW = "view", "a partner's view"
        CASE = "case", "what is expected"
        SCORE = "score", "score"
        SETTLED = "settled", "score settled"
        EVALUATION = "evaluation", "evaluation"
        ACKNOWLEDGED = "acknowledged", "acknowledged"
        DECISION = "decision", "decision"
        REPLY = "reply", "reply"
        AGREEMENT = "agreement", "agreement"
        INCOME = "income", "income"
        REVIEW = "review", "review"
        WITHDRAWN = "withdrawn", "withdrawn"
        ENDED = "ended", "ended"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=16, choices=Kind)
    key = models.CharField(max_length=60, blank=True)  # the gate, the criterion, the council, the quarter
    number = models.PositiveIntegerField()  # of its kind and key, from 1
    content = models.JSONField()
    protocol = models.ForeignKey(ProtocolVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("request", "kind", "key", "number"), name="one_statement_of_a_kind_key_and_number"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=("decision", "agreement", "withdrawn", "ended"))
                | models.Q(key="", number=1),
                name="a_request_is_decided_agreed_and_ended_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=("gate", "score", "settled", "evaluation", "decision"))
                | models.Q(protocol__isnull=False),
                name="what_a_protocol_asks_names_the_protocol",
            ),
        )
        indexes = (models.Index(fields=("kind", "key", "number"), name="statement_by_kind"),)

    def __str__(self) -> str:
        return f"{self.request.reference}, {self.get_kind_display()} {self.key} {self.number}"
