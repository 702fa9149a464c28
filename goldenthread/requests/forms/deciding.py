"""What is typed of a decision on a request, and of what follows: the reply, the agreement, income, reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.components.amounts import AmountField
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.request_decisions import (
    AgreementRecord,
    BenefitFound,
    Decided,
    DecisionRecord,
    Realised,
    ReviewRecord,
)
from goldenthread.domain.request_protocols import DecisionLevel
from goldenthread.requests.forms.asking import Choices, lines_of, words_field


class DecideForm(StepForm):
    """What was decided, at which level, and why."""

    decided = forms.ChoiceField(
        label="What was decided?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.value.capitalize()) for one in Decided],
    )
    level = forms.ChoiceField(label="Who decided it?", widget=forms.RadioSelect)
    decision = forms.ChoiceField(label="By which resolution, if the committee did?", required=False)
    decided_on = DayField(label="When was it decided?")
    reasons = words_field("What are the reasons?")
    alternatives = words_field("Which alternatives were considered, and why were they not taken?")
    conditions = words_field(
        "Under which conditions, if it was accepted with some?", required=False, help_text="One on each line."
    )
    interests = words_field("Which interests were declared?", rows=2, required=False)

    def __init__(
        self,
        typed: Any = None,
        *,
        levels: Sequence[DecisionLevel],
        decisions: Choices,
        alternatives: str,
        today: date,
    ) -> None:
        super().__init__(typed, today=today, initial={"alternatives": alternatives})
        choose_from(self, "level", [(one.value, f"As {one.value}") for one in levels])
        choose_from(self, "decision", [("", "None"), *decisions])

    @property
    def said(self) -> DecisionRecord:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return DecisionRecord(
            decided=Decided(typed["decided"]),
            level=DecisionLevel(typed["level"]),
            decided_on=typed["decided_on"],
            reasons=typed["reasons"],
            alternatives=typed["alternatives"],
            decision=typed["decision"],
            conditions=lines_of(typed["conditions"]),
            interests=typed["interests"],
        )


class ReplyForm(StepForm):
    """What the requester is told."""

    words = forms.CharField(label="What are they told?", max_length=4000, widget=forms.Textarea({"rows": 10}))

    def __init__(self, typed: Any = None, *, words: str, today: date) -> None:
        super().__init__(typed, today=today, initial={"words": words})


class AgreementForm(StepForm):
    """What was agreed with the requester, and by which formula the partners share its income."""

    signed_on = DayField(label="When was it signed?")
    starts_on = DayField(label="When does it start?")
    ends_on = DayField(label="When does it end?", required=False, help_text="Leave this blank if it has no end.")
    review_on = DayField(label="When is it reviewed?")
    words = words_field("What was agreed, and where is the agreement kept?")
    shares_from = words_field("By which formula is income shared, and who agreed it?", rows=2)

    def __init__(
        self,
        typed: Any = None,
        *,
        councils: Choices,
        starts_on: date | None,
        ends_on: date | None,
        today: date,
    ) -> None:
        super().__init__(typed, today=today, initial={"starts_on": starts_on, "ends_on": ends_on})
        self.councils = tuple(slug for slug, _ in councils)
        for slug, name in councils:
            self.fields[f"share_{slug}"] = AmountField(label=f"Income to {name}", required=False, suffix="%")
        self.order_fields([*self.fields_before_shares, *(f"share_{slug}" for slug in self.councils), "shares_from"])

    fields_before_shares = ("signed_on", "starts_on", "ends_on", "review_on", "words")

    @property
    def agreed(self) -> AgreementRecord:
        """What was typed, of a form that is valid; a council without a share has none."""
        typed = self.cleaned_data
        shares: dict[str, Decimal] = {
            slug: typed[f"share_{slug}"] for slug in self.councils if typed[f"share_{slug}"] is not None
        }
        named = (*self.fields_before_shares, "shares_from")
        return AgreementRecord(shares=shares, **{name: typed[name] for name in named})


class IncomeForm(StepForm):
    """What was received for a quarter."""

    period = forms.ChoiceField(label="For which quarter?")
    amount = AmountField(label="How much was received for it in all?", prefix="£")

    def __init__(self, typed: Any = None, *, quarters: Choices, today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "period", [("", "Choose a quarter"), *quarters])


class ReviewForm(StepForm):
    """What came of each benefit that was expected."""

    on = DayField(label="When was it reviewed?")
    words = words_field("What is done next?")
    next_on = DayField(label="When is it reviewed again?", required=False)

    def __init__(self, typed: Any = None, *, benefits: Sequence[str], today: date) -> None:
        super().__init__(typed, today=today, initial={"on": today})
        self.benefits = tuple(benefits)
        for place, benefit in enumerate(self.benefits, start=1):
            self.fields[f"realised_{place}"] = forms.ChoiceField(
                label=f"“{benefit}” Is it realised?",
                widget=forms.RadioSelect,
                choices=[(one.value, one.value.capitalize()) for one in Realised],
            )
            self.fields[f"words_{place}"] = words_field(f"What came of it? (benefit {place})", rows=2)
        asked = [name for name in self.fields if name.startswith(("realised_", "words_"))]
        self.order_fields(["on", *asked, "words", "next_on"])

    @property
    def review(self) -> ReviewRecord:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return ReviewRecord(
            on=typed["on"],
            benefits=tuple(
                BenefitFound(
                    benefit=benefit, realised=Realised(typed[f"realised_{place}"]), words=typed[f"words_{place}"]
                )
                for place, benefit in enumerate(self.benefits, start=1)
            ),
            words=typed["words"],
            next_on=typed["next_on"],
        )


class AgreeProtocolForm(StepForm):
    """By which decision a version was agreed, and which action of a plan it is the deliverable of."""

    decision = forms.ChoiceField(label="By which decision was it agreed?")
    action = forms.ChoiceField(
        label="Which action of a plan was to bring it?",
        required=False,
        help_text="It is complete by this, and closed by the same decision.",
    )

    def __init__(self, typed: Any = None, *, decisions: Choices, actions: Choices, today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "decision", [("", "Choose a decision"), *decisions])
        choose_from(self, "action", [("", "None"), *actions])
