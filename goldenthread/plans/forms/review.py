"""What is typed of a plan's risks and of its reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.plan_risks import HIGHEST, LOWEST, RiskRecord, Score
from goldenthread.plans.operations import ReviewSaid, ScoreSaid
from goldenthread.plans.queries.kept_under_review import RiskFacts

Choices = Sequence[tuple[str, str]]
_FROM = f"From {LOWEST}, the least, to {HIGHEST}, the most."


def _one_to_five(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=LOWEST, max_value=HIGHEST, help_text=_FROM)


class ScoreForm(StepForm):
    """How a risk is scored: likelihood and impact now and as they are sought, and what is done about it."""

    likelihood = _one_to_five("How likely is it now?")
    impact = _one_to_five("How bad would it be now?")
    sought_likelihood = _one_to_five("How likely is it to be, as it is sought?")
    sought_impact = _one_to_five("How bad is it to be, as it is sought?")
    words = forms.CharField(
        label="What is done about it?", required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    on = DayField(label="On which day is it scored so?")

    def __init__(self, typed: Any = None, *, before: RiskFacts | None = None, today: date) -> None:
        initial: dict[str, object] = {"on": today}
        if before is not None:
            initial |= {
                "likelihood": before.now.likelihood,
                "impact": before.now.impact,
                "sought_likelihood": before.sought.likelihood,
                "sought_impact": before.sought.impact,
                "words": before.words,
            }
        super().__init__(typed, today=today, initial=initial)

    @property
    def said(self) -> ScoreSaid:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return ScoreSaid(
            on=typed["on"],
            now=Score(likelihood=typed["likelihood"], impact=typed["impact"]),
            sought=Score(likelihood=typed["sought_likelihood"], impact=typed["sought_impact"]),
            words=typed["words"],
        )


class AddRiskForm(ScoreForm):
    """A risk with its owner and its first score."""

    ref = forms.CharField(label="Its ref", max_length=24, help_text="As in R1.")
    title = forms.CharField(label="What could happen?", max_length=300)
    owner_post = forms.CharField(label="The post that owns it", max_length=120)
    action = forms.ChoiceField(label="Of which action is it?", required=False)

    def __init__(self, typed: Any = None, *, actions: Choices, today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "action", [("", "Of the whole plan"), *actions])
        first = ["ref", "title", "owner_post", "action"]
        self.order_fields([*first, *(name for name in self.fields if name not in first)])

    @property
    def risk(self) -> RiskRecord:
        """The risk that was typed, of a form that is valid."""
        typed, score = self.cleaned_data, self.said
        return RiskRecord(
            ref=typed["ref"],
            title=typed["title"],
            owner_post=typed["owner_post"],
            action=typed["action"],
            words=score.words,
            now=score.now,
            sought=score.sought,
        )


class CloseRiskForm(StepForm):
    """A risk that is none any more, and why."""

    on = DayField(label="When was it closed?")
    why = forms.CharField(label="Why is it none any more?", max_length=2000, widget=forms.Textarea({"rows": 3}))


class ReviewForm(StepForm):
    """That a plan was reviewed, on which occasion, and what came of it."""

    on = DayField(label="When was it reviewed?")
    occasion = forms.ChoiceField(
        label="On which occasion?",
        widget=forms.RadioSelect,
        choices=[("yearly", "The yearly review"), ("priorities", "A council’s priorities changed")],
    )
    outcome = forms.CharField(
        label="What came of it?",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text="What is changed of an action is entered as a change of that action.",
    )
    decision = forms.ChoiceField(label="By which decision?", required=False)
    by_post = forms.CharField(
        label="Or by which post?",
        required=False,
        max_length=120,
        help_text="Where it has the power without a decision.",
    )

    def __init__(self, typed: Any = None, *, decisions: Choices, today: date) -> None:
        super().__init__(typed, today=today, initial={"on": today})
        choose_from(self, "decision", [("", "None: a post has the power"), *decisions])

    @property
    def said(self) -> ReviewSaid:
        """What was typed, of a form that is valid."""
        return ReviewSaid(**{name: self.cleaned_data[name] for name in ReviewSaid.__dataclass_fields__})
