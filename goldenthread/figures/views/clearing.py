"""Clearance: a council's frozen figures, what changed since they were cleared, and the clearance."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.components.lists import Fact, Happening, Tag, Task
from goldenthread.components.quarter_slugs import quarter_of_slug, slug_of
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.problems import Refused
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.units import print_value
from goldenthread.figures.forms.asking import target_in_words
from goldenthread.figures.forms.board import ClearForm
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.figures.queries.attached import evidence_frozen
from goldenthread.figures.queries.to_clear import CouncilVersion, ToClear, council_version, councils_reached, to_clear
from goldenthread.figures.views.shown import RATING_WORDS, counted, mark_of
from goldenthread.partnership.access import check_here, shown_here
from goldenthread.partnership.middleware import what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import scope_of
from goldenthread.terminal.clock import now
from goldenthread.terminal.order import moment_in_words

_WRONG, _CHANGED = 422, 409


@require_safe
def clearances_page(request: HttpRequest) -> HttpResponse:
    """Each quarter that was frozen, of the councils that the person clears for."""
    check_here(request, Permission.CLEAR_FIGURES, of=None)
    found = to_clear(what_may_here(request).get(Permission.CLEAR_FIGURES, ()))
    waiting = sum(not one.still_holds for one in found)
    return render(
        request,
        "figures/clearances.html",
        {
            "sentence": _waiting_words(waiting) if found else "",
            "tasks": tuple(clearance_task(one) for one in found),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def clear_page(request: HttpRequest, period: str, council: str) -> HttpResponse:
    """A council's figures in the newest version; cleared here, with a note."""
    person = check_here(request, Permission.CLEAR_FIGURES, of=None)
    quarter = quarter_of_slug(period)
    reached = councils_reached(what_may_here(request).get(Permission.CLEAR_FIGURES, ()))
    whose = next((one for one in reached if one.slug == council), None)
    found = None if quarter is None or whose is None else council_version(quarter, council=whose, at=now())
    if found is None:
        raise Http404
    shown_here(request, Permission.READ_FIGURES_IN_PROGRESS, of=scope_of(council=found.council))
    if request.method != "POST":
        return _page(request, found, ClearForm())
    form = ClearForm(request.POST)
    if request.POST.get("version") != str(found.freeze.number):
        since = f"Version {found.freeze.number} was frozen since you opened this page"
        return _page(request, found, form, status=_CHANGED, changed=since)
    if request.POST.get("restatement") != str(found.newest_restatement):
        since = "A figure was restated since you opened this page"
        return _page(request, found, form, status=_CHANGED, changed=since)
    if not form.is_valid():
        return _page(request, found, form, status=_WRONG)
    try:
        cleared = clear_figures(
            quarter=found.freeze.quarter,
            council=found.council.slug,
            version=found.freeze.number,
            words=form.cleaned_data["words"].strip(),
            by=person,
            at=now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form, status=_WRONG)
    which = f"version {cleared.version} of {found.freeze.quarter.label}"
    messages.success(request, f"The figures of {found.council.name} in {which} are cleared.")
    return HttpResponseRedirect(reverse("figures:clearances"))


def _waiting_words(waiting: int) -> str:
    if not waiting:
        return "Everything that is frozen is cleared."
    return f"{'One quarter’s figures wait' if waiting == 1 else f'{waiting} sets of figures wait'} to be cleared."


def clearance_task(one: ToClear) -> Task:
    """A council's figures of a quarter as something to clear, with how it stands."""
    if one.still_holds:
        state, hint = Tag(words="Cleared", tone="done"), f"Version {one.cleared} was cleared"
        if one.cleared != one.version:
            hint = f"{hint}; version {one.version} changes nothing of it"
    elif one.cleared:
        state = Tag(words="Clear again", tone="late")
        since = "a figure was restated since" if one.restated_since else f"version {one.version} differs"
        hint = f"Version {one.cleared} was cleared; {since}"
    else:
        state, hint = Tag(words="To clear", tone="due"), f"Version {one.version}, frozen on "
        hint += moment_in_words(one.frozen_at)
    return Task(
        words=f"{one.council.name}, {one.quarter.label}",
        key=f"{slug_of(one.quarter)}-{one.council.slug}",
        state=state,
        hint=hint,
        address=reverse("figures:clear", kwargs={"period": slug_of(one.quarter), "council": one.council.slug}),
    )


def _page(
    request: HttpRequest, found: CouncilVersion, form: ClearForm, *, status: int = 200, changed: str = ""
) -> HttpResponse:
    freeze = found.freeze
    last = found.cleared[-1] if found.cleared else None
    rated = {code: sum(one.rating == code for one in found.figures) for code in RATING_WORDS}
    context: dict[str, Any] = {
        "heading": f"{found.council.name}, {freeze.quarter.label}",
        "caption": f"Version {freeze.number}, frozen on {moment_in_words(freeze.frozen_at)}",
        "sentence": f"{counted(len(found.figures))}: "
        + ", ".join(f"{number} {RATING_WORDS[code].lower()}" for code, number in rated.items() if number)
        + ".",
        "version": freeze.number,
        "form": form,
        "changed": changed,
        "restatement": found.newest_restatement,
        "restated": _restated(found) if found.restated else None,
        "holds": found.still_holds,
        "changes": _changes(found) if last is not None and last.version != freeze.number else None,
        "figures": _figures(found),
        "words": [_words(one) for one in found.figures if one.exception is not None],
        "evidence": _evidence(found),
        "cleared": _cleared(found),
    }
    return render(request, "figures/clear.html", context, status=status)


def _changes(found: CouncilVersion) -> Table:
    number = found.cleared[-1].version
    return Table(
        caption=f"What changed since version {number}, which was cleared",
        columns=(Column(title="Figure"), Column(title="What"), Column(title="It was"), Column(title="It is")),
        rows=tuple(row_of(one.indicator_ref, one.what, one.was, one.now) for one in found.changes),
        key="changes",
        empty=f"Nothing of {found.council.name} changed since version {number}, which was cleared.",
    )


def _restated(found: CouncilVersion) -> Table:
    return Table(
        caption="Restated since: what you clear includes this",
        columns=(
            Column(title="Figure"),
            Column(title="What is known"),
            Column(title="Why"),
            Column(title="Who, and when"),
        ),
        rows=tuple(
            row_of(
                one.figure.indicator_ref,
                f"{one.printed(one.reported) or one.reported_words} is now known to be {one.printed(one.value)}",
                one.reason,
                f"{one.by}, {moment_in_words(one.at)}",
            )
            for one in found.restated
        ),
        key="restated",
    )


def _figures(found: CouncilVersion) -> Table:
    return Table(
        caption=f"Figures of {found.council.name} in this version",
        columns=(
            Column(title="Figure"),
            Column(title="Returned", numeric=True),
            Column(title="Target"),
            Column(title="Rating"),
            Column(title="Signed off"),
        ),
        rows=tuple(
            row_of(
                Cell(words=one.terms.indicator_ref, small=one.terms.title),
                _shown(one),
                target_in_words(one.terms),
                Cell(rating=mark_of(one.rating), small=one.reason),
                Cell(
                    words=one.provenance.signed_off_by or "Not signed off",
                    small="by e-mail" if one.provenance.sign_off_recorded_by else "",
                ),
            )
            for one in found.figures
        ),
        key="figures",
    )


def _shown(one: FigureSnapshot) -> str:
    if one.value is None:
        return "not returned" if one.kind in ("", "blank") else one.text or one.kind
    printed = print_value(one.value, unit=one.terms.unit, decimals=one.terms.decimals)
    return f"{printed} [p]" if one.provisional else printed


def _words(one: FigureSnapshot) -> dict[str, str]:
    exception = one.exception
    assert exception is not None
    said = [exception.reasons] if exception.given else ["No explanation was given."]
    said += [f"{action.words} ({action.owner_post})" for action in exception.actions]
    return {"summary": f"{one.terms.indicator_ref}: {one.terms.title}", "words": "\n\n".join(filter(None, said))}


def _evidence(found: CouncilVersion) -> tuple[Fact, ...]:
    """The files that bear the council's figures out, as they were attached when they were frozen."""
    kept = evidence_frozen(str(found.freeze.quarter), found.figures)
    refs = {one.measure_id: one.terms.indicator_ref for one in found.figures}
    return tuple(
        Fact(
            name=refs[measure],
            words=f"{file.words}: ",
            link=Link(
                words=file.name,
                address=reverse(
                    "figures:evidence-file", kwargs={"figure_id": file.figure_id, "evidence_id": file.evidence_id}
                ),
            ),
        )
        for measure, files in kept.items()
        for file in files
    )


def _cleared(found: CouncilVersion) -> tuple[Happening, ...]:
    return tuple(
        Happening(
            what=f"Version {one.version} cleared",
            who=one.post,
            when=moment_in_words(one.at),
            when_exactly=timezone.localtime(one.at).isoformat(timespec="seconds"),
            words=one.words,
        )
        for one in reversed(found.cleared)
    )
