"""What a council calls its ratings, and in which colours: the form, how it will look, and why a colour is refused."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.audit.queries import history_of
from goldenthread.charts.palette import PALETTE, contrast_between
from goldenthread.components.marks import Rating
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.partnership.access import check_here
from goldenthread.partnership.forms.ratings import RatingsForm
from goldenthread.partnership.operations.ratings import STYLES_CHANGED, StylesChanged, StylesRefused, style_ratings
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE, CouncilFacts, councils
from goldenthread.partnership.queries.names import people_names
from goldenthread.partnership.queries.ratings import STANDARD, Styles, mark_of_styles, rating_styles
from goldenthread.partnership.rules.ratings import problems_with_styles
from goldenthread.partnership.views.marks import rating_in
from goldenthread.terminal.clock import now, today

_WRONG, _CHANGED = 422, 409
_FIGURES = {"green": "96.2%", "amber": "92.0%", "red": "71.4%"}


@require_http_methods(["GET", "HEAD", "POST"])
def ratings_page(request: HttpRequest, council: str) -> HttpResponse:
    """A council's words and colours: looked at before they are kept, and put back to everybody's."""
    person = check_here(request, Permission.KEEP_THE_REGISTER, of=WHOLE)
    whose = next((one for one in councils() if one.slug == council), None)
    if whose is None:
        raise Http404
    held = rating_styles().get(council, {})
    if request.method != "POST":
        return _page(request, whose, RatingsForm(held=held), held=held)
    form, asked = RatingsForm(request.POST, held=held), request.POST.get("do")
    if asked == "look":
        form.tell(problems_with_styles(form.said))
        return _page(request, whose, form, held=held, status=_WRONG if form.errors else 200)
    try:
        changed = style_ratings(
            council=council,
            said=None if asked == "standard" else form.said,
            seen=request.POST.get("seen", ""),
            by=person,
            today=today(),
            at=now(),
        )
    except StylesChanged:
        return _page(request, whose, form, held=rating_styles().get(council, {}), status=_CHANGED)
    except StylesRefused as refused:
        form.tell(refused.problems)
        return _page(request, whose, form, held=held, status=_WRONG)
    what = "words and colours of ratings"
    if changed:
        messages.success(request, f"The {what} of {whose.name} are saved.")
    else:
        messages.info(request, f"The {what} of {whose.name} are as they were.")
    return HttpResponseRedirect(request.path)


def _page(
    request: HttpRequest, whose: CouncilFacts, form: RatingsForm, *, held: Styles, status: int = 200
) -> HttpResponse:
    context = {
        "council": whose,
        "form": form,
        "seen": mark_of_styles(held),
        "preview": None if form.errors else _preview(whose, form.said),
        "has_own": bool(held),
        "back": Link(words="The partnership", address=reverse("indicators:partnership")),
    }
    if status == _CHANGED:
        last = next((one for one in reversed(history_of(subject="council", subject_id=whose.slug))
                     if one.kind == STYLES_CHANGED), None)  # fmt: skip
        context |= {
            "is_changed": True,
            "changed_by": "Somebody" if last is None else people_names().get(last.by or 0, "Somebody"),
            "changed_at": "another time" if last is None else _moment(last.at),
            "differences": form.differences(held or STANDARD),
        }
    return render(request, "partnership/ratings.html", context, status=status)


def _preview(whose: CouncilFacts, styles: Styles) -> Table:
    """Each rating as the council's pages will show it, with how far its colour stands out from the page."""
    return Table(
        key="preview",
        caption=f"How it looks on pages that show {whose.name} alone",
        columns=(
            Column(title="Rating"),
            Column(title="On the page"),
            Column(title="Figure", numeric=True),
            Column(title="Contrast", numeric=True),
        ),
        rows=(
            *(
                row_of(
                    STANDARD[code].label,
                    Cell(rating=rating_in(code, styles)),
                    _FIGURES[code],
                    _contrast(style.colour),
                )
                for code, style in styles.items()
            ),
            row_of(
                "Not rated", Cell(rating=Rating("not-rated", "No target")), "88.0%", _contrast(PALETTE["not-rated"])
            ),
        ),
    )


def _contrast(colour: str) -> str:
    return f"{contrast_between(colour, '#ffffff'):.1f} to 1"


def _moment(at: datetime) -> str:
    """ "10:30 on 14 October 2019"."""
    local = timezone.localtime(at)
    return f"{local:%H:%M} on {day_words(local.date())}"
