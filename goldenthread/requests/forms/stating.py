"""What is typed of a request's evaluation: gates, staff, price, considerations, views, the case, and scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.components.amounts import AmountField
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.request_powers import BusinessCase, Power, PowerClaim
from goldenthread.domain.request_prices import PriceLine, PriceRecord
from goldenthread.domain.request_protocols import Criterion, Gate, ProtocolRecord
from goldenthread.domain.request_records import (
    Aspect,
    CaseRecord,
    Consideration,
    GateAnswer,
    Needs,
    PartnerView,
    Score,
    StaffNeeded,
    View,
)
from goldenthread.requests.forms.asking import Choices, lines_of, words_field

_MORE_LINES = 3  # rows for more in one form
_PASSED = {"yes": True, "no": False}
_CASE = (
    ("objectives", "Business case: what are its objectives?"),
    ("resources", "Business case: which investment and other resources does it take?"),
    ("risks", "Business case: which risks are there, and how significant are they?"),
    ("results", "Business case: which financial results and other outcomes are expected?"),
)


class GateForm(StepForm):
    """Whether a gate is passed, and why; of legal power, which power."""

    is_passed = forms.ChoiceField(
        label="Is the gate passed?", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "No")]
    )
    reasons = words_field("Why?")

    def __init__(self, typed: Any = None, *, gate: Gate, before: GateAnswer | None, today: date) -> None:
        super().__init__(typed, today=today, initial=_gate_initial(before))
        self.gate = gate
        self.fields["is_passed"].label = gate.question
        if gate is Gate.POWER:
            self._ask_for_the_power()

    def _ask_for_the_power(self) -> None:
        self.fields["power"] = forms.ChoiceField(
            label="Which power is relied on?",
            required=False,
            choices=[("", "None"), *((one.value, one.words) for one in Power)],
        )
        self.fields["designated_by"] = forms.CharField(
            label="Which order designates the body as a public body of the Act of 1970?",
            required=False,
            max_length=300,
            help_text="Leave this blank for a local authority.",
        )
        self.fields["by_company"] = forms.BooleanField(label="A company of the councils supplies it", required=False)
        for name, label in _CASE:
            self.fields[name] = words_field(label, rows=2, required=False, help_text="Only to trade for profit.")
        self.fields["approved_by"] = forms.CharField(
            label="Business case: who approved it, and when?", required=False, max_length=300
        )
        self.order_fields(["is_passed", "power", "reasons"])

    @property
    def answer(self) -> GateAnswer:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return GateAnswer(
            gate=self.gate, is_passed=_PASSED[typed["is_passed"]], reasons=typed["reasons"], power=self._power()
        )

    def _power(self) -> PowerClaim | None:
        typed = self.cleaned_data
        if not typed.get("power"):
            return None
        names = (*(name for name, _ in _CASE), "approved_by")
        case = BusinessCase(**{name: typed[name] for name in names}) if any(typed[name] for name in names) else None
        return PowerClaim(
            power=Power(typed["power"]),
            designated_by=typed["designated_by"],
            by_company=typed["by_company"],
            business_case=case,
        )


class NeedsForm(StepForm):
    """How many full-time equivalents it takes of each council's staff, year by year."""

    def __init__(
        self, typed: Any = None, *, councils: Choices, years: Sequence[str], before: Needs | None, today: date
    ) -> None:
        super().__init__(typed, today=today)
        given = {(one.council, one.year): one.staff for one in (() if before is None else before.staff)}
        self.asked = [(slug, year, f"staff_{slug}_{year}") for year in years for slug, _ in councils]
        names = dict(councils)
        for slug, year, name in self.asked:
            self.fields[name] = AmountField(
                label=f"{names[slug]}, {year.replace('-', '/')}",
                required=False,
                suffix="full-time equivalents",
                initial=given.get((slug, year)),
            )

    @property
    def needs(self) -> Needs:
        """What was typed, of a form that is valid; boxes that were left blank are none."""
        typed = self.cleaned_data
        return Needs(
            staff=tuple(
                StaffNeeded(council=slug, year=year, staff=typed[name])
                for slug, year, name in self.asked
                if typed[name] is not None
            )
        )


class PriceForm(StepForm):
    """What the price is built from."""

    def __init__(
        self,
        typed: Any = None,
        *,
        protocol: ProtocolRecord,
        before: PriceRecord | None,
        decisions: Choices,
        today: date,
    ) -> None:
        super().__init__(typed, today=today)
        lines = () if before is None else before.lines
        self.places = range(len(lines) + _MORE_LINES)
        for place in self.places:
            line = lines[place] if place < len(lines) else None
            called = f"Line {place + 1}"
            self.fields[f"words_{place}"] = forms.CharField(
                label=f"{called}: which work?", required=False, max_length=200, initial=line and line.words
            )
            self.fields[f"hours_{place}"] = AmountField(
                label=f"{called}: hours in all", required=False, initial=line and line.hours
            )
            self.fields[f"rate_{place}"] = AmountField(
                label=f"{called}: pounds an hour", required=False, prefix="£", initial=line and line.rate
            )
        old = before or PriceRecord(lines=(), overheads=protocol.overheads, margin=protocol.margin)
        self.fields["other"] = AmountField(
            label="Accommodation, goods, vehicles and other costs", prefix="£", initial=old.other
        )
        self.fields["overheads"] = AmountField(label="Overheads", suffix="%", initial=old.overheads)
        self.fields["margin"] = AmountField(label="Margin", suffix="%", initial=old.margin)
        self.fields["asked"] = AmountField(
            label="The price that is asked",
            required=False,
            prefix="£",
            initial=old.asked,
            help_text="Leave this blank to ask the price that is built.",
        )
        self.fields["below_cost_decision"] = forms.ChoiceField(
            label="Which decision allows a price below the full cost?",
            required=False,
            choices=[("", "None"), *decisions],
            initial=old.below_cost_decision,
        )
        self.fields["below_cost_because"] = words_field(
            "Why is the price below the full cost, if it is?", rows=2, required=False
        )
        self.fields["below_cost_because"].initial = old.below_cost_because

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        for place in self.places:
            names = [f"{name}_{place}" for name in ("words", "hours", "rate")]
            missing = [name for name in names if typed.get(name) in (None, "") and name not in self.errors]
            if len(missing) < len(names):
                for name in missing:
                    self.add_error(name, "Give the work, the hours and the rate of a line, or none of them.")
        return typed

    @property
    def price(self) -> PriceRecord:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return PriceRecord(
            lines=tuple(
                PriceLine(words=typed[f"words_{place}"], hours=typed[f"hours_{place}"], rate=typed[f"rate_{place}"])
                for place in self.places
                if typed[f"words_{place}"]
            ),
            other=typed["other"],
            overheads=typed["overheads"],
            margin=typed["margin"],
            asked=typed["asked"],
            below_cost_decision=typed["below_cost_decision"],
            below_cost_because=typed["below_cost_because"],
        )


class ConsiderationsForm(StepForm):
    """What was found of each aspect; what is left blank is not said yet."""

    def __init__(self, typed: Any = None, *, before: Sequence[Consideration], today: date) -> None:
        super().__init__(typed, today=today)
        said = {one.of: one.words for one in before}
        self.aspects = tuple((aspect, f"aspect_{place}") for place, aspect in enumerate(Aspect))
        for aspect, name in self.aspects:
            self.fields[name] = words_field(aspect.value.capitalize(), rows=2, required=False)
            self.fields[name].initial = said.get(aspect, "")

    @property
    def said(self) -> tuple[Consideration, ...]:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return tuple(Consideration(of=aspect, words=typed[name]) for aspect, name in self.aspects if typed[name])


class ViewForm(StepForm):
    """That a partner was consulted, and what it said."""

    post = forms.CharField(label="Which post was consulted?", max_length=120)
    asked_on = DayField(label="When was it asked?")
    view = forms.ChoiceField(
        label="What does it say?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.value.capitalize()) for one in View],
    )
    words = words_field("In its own words", required=False)
    answered_on = DayField(label="When did it answer?", required=False)

    def __init__(self, typed: Any = None, *, council: str, before: PartnerView | None, today: date) -> None:
        names = ("post", "asked_on", "words", "answered_on")
        initial = {} if before is None else {**{name: getattr(before, name) for name in names}, "view": before.view}
        super().__init__(typed, today=today, initial=initial)
        self.council = council

    @property
    def said(self) -> PartnerView:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return PartnerView(
            council=self.council,
            post=typed["post"],
            asked_on=typed["asked_on"],
            view=View(typed["view"]),
            words=typed["words"],
            answered_on=typed["answered_on"],
        )


class CaseForm(StepForm):
    """What is expected of it, and what else was considered."""

    benefits = words_field("Which benefits are expected?", help_text="One on each line. Each is looked back at.")
    alternatives = words_field("What else was considered, and why was it not taken?")

    def __init__(self, typed: Any = None, *, before: CaseRecord | None, today: date) -> None:
        initial = (
            {} if before is None else {"benefits": "\n".join(before.benefits), "alternatives": before.alternatives}
        )
        super().__init__(typed, today=today, initial=initial)

    @property
    def case(self) -> CaseRecord:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return CaseRecord(benefits=lines_of(typed["benefits"]), alternatives=typed["alternatives"])


class ScoresForm(StepForm):
    """One person's scores, by the guidance of the protocol; a criterion that is left is scored later."""

    def __init__(
        self, typed: Any = None, *, protocol: ProtocolRecord, before: Mapping[str, Score], today: date
    ) -> None:
        super().__init__(typed, today=today)
        self.keys = tuple(one.key for one in protocol.criteria)
        for one in protocol.criteria:
            own = before.get(one.key)
            self.fields[f"score_{one.key}"] = score_field(one, label=one.title, required=False)
            self.fields[f"score_{one.key}"].initial = None if own is None else str(own.score)
            self.fields[f"reasons_{one.key}"] = words_field(f"Why? ({one.title})", rows=2, required=False)
            self.fields[f"reasons_{one.key}"].initial = "" if own is None else own.reasons

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        for key in self.keys:
            score, reasons = typed.get(f"score_{key}"), typed.get(f"reasons_{key}")
            if score and not reasons:
                self.add_error(f"reasons_{key}", "Say in words why it is scored so.")
            if reasons and not score:
                self.add_error(f"score_{key}", "Give the score that these words are of.")
        return typed

    @property
    def scores(self) -> tuple[Score, ...]:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return tuple(
            Score(criterion=key, score=int(typed[f"score_{key}"]), reasons=typed[f"reasons_{key}"])
            for key in self.keys
            if typed[f"score_{key}"]
        )


class SettleForm(StepForm):
    """The score that counts where two people differ."""

    reasons = words_field("Why is this the score that counts?")

    def __init__(self, typed: Any = None, *, criterion: Criterion, given: Sequence[int], today: date) -> None:
        super().__init__(typed, today=today)
        self.criterion = criterion
        between = range(min(given), max(given) + 1)
        field = score_field(criterion, label="Which score counts?", only=between)
        self.fields["score"] = field
        self.order_fields(["score", "reasons"])

    @property
    def settled(self) -> Score:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return Score(criterion=self.criterion.key, score=int(typed["score"]), reasons=typed["reasons"])


class ProtocolForm(StepForm):
    """Another version of the protocol for a request."""

    number = forms.ChoiceField(label="By which version is it evaluated?", widget=forms.RadioSelect)

    def __init__(self, typed: Any = None, *, versions: Choices, today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "number", versions)


def score_field(
    criterion: Criterion, *, label: str, required: bool = True, only: Sequence[int] | range | None = None
) -> forms.ChoiceField:
    """The scores of a criterion to choose from, each with its guidance."""
    return forms.ChoiceField(
        label=label,
        required=required,
        widget=forms.RadioSelect,
        choices=[
            (str(score), f"{score}: {words}")
            for score, words in enumerate(criterion.guidance)
            if only is None or score in only
        ],
    )


def _gate_initial(before: GateAnswer | None) -> dict[str, object]:
    if before is None:
        return {}
    initial: dict[str, object] = {"is_passed": "yes" if before.is_passed else "no", "reasons": before.reasons}
    claim = before.power
    if claim is not None:
        initial |= {"power": claim.power.value, "designated_by": claim.designated_by, "by_company": claim.by_company}
        if claim.business_case is not None:
            names = (*(name for name, _ in _CASE), "approved_by")
            initial |= {name: getattr(claim.business_case, name) for name in names}
    return initial
