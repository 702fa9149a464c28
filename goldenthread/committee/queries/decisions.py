"""What committees decided, as other rooms refer to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.fields.reverse_related import ForeignObjectRel

from goldenthread.committee.models import Decision, Meeting
from goldenthread.domain.days import day_words
from goldenthread.domain.numbering import number_in_words
from goldenthread.domain.problems import Refused

NOT_YET_AGREED = "not yet agreed"

# What a committee does when it does not agree something.
_AGREES_NOTHING = (
    Decision.Verb.NOTED.label,
    Decision.Verb.RECEIVED.label,
    Decision.Verb.DEFERRED.label,
    Decision.Verb.REFERRED.label,
)


class DecisionUnknown(Refused):
    """No decision has this reference."""

    def __init__(
        self, reference: str, *, otherwise: str = ", or leave the decision out: it is then printed as not yet agreed"
    ) -> None:
        self.reference = reference
        super().__init__(
            f"The committee's record has no decision {reference!r}. Have its meeting entered first{otherwise}.",
            at_terminal="`import-committee` enters it.",
        )


class DecisionAgreesNothing(Refused):
    """The decision notes or defers something, or is still to come, and so nothing rests on it."""


class MeetingUnknown(Refused):
    """No meeting was held, or is planned, on this day."""

    def __init__(self, day: date, *, known: Iterable[date]) -> None:
        days = ", ".join(one.isoformat() for one in known) or "none"
        super().__init__(
            f"The committee's record has no meeting on {day.isoformat()}. Have it entered first. "
            f"Meetings known: {days}.",
            at_terminal="`import-committee` enters it.",
        )


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """A decision: where authority comes from."""

    id: int
    reference: str
    body: str
    meeting_on: date
    minute: str
    title: str  # of the agenda item
    number: str
    verb: str
    text: str

    @property
    def words(self) -> str:
        """ "agreed by the oneSource Joint Committee on 12 July 2019, minute 27, decision 3 a)"."""
        the_body = self.body if self.body.casefold().startswith("the ") else f"the {self.body}"
        where = f"minute {self.minute}, decision {number_in_words(self.number)}"
        return f"{self.verb} by {the_body} on {day_words(self.meeting_on)}, {where}"

    @property
    def choice(self) -> tuple[str, str]:
        """As a form offers it: the reference, and the decision in words."""
        return self.reference, f"{self.words}: {self.text}"

    def why_not_agreed(self, *, on: date) -> str:
        """Why nothing can rest on this decision on a day, for people; "" where something can."""
        if self.meeting_on > on:
            return (
                f"The record dates this decision {day_words(self.meeting_on)}, which is still to come: nothing is "
                "agreed by it yet."
            )
        if self.verb in _AGREES_NOTHING:
            return f"By {self.reference} something was {self.verb}, and nothing agreed: “{self.text}”"
        return ""


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """A meeting of a committee."""

    id: int
    committee: str
    date: date
    venue: str


def decision_facts(decision: Decision) -> DecisionFacts:
    """A decision as a frozen value; its item, meeting and committee should have been read with it."""
    item = decision.item
    return DecisionFacts(
        id=decision.pk,
        reference=decision.reference,
        body=item.meeting.committee.name,
        meeting_on=item.meeting.date,
        minute=item.number,
        title=item.title,
        number=decision.number,
        verb=Decision.Verb(decision.verb).label,
        text=decision.text,
    )


def decisions() -> dict[str, DecisionFacts]:
    """Every decision by its reference, oldest meeting first; in one read."""
    found = Decision.objects.select_related("item__meeting__committee").order_by("item__meeting__date", "item_id", "id")
    return {decision.reference: decision_facts(decision) for decision in found}


def decisions_to_rest_on(*, on: date) -> tuple[DecisionFacts, ...]:
    """Decisions on which something can rest on a day, the newest first; in one read."""
    return tuple(one for one in reversed(decisions().values()) if not one.why_not_agreed(on=on))


def decisions_called(references: Collection[str]) -> tuple[DecisionFacts, ...]:
    """Those of the decisions of these references that there are; in one read."""
    found = Decision.objects.select_related("item__meeting__committee").filter(reference__in=references)
    return tuple(decision_facts(one) for one in found.order_by("id"))


def decisions_about(name: str, *, references: Collection[str]) -> tuple[DecisionFacts, ...]:
    """Decisions that have one of these references, or whose own words or item name something; newest meeting first.

    A name is found as a word of its own: EXC01 is not in EXC011. One read.
    """
    named = Q(text__icontains=name) | Q(item__title__icontains=name)
    found = Decision.objects.filter(named | Q(reference__in=references)).select_related("item__meeting__committee")
    every = (decision_facts(one) for one in found.order_by("-item__meeting__date", "item_id", "id"))
    return tuple(
        one for one in every if one.reference in references or is_named(name, within=f"{one.title}\n{one.text}")
    )


def is_named(name: str, *, within: str) -> bool:
    """Whether a text holds the name as a word of its own: EXC01 is not in EXC011."""
    return re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w/-]|\.\w)", within, re.IGNORECASE) is not None


def decision_called(reference: str) -> DecisionFacts:
    """The decision of this reference; raises DecisionUnknown."""
    found = Decision.objects.select_related("item__meeting__committee").filter(reference=reference.strip()).first()
    if found is None:
        raise DecisionUnknown(reference)
    return decision_facts(found)


def check_agrees(decision: DecisionFacts, *, on: date) -> None:
    """Raises DecisionAgreesNothing where nothing can rest on the decision on that day."""
    why = decision.why_not_agreed(on=on)
    if why:
        raise DecisionAgreesNothing(f"{why} Name a decision that agreed it.")


def what_rests_on_decisions() -> dict[str, dict[str, int]]:
    """Each decision that other rooms' rows refer to: of which kind, in the singular, and how many."""
    found: dict[str, dict[str, int]] = {}
    # Those rooms are above this one: what refers to a decision is known from the relations alone.
    for relation in Decision._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model is Decision:
            continue
        name = str(relation.related_model._meta.verbose_name)
        rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__isnull": False})
        for reference, count in rows.values_list(f"{relation.field.name}__reference").annotate(Count("pk")).order_by():
            of_decision = found.setdefault(reference, {})
            of_decision[name] = of_decision.get(name, 0) + count
    return found


def meetings() -> tuple[MeetingFacts, ...]:
    """Every meeting, oldest first."""
    found = Meeting.objects.select_related("committee").order_by("date", "committee__name")
    return tuple(
        MeetingFacts(id=meeting.pk, committee=meeting.committee.name, date=meeting.date, venue=meeting.venue)
        for meeting in found
    )


def meeting_on(day: date) -> MeetingFacts:
    """The meeting on this day, of whichever committee is first by name; raises MeetingUnknown."""
    every = meetings()
    for meeting in every:
        if meeting.date == day:
            return meeting
    raise MeetingUnknown(day, known=[meeting.date for meeting in every])
