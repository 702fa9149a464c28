"""A report to committee, who cleared it, and that it goes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from goldenthread.committee.forms.steps import StepForm
from goldenthread.committee.operations.reports import ClearanceSaid
from goldenthread.components.forms import DayField
from goldenthread.components.narrowing import choose_from
from goldenthread.domain.committee_reports import (
    CommitteeReport,
    Implication,
    detail_as_text,
    detail_in,
    listed_in,
    paragraphs_in,
    recommendations_as_text,
    recommendations_in,
    without_numbers,
)
from goldenthread.domain.listing import listed

_LONGEST = 60_000


class ReportForm(StepForm):
    """The report, part by part, as plain text; one box for each side from which the committee has it looked at."""

    subject = forms.CharField(label="Subject heading", max_length=200)
    author = forms.CharField(
        label="Report author", max_length=200, help_text="Name and post, as in Ann Other, Analysis Officer."
    )
    contact = forms.CharField(label="Contact details", max_length=200)
    policy_context = forms.CharField(
        label="Policy context", required=False, max_length=4000, widget=forms.Textarea({"rows": 2})
    )
    financial_summary = forms.CharField(
        label="Financial summary", required=False, max_length=4000, widget=forms.Textarea({"rows": 2})
    )
    summary = forms.CharField(label="Summary", max_length=_LONGEST, widget=forms.Textarea({"rows": 5}))
    recommendations = forms.CharField(
        label="Recommendations",
        widget=forms.Textarea({"rows": 4}),
        help_text="One on each line, beginning with its verb: To note the report. A line that begins with - stands "
        "under the one before it, as a), b).",
        max_length=_LONGEST,
    )
    detail = forms.CharField(
        label="Report detail",
        widget=forms.Textarea({"rows": 14}),
        help_text="Begin the heading of a part with # and each point of a list with -. Leave a line empty between "
        "paragraphs. They are numbered for you: 1.1, 1.2, 2.1.",
        max_length=_LONGEST,
    )
    appendices = forms.CharField(
        label="Appendices", required=False, max_length=8000, widget=forms.Textarea({"rows": 3}), help_text="One a line."
    )
    background_papers = forms.CharField(
        label="Background papers",
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": 3}),
        help_text="One a line: what the report rests on to a material extent and is not published. Where there is "
        "none, leave this empty: it is printed as None.",
    )

    def __init__(
        self, typed: Any = None, *, sides: Sequence[str], today: date, report: CommitteeReport | None = None
    ) -> None:
        # What was written from a side that the committee has no more stays, unless the writer takes it out.
        written = () if report is None else tuple(one.side for one in report.implications if one.words)
        self.sides = tuple(dict.fromkeys((*sides, *written)))
        super().__init__(typed, today=today, initial=_initial(report, sides=self.sides))
        after = list(self.fields)
        for number, side in enumerate(self.sides):
            self.fields[f"side_{number}"] = forms.CharField(
                label=f"{side} implications and risks",
                required=side in sides,
                max_length=8000,
                widget=forms.Textarea({"rows": 3}),
                help_text="" if number else "Where nothing applies, say why: Not applicable, as no budget changes.",
                error_messages={"required": f"Say what it means from this side: {side}"},
            )
        place = after.index("appendices")
        self.order_fields([*after[:place], *(f"side_{number}" for number in range(len(self.sides))), *after[place:]])

    @property
    def said(self) -> CommitteeReport:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return CommitteeReport(
            subject=typed["subject"],
            author=typed["author"],
            contact=typed["contact"],
            policy_context=_whole(typed["policy_context"]),
            financial_summary=_whole(typed["financial_summary"]),
            summary=_whole(typed["summary"]),
            recommendations=recommendations_in(without_numbers(typed["recommendations"])),
            detail=detail_in(typed["detail"]),
            implications=tuple(
                Implication(side=side, words=_whole(typed[f"side_{number}"]))
                for number, side in enumerate(self.sides)
                if typed[f"side_{number}"]
            ),
            appendices=listed_in(typed["appendices"]),
            background_papers=listed_in(typed["background_papers"]),
        )


def _whole(text: str) -> str:
    return "\n\n".join(paragraphs_in(text))


def _initial(report: CommitteeReport | None, *, sides: Sequence[str]) -> dict[str, object]:
    if report is None:
        return {}
    return {
        "subject": report.subject,
        "author": report.author,
        "contact": report.contact,
        "policy_context": report.policy_context,
        "financial_summary": report.financial_summary,
        "summary": report.summary,
        "recommendations": recommendations_as_text(report.recommendations),
        "detail": detail_as_text(report.detail),
        "appendices": "\n".join(report.appendices),
        "background_papers": "\n".join(report.background_papers),
        **{f"side_{number}": report.on(side) for number, side in enumerate(sides)},
    }


class ClearForm(StepForm):
    """Who cleared this version, from which side."""

    side = forms.ChoiceField(label="From which side?", widget=forms.RadioSelect)
    officer = forms.CharField(label="Who cleared it?", max_length=120)
    post = forms.CharField(label="Post", max_length=120)
    cleared_on = DayField(label="On which day?")
    words = forms.CharField(label="What they said", required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))

    def __init__(self, typed: Any = None, *, sides: Sequence[str], today: date) -> None:
        super().__init__(typed, today=today)
        choose_from(self, "side", [(side, side) for side in sides])

    @property
    def said(self) -> ClearanceSaid:
        """What was typed, of a form that is valid."""
        typed = self.cleaned_data
        return ClearanceSaid(
            side=typed["side"],
            officer=typed["officer"],
            post=typed["post"],
            cleared_on=typed["cleared_on"],
            words=typed["words"],
        )


class FileReportForm(StepForm):
    """That the report becomes the item's paper; with a reason where a side did not clear it."""

    meeting_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    uncleared_because = forms.CharField(
        label="Why does it go out without?", required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, typed: Any = None, *, left: Sequence[str], meeting_version: int, today: date) -> None:
        super().__init__(typed, today=today, initial={"meeting_version": meeting_version})
        if left:
            self.fields["uncleared_because"].help_text = f"Not cleared from these sides: {listed(left)}."
        else:
            del self.fields["uncleared_because"]

    @property
    def typed_meeting_version(self) -> int:
        """The version of the meeting that the page was opened with; 0, which none has, where it says none."""
        return self.cleaned_data.get("meeting_version") or 0
