"""The pages of a quarter, of the register and of an indicator. What may be seen is said by queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goldenthread.accounts.middleware import person_of
from goldenthread.audit.queries import histories_of
from goldenthread.committee.queries import decisions_about
from goldenthread.committee.queries.received import questions_about
from goldenthread.components.forms import PageForm
from goldenthread.components.quarter_slugs import quarter_of_slug, slug_of
from goldenthread.components.surroundings import Link
from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.last_results import last_results
from goldenthread.figures.queries.of_indicator import figures_of_indicator, subjects_seen
from goldenthread.figures.queries.posts import Posts
from goldenthread.figures.queries.published_of import published_of
from goldenthread.figures.queries.sight import Reader, Sight, reader_of, sights
from goldenthread.figures.queries.standing import StandingRound, standing_round
from goldenthread.indicators.queries.card_history import card_history
from goldenthread.indicators.queries.labels import policy_labels
from goldenthread.indicators.queries.listed import listed_measures
from goldenthread.partnership.access import holds_here
from goldenthread.partnership.middleware import note_that_it_was_refused, what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries.ratings import Styles, rating_styles
from goldenthread.partnership.views.marks import styles_in_words
from goldenthread.reports.exporting import note_register_saved
from goldenthread.reports.pages.addresses import indicator_address, quarter_address
from goldenthread.reports.pages.brief import JOINT, OWN, Brief, briefs_of
from goldenthread.reports.pages.committee import committee_said, decisions_it_rests_on
from goldenthread.reports.pages.figures import POLICIES, list_of_figures
from goldenthread.reports.pages.happened import MOST, happenings_of
from goldenthread.reports.pages.indicator import indicator_page as told_indicator
from goldenthread.reports.pages.keeping import steps_of
from goldenthread.reports.pages.overview import COUNCILS, WHOLE, Chosen, overview_of, seen_words
from goldenthread.reports.pages.register import entries_asked_for, entries_of, register_file, register_list
from goldenthread.terminal.clock import now, today

_SWITCHED = ("council", "policy")


class Switch(PageForm):
    """Which quarter, council and policy the overview is of."""

    quarter = forms.ChoiceField(label="Quarter")
    council = forms.ChoiceField(label="Council", required=False)
    policy = forms.ChoiceField(label="Rated by whose policy", choices=POLICIES, required=False)


@dataclass(frozen=True, kw_only=True)
class Found:
    """A quarter that the reader may see, with every quarter that they may."""

    every: Mapping[Quarter, Sight]
    round: StandingRound

    @property
    def quarter(self) -> Quarter:
        return self.round.quarter


@require_safe
def quarters_page(request: HttpRequest) -> HttpResponseBase:
    """Leads to the quarter that is asked for, or to the newest that the reader may see."""
    every = _sights(request)
    asked = quarter_of_slug(request.GET.get("quarter", ""))
    found = asked if asked in every else next((one for one in every if _has_figures(every[one])), None)
    if found is None:
        return render(request, "reports/no_quarter.html")
    kept = {name: request.GET.get(name, "") for name in _SWITCHED}
    return HttpResponseRedirect(quarter_address(found, **kept))


@require_safe
def overview_page(request: HttpRequest, period: str) -> HttpResponse:
    """A quarter at a glance."""
    found = _found(request, period=period)
    council = _council(request)
    policy, styles = OWN if request.GET.get("policy") == OWN else JOINT, _styles(council)
    chosen = Chosen(quarter=found.quarter, council=council, policy=policy, styles=styles)
    every = briefs_of(found.round, labels=policy_labels(), policy=policy, styles=styles)
    return render(
        request,
        "reports/overview.html",
        {
            "quarter": found.quarter,
            "switch": _switch(found, chosen=chosen),
            "overview": overview_of(
                found.round, every=every, results=last_results(found.round), chosen=chosen, today=today()
            ),
            "every_figure": chosen.figures(),
            "called": styles_in_words(styles),
        },
    )


@require_safe
def figures_page(request: HttpRequest, period: str) -> HttpResponse:
    """The figures behind a number of the overview."""
    found = _found(request, period=period)
    asked = request.GET.dict()
    styles = _styles(asked.get("council", ""))
    every = briefs_of(found.round, labels=policy_labels(), policy=asked.get("policy", JOINT), styles=styles)
    shown = list_of_figures(every, asked=asked)
    back = Link(words=found.quarter.label, address=quarter_address(found.quarter))
    context = {"quarter": found.quarter, "shown": shown, "back": back, "seen": seen_words(found.round)}
    context["called"] = styles_in_words(styles)
    return render(request, "reports/figures.html", context)


@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """Every measure of the register, with its newest figure."""
    quarter, briefs = _newest(request)
    asked = request.GET.dict()
    every = entries_of(listed_measures(on=today()), briefs=briefs)
    shown = register_list(every, asked=asked, quarter=quarter)
    save = f"{reverse('reports:export')}?{request.GET.urlencode()}"
    can_add = holds_here(request, Permission.KEEP_THE_REGISTER, of=None)
    context = {"shown": shown, "quarter": quarter, "save": save, "can_add": can_add}
    return render(request, "reports/register.html", context)


@require_POST
def export_register(request: HttpRequest) -> HttpResponse:
    """The register as it was shown, every page of it, as a file; the log keeps that it was saved."""
    by = person_of(request)
    if by is None:  # the middleware has asked everybody else to sign in
        raise Http404
    quarter, briefs = _newest(request)
    asked = request.GET.dict()
    found = entries_asked_for(entries_of(listed_measures(on=today()), briefs=briefs), asked=asked)
    note_register_saved(measures=len(found), asked=asked, by=by, at=now())
    name = f"indicators-{today().isoformat()}.csv"
    return HttpResponse(
        register_file(found, quarter=quarter),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


@require_safe
def indicator_page(request: HttpRequest, ref: str) -> HttpResponseBase:
    """One indicator: its card, and its figures that the reader may see."""
    history = card_history(ref)
    if history is None:
        raise Http404
    if history.ref != ref:
        return HttpResponseRedirect(indicator_address(history.ref), status=301)
    reader, every = _reader(request), _sights(request)
    figures = figures_of_indicator(history.ref, sights=every, at=now())
    published = published_of(list(every))
    page = told_indicator(
        history,
        figures=figures,
        published=published,
        labels=policy_labels(),
        styles=rating_styles(),
        today=today(),
    )
    wanted = subjects_seen(history, figures=figures, reader=reader)
    context = {
        "page": page,
        "back": Link(words="Indicators", address=reverse("reports:register")),
        "happenings": happenings_of(histories_of(wanted, most=MOST), figures=figures, posts=Posts()) if wanted else (),
        "shows_history": bool(wanted),
        "committee": committee_said(
            decisions_about(history.ref, references=decisions_it_rests_on(history)),
            asked=questions_about(history.ref),
            published=published,
            quarters={one.quarter for seen in figures.values() for one in seen},
        ),
        "steps": steps_of(history) if holds_here(request, Permission.KEEP_THE_REGISTER, of=None) else (),
    }
    return render(request, "reports/indicator.html", context)


def _reader(request: HttpRequest) -> Reader:
    person = person_of(request)
    if person is None:
        raise Http404
    return reader_of(person.pk, what_may_here(request))


def _sights(request: HttpRequest) -> dict[Quarter, Sight]:
    return sights(_reader(request))


def _has_figures(sight: Sight) -> bool:
    return standing_round(sight, on=today()) is not None


def _found(request: HttpRequest, *, period: str) -> Found:
    """The quarter of the address; raises Http404 where there is none, or nothing of it that the reader may see."""
    every = _sights(request)
    quarter = quarter_of_slug(period)
    found = standing_round(every[quarter], on=today()) if quarter in every else None
    if found is None:
        if quarter is not None:
            note_that_it_was_refused(request, reason=f"nothing of {quarter.label} is open to them")
        raise Http404
    return Found(every=every, round=found)


def _newest(request: HttpRequest) -> tuple[Quarter | None, tuple[Brief, ...]]:
    """The newest quarter of which the reader may see a figure, with its figures in brief."""
    for quarter, sight in _sights(request).items():
        found = standing_round(sight, on=today())
        if found is not None:
            return quarter, briefs_of(found, labels=policy_labels())
    return None, ()


def _styles(council: str) -> Styles:
    """The words and colours of the one council that a page is narrowed to, where it has its own."""
    return {} if council in ("", COUNCILS, WHOLE) else rating_styles().get(council, {})


def _council(request: HttpRequest) -> str:
    asked = request.GET.get("council", "")
    return "" if asked == COUNCILS else asked


def _switch(found: Found, *, chosen: Chosen) -> Switch:
    figures = found.round.figures
    councils = {one.council.slug: one.council for one in figures if one.council is not None}
    ordered = sorted(councils.values(), key=lambda council: (council.position, council.name))
    form = Switch(
        initial={"quarter": slug_of(found.quarter), "council": chosen.council, "policy": chosen.policy},
        auto_id="switch-%s",
    )
    form.fields["quarter"].choices = [(slug_of(one), one.label) for one in found.every]  # type: ignore[attr-defined]
    form.fields["council"].choices = [  # type: ignore[attr-defined]
        ("", "All councils"),
        *((council.slug, council.name) for council in ordered),
        *([(WHOLE, "Whole partnership")] if any(one.council is None for one in figures) else []),
    ]
    if not any(one.has_own for one in figures):
        del form.fields["policy"]
    return form
