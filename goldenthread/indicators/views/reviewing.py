"""The page on which it is recorded that a definition was reviewed and is still right."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.committee.forms.steps import StepForm
from goldenthread.committee.views.steps import Step, step_page
from goldenthread.indicators.operations.reviewing import review_definition
from goldenthread.indicators.queries.listed import listed_measures
from goldenthread.partnership.access import check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.terminal.clock import now, today


class ReviewForm(StepForm):
    """What was looked at."""

    words = forms.CharField(
        label="What was looked at?",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="As in: the data source and the exclusions, with the head of service.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request: HttpRequest, ref: str) -> HttpResponse:
    """That the definition is still right."""
    by = check_here(request, Permission.KEEP_THE_REGISTER, of=WHOLE)
    found = next((one for one in listed_measures(on=today()) if one.ref == ref), None)
    if found is None:
        raise Http404
    step = Step(
        heading="Record that the definition was reviewed",
        button="It is still right",
        done="It is recorded that the definition was reviewed.",
        caption=f"{found.ref} {found.title}",
        about=(found.definition, "What should say something else is changed at the indicator’s card."),
    )
    form = ReviewForm(request.POST if request.method == "POST" else None, today=today())

    def act() -> None:
        review_definition(ref=ref, words=form.cleaned_data["words"], by=by, at=now())

    return step_page(request, form, step, back=reverse("reports:indicator", args=[ref]), act=act)
