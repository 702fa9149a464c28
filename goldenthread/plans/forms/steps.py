"""What is typed at the pages of plans: that one was agreed, what was done about amendments, progress, changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.plan_actions import ActionLife, ActionTerms, ChangeKind, MilestoneTerms
from goldenthread.domain.plan_progress import Confidence, ReportedProgress
from goldenthread.plans.operations import ChangeSaid, ProgressSaid
from goldenthread.plans.queries.progress import DoneBefore, ProgressFacts

_NEW_MILESTONES = 3  # rows for more in one form
_NO_DECISION = ("", "None: a post has the power")


class AgreeForm(StepForm):
    """By which decision a plan was agreed, and subject to what."""

    decision = forms.ChoiceField(label="By which decision was it agreed?")
    subject_to = forms.CharField(
        label="Subject to which amendments?",
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": 4}),
        help_text="One on each line. Leave this blank if it was agreed as it stands: it is then final.",
    )

    def __init__(self, typed: Any = None, *, decisions: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "decision", [("", "Choose a decision"), *decisions])

    @property
    def amendments(self) -> tuple[str, ...]:
        """The amendments, of a form that is valid."""
        return tuple(line.strip() for line in self.cleaned_data["subject_to"].splitlines() if line.strip())


class SettleForm(StepForm):
    """What was done about an amendment."""

    how = forms.CharField(label="What was done about it?", max_length=4000, widget=forms.Textarea({"rows": 3}))
    on = DayField(label="When?")


class DelegateForm(StepForm):
    """Under which delegation a plan is finalised."""

    delegation = forms.ChoiceField(label="Who finalises it?", widget=forms.RadioSelect)

    def __init__(self, typed: Any = None, *, delegations: Sequence[tuple[int, str]], today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "delegation", [(str(pk), words) for pk, words in delegations])


class FinaliseForm(StepForm):
    """The day on which a plan is final."""

    on = DayField(label="When was it finalised?")


class QuarterForm(StepForm):
    """For which quarter progress is asked."""

    quarter = forms.ChoiceField(label="For which quarter?", widget=forms.RadioSelect)

    def __init__(self, typed: Any = None, *, quarters: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "quarter", list(quarters))


class SureForm(StepForm):
    """Nothing is typed: a press says it."""


class ProgressForm(StepForm):
    """How an action stands: what was done, by when it and each open milestone are expected, how sure its owner is."""

    is_started = forms.BooleanField(label="Work on it has begun", required=False)
    words = forms.CharField(label="What was done this quarter?", max_length=4000, widget=forms.Textarea({"rows": 4}))
    confidence = forms.ChoiceField(
        label="How sure are you of the outcome?",
        choices=[(one.value, one.value.capitalize()) for one in Confidence],
        widget=forms.RadioSelect,
        help_text="This is your own judgement. It changes nothing of the status, which comes of the days.",
    )
    confidence_because = forms.CharField(
        label="Why, if it is not likely?", required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    reasons = forms.CharField(
        label="Why is it behind, if it is?", required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    remedy = forms.CharField(
        label="What is being done about that?", required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    evidence = forms.CharField(
        label="Where can it be seen, if the action is done?",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Somebody else confirms it by this.",
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        life: ActionLife,
        earlier: DoneBefore,
        before: ProgressFacts | None,
        today: date,
    ) -> None:
        super().__init__(typed, today=today, initial=_initial(before))
        asked = [
            ("", "the action"),
            *((one.key, f"milestone {one.key} ({one.words})") for one in life.terms.milestones),
        ]
        # By the key, so that a milestone that came in meanwhile is not given the day of another.
        self.keys = [key for key, _ in asked if key not in earlier.done]
        reported = None if before is None else before.reported
        after = list(self.fields)
        for key, words in asked:
            if key in earlier.done:
                continue
            for what, label, days in (
                ("expected", f"By when is {words} expected?", {} if reported is None else reported.expected),
                ("done", f"When was {words} done?", {} if reported is None else reported.done),
            ):
                help_text = (
                    "Leave this blank if it is not done." if what == "done" else "Leave this blank if it is done."
                )
                self.fields[_of(what, key)] = DayField(
                    label=label, required=False, help_text=help_text, initial=days.get(key)
                )
        days_asked = [name for name in self.fields if name not in after]
        self.order_fields(["is_started", "words", *days_asked, *after[2:]])

    @property
    def said(self) -> ProgressSaid:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        days = {
            what: {key: typed[_of(what, key)] for key in self.keys if typed[_of(what, key)]}
            for what in ("expected", "done")
        }
        return ProgressSaid(
            reported=ReportedProgress(
                is_started=typed["is_started"] or bool(days["done"]), expected=days["expected"], done=days["done"]
            ),
            words=typed["words"],
            confidence=Confidence(typed["confidence"]),
            confidence_because=typed["confidence_because"],
            reasons=typed["reasons"],
            remedy=typed["remedy"],
            evidence=typed["evidence"],
        )


class ChangeForm(StepForm):
    """A change of an action that was agreed: what is asked depends on the kind of change."""

    on = DayField(label="When was it agreed?")
    reason = forms.CharField(label="Why is it changed?", max_length=4000, widget=forms.Textarea({"rows": 3}))
    decision = forms.ChoiceField(label="By which decision?", required=False)
    by_post = forms.CharField(
        label="Or by which post?",
        required=False,
        max_length=120,
        help_text="Where it has the power without a decision.",
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        kind: ChangeKind,
        terms: ActionTerms,
        decisions: Sequence[tuple[str, str]],
        others: Sequence[str],
        today: date,
    ) -> None:
        super().__init__(typed, today=today, initial={"on": today})
        self.kind, self.terms = kind, terms
        choose_from(self, "decision", [_NO_DECISION, *decisions])
        asked = list(self._asked(others))
        for name, field in asked:
            self.fields[name] = field
        names = [name for name, _ in asked]
        self.order_fields([*names, *(name for name in self.fields if name not in names)])

    def _asked(self, others: Sequence[str]) -> list[tuple[str, forms.Field]]:
        terms = self.terms
        if self.kind in (ChangeKind.DATE, ChangeKind.RESUME):
            return [
                ("starts_on", DayField(label="When does it start?", initial=terms.starts_on)),
                ("due_on", DayField(label="By when is it to be done?", initial=terms.due_on)),
                *(
                    (f"milestone_{number}", DayField(label=f"Milestone {one.key}, {one.words}", initial=one.due_on))
                    for number, one in enumerate(terms.milestones)
                ),
            ]
        if self.kind is ChangeKind.SCOPE:
            return [
                ("words", _text("The action", terms.words)),
                ("outcome", _text("The outcome sought", terms.outcome)),
                *self._milestones(),
            ]
        if self.kind is ChangeKind.OWNER:
            return [("owner_post", forms.CharField(label="The owner’s post", max_length=120, initial=terms.owner_post))]
        if self.kind is ChangeKind.SUCCESS:
            return [("success", _text("How will it be known that it worked?", terms.success))]
        if self.kind is ChangeKind.MERGE:
            choices = [("", "Choose an action"), *((ref, ref) for ref in others)]
            return [("merged_into", forms.ChoiceField(label="Into which action?", choices=choices))]
        return []

    def _milestones(self) -> Iterator[tuple[str, forms.Field]]:
        for number, one in enumerate(self.terms.milestones):
            field = _text(f"Milestone {one.key}", one.words)
            field.required, field.help_text = False, "Leave this blank to take the milestone out."
            yield f"milestone_words_{number}", field
        for number in range(_NEW_MILESTONES):
            label = f"Another milestone ({number + 1} of {_NEW_MILESTONES})"
            yield (
                f"new_key_{number}",
                forms.CharField(label=f"{label}: its key", required=False, max_length=24, help_text="As in M2."),
            )
            yield f"new_words_{number}", forms.CharField(label=f"{label}: what it is", required=False, max_length=400)
            yield f"new_due_{number}", DayField(label=f"{label}: by when it is due", required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        for number in range(_NEW_MILESTONES if self.kind is ChangeKind.SCOPE else 0):
            names = [f"new_{name}_{number}" for name in ("key", "words", "due")]
            missing = [name for name in names if not typed.get(name) and name not in self.errors]
            if len(missing) < len(names):
                for name in missing:
                    self.add_error(name, "Give the key, what it is, and the day of a new milestone, or none of them.")
        return typed

    def _scoped(self, typed: dict[str, Any]) -> tuple[MilestoneTerms, ...]:
        """The milestones that stay, with their words as typed, and those that are new."""
        kept = tuple(
            replace(one, words=typed[f"milestone_words_{number}"])
            for number, one in enumerate(self.terms.milestones)
            if typed[f"milestone_words_{number}"].strip()
        )
        new = tuple(
            MilestoneTerms(
                key=typed[f"new_key_{number}"], words=typed[f"new_words_{number}"], due_on=typed[f"new_due_{number}"]
            )
            for number in range(_NEW_MILESTONES)
            if typed[f"new_key_{number}"]
        )
        return (*kept, *new)

    @property
    def said(self) -> ChangeSaid:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        named = ("starts_on", "due_on", "words", "outcome", "owner_post", "success")
        terms = replace(self.terms, **{name: typed[name] for name in named if name in typed})
        if self.kind in (ChangeKind.DATE, ChangeKind.RESUME):
            milestones = tuple(
                replace(one, due_on=typed[f"milestone_{number}"]) for number, one in enumerate(terms.milestones)
            )
            terms = replace(terms, milestones=milestones)
        elif self.kind is ChangeKind.SCOPE:
            terms = replace(terms, milestones=self._scoped(typed))
        return ChangeSaid(
            kind=self.kind,
            terms=terms,
            on=typed["on"],
            reason=typed["reason"],
            decision=typed["decision"],
            by_post=typed["by_post"],
            merged_into=typed.get("merged_into", ""),
        )


def _of(what: str, key: str) -> str:
    """The name of a box, as the operation calls it: "expected_of_M1", and "expected" of the action itself."""
    return f"{what}_of_{key}" if key else what


def _text(label: str, initial: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea({"rows": 3}), initial=initial)


def _initial(before: ProgressFacts | None) -> dict[str, object]:
    if before is None:
        return {"is_started": True}
    return {
        "is_started": before.reported.is_started,
        "words": before.words,
        "confidence": before.confidence,
        "confidence_because": before.confidence_because,
        "reasons": before.reasons,
        "remedy": before.remedy,
        "evidence": before.evidence,
    }
