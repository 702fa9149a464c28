"""Messages to people, each with what became of it, and how each person wants theirs."""

from __future__ import annotations

from django.db import models


class Message(models.Model):
    """A message to one person, with the address that they had when it was written.

    Points to nobody by foreign key, as an event does: the person is a number.
    """

    class State(models.TextChoices):
        FOR_DIGEST = "for-digest", "waits for the day's digest"
        IN_DIGEST = "in-digest", "part of a digest"
        QUEUED = "queued", "to be sent"
        SENDING = "sending", "being sent"
        SENT = "sent", "sent"
        UNCERTAIN = "uncertain", "may have been sent"
        GIVEN_UP = "given-up", "given up"

    kind = models.CharField(max_length=40)  # "figures due"
    person = models.BigIntegerField()
    name = models.CharField(max_length=150)  # as they were called then
    address = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    link = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField()
    # What is never sent twice, in one word, as "figures due/2019-20 Q2/12"; empty where nothing of the kind is known.
    once = models.CharField(max_length=120, null=True, unique=True)
    reference = models.CharField(max_length=32, unique=True)  # by which a transport knows it
    queued_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)  # empty: at once
    # Who is sending it, and until when nobody else takes it for left behind.
    claim = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    problem = models.CharField(max_length=400, blank=True)  # why it was not sent at the last attempt
    sent_at = models.DateTimeField(null=True)
    transport = models.CharField(max_length=12, blank=True)
    transport_id = models.CharField(max_length=200, blank=True)  # what the transport calls it
    digest = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="a_sent_message_says_when"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sending") | (models.Q(lease_until__isnull=False) & ~models.Q(claim="")),
                name="a_message_being_sent_has_a_lease",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="in-digest") | models.Q(digest__isnull=False),
                name="a_message_in_a_digest_says_in_which",
            ),
        )
        indexes = (models.Index(fields=("state", "id"), name="message_by_state"),)

    def __str__(self) -> str:
        return f"{self.kind} to {self.person}, {self.state}"


class Preference(models.Model):
    """How a person wants messages: at once, or together once a day. Without a row it is at once."""

    class How(models.TextChoices):
        AT_ONCE = "at-once", "each at once"
        DAILY = "daily", "together, once a day"

    person = models.BigIntegerField(unique=True)
    how = models.CharField(max_length=8, choices=How)

    def __str__(self) -> str:
        return f"{self.person}: {self.how}"


class LastWork(models.Model):
    """When messages were last looked after, by whichever process did: one row, so that who waits can be told."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    at = models.DateTimeField()
    where = models.CharField(max_length=400)  # "to the folder var/mail"
    stopped_by = models.CharField(max_length=400, blank=True)  # why nothing could be sent then

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(only=True), name="there_is_one_last_work"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.where}"
