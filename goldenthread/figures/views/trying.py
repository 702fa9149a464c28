"""A rating policy tried beside another before it is used: on frozen figures, or on what is typed. Nothing is kept."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.accounts.middleware import person_of
from goldenthread.components.marks import Rating
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.rating import Policy, RatingCode, compile_policy, read_policy
from goldenthread.domain.rating_remarks import Remarks
from goldenthread.domain.rating_table import rated_rows
from goldenthread.domain.units import print_value
from goldenthread.figures.forms.pages_trying import OWN, FrozenForm, OneForm, TableForm
from goldenthread.figures.queries.sight import reader_of, sights
from goldenthread.figures.queries.tried import FigureToTry, QuarterToTry, quarter_to_try
from goldenthread.indicators.queries.policies import every_policy, policy_texts
from goldenthread.indicators.queries.policies_used import policies_in_force, policy_uses
from goldenthread.partnership.middleware import what_may_here
from goldenthread.partnership.queries import councils
from goldenthread.terminal.clock import today

_WRONG = 422
_WHOLE = "partnership"
_CODES = (RatingCode.RED, RatingCode.AMBER, RatingCode.GREEN, RatingCode.NOT_RATED)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One figure under both policies. `beside` is None where nothing rates it now."""

    name: str
    small: str
    figure: str
    target: str
    beside: Rating | None
    rating: Rating
    reason: str

    @property
    def differs(self) -> bool:
        return self.beside is not None and self.beside.code != self.rating.code


@require_http_methods(["GET", "HEAD", "POST"])
def try_policy_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The policy beside the one in force: which figures it would rate otherwise, and why."""
    return _Trial(request, slug).answer()


class _Trial:
    """One policy, tried for one request."""

    def __init__(self, request: HttpRequest, slug: str) -> None:
        self.request = request
        self.every = {f"{one.slug}/{one.version}": one for one in every_policy()}
        mine = {one.version: one for one in self.every.values() if one.slug == slug}
        asked = request.GET.get("version", "")
        version = max(mine, default=0) if not asked else int(asked) if asked.isdecimal() and len(asked) < 9 else 0
        if version not in mine:
            raise Http404
        self.policy = mine[version]
        self.councils = {one.slug: one for one in councils()}
        typed = request.POST if request.method == "POST" else None
        which = request.POST.get("which", "")
        choices = [(code, f"{one.title} (version {one.version})") for code, one in self.every.items()]
        options: dict[str, Any] = {"policies": choices, "first": _most_used(self.every)}
        whose = [*((slug, one.name) for slug, one in self.councils.items()), (_WHOLE, "The whole partnership")]
        is_asked = request.method != "POST" and "council" in request.GET
        self.frozen = FrozenForm(request.GET if is_asked else None, councils=whose)
        self.one = OneForm(typed if which == "one" else None, **options)
        self.table = TableForm(typed if which == "table" else None, **options)

    def answer(self) -> HttpResponse:
        if self.frozen.is_bound:
            return self._of_frozen() if self.frozen.is_valid() else self._show(self.frozen, status=_WRONG)
        if self.one.is_bound:
            return self._of_typed(self.one, read=self.one.table)
        if self.table.is_bound:
            return self._of_typed(self.table, read=self.table.read)
        return self._show(None)

    def _of_frozen(self) -> HttpResponse:
        asked = self.frozen.cleaned_data
        council = self.councils.get(asked["council"])
        person = person_of(self.request)
        if person is None:  # the middleware has asked everybody else to sign in
            raise Http404
        seen = sights(reader_of(person.pk, what_may_here(self.request)))
        found = quarter_to_try(seen, council_id=None if council is None else council.id)
        name = "the whole partnership" if council is None else council.name
        if found is None:
            return self._show(
                None, nothing=f"No frozen figure of {name} is open to you whole, so there is none to try."
            )
        tried = self._tried_on(found, as_own=asked["beside"] == OWN)
        sentence = f"{found.quarter.label}, {name}, as it was frozen. A rating by judgement is not tried."
        return self._show(None, tried=tried, sentence=sentence)

    def _tried_on(self, found: QuarterToTry, *, as_own: bool) -> tuple[Tried, ...]:
        texts, in_force = policy_texts(), policies_in_force(on=today())

        def beside(figure: FigureToTry) -> Policy | None:
            used = in_force.get(figure.measure_id)
            pk = None if used is None else used.own_policy_id if as_own else used.policy_id
            return None if pk is None else read_policy(texts[pk].text)

        return tuple(_tried(one, policy=self.policy, beside=beside(one)) for one in found.figures)

    def _of_typed(self, form: OneForm | TableForm, *, read: Any) -> HttpResponse:
        if not form.is_valid():
            return self._show(form, status=_WRONG)
        content: bytes = read()
        if form.errors:
            return self._show(form, status=_WRONG)
        beside = self.every[form.cleaned_data["beside"]]
        try:
            tried = _rows_tried(content, policy=self.policy, beside=beside)
        except InputRefused as refused:
            form.refuse(refused.problems)
            return self._show(form, status=_WRONG)
        sentence = f"As typed, beside {beside.title}. None of it is kept."
        return self._show(form, tried=tried, sentence=sentence)

    def _show(
        self,
        form: Any,
        *,
        status: int = 200,
        tried: Sequence[Tried] = (),
        sentence: str = "",
        nothing: str = "",
    ) -> HttpResponse:
        where = reverse("indicators:policy", args=[self.policy.slug])
        context = {
            "policy": self.policy,
            "caption": self.policy.title,
            "back": Link(words="The policy", address=f"{where}?version={self.policy.version}"),
            "address": self.request.path,
            "version": self.policy.version,
            "form": form,
            "frozen": self.frozen,
            "one": self.one,
            "table": self.table,
            "nothing": nothing,
            "sentence": sentence,
            "result": _result_words(tried) if tried else "",
            "counts": _counts_table(tried) if tried else None,
            "tried": _tried_table(tried) if tried else None,
        }
        return render(self.request, "figures/try_policy.html", context, status=status)


def _most_used(every: Any) -> str:
    """The policy by which most measures are rated for the joint committee today; the first of all where none is."""
    uses = Counter[str]()
    for one in policy_uses(on=today()):
        if not one.as_own and f"{one.slug}/{one.version}" in every:
            uses[f"{one.slug}/{one.version}"] += one.measures
    return uses.most_common(1)[0][0] if uses else next(iter(every))


def _tried(figure: FigureToTry, *, policy: Policy, beside: Policy | None) -> Tried:
    terms, rating = figure.terms, compile_policy(policy)(figure.inputs)
    was = None if beside is None else compile_policy(beside)(figure.inputs)
    return Tried(
        name=terms.title,
        small=terms.indicator_ref,
        figure=_printed(figure, figure.value) or figure.text or "–",
        target=_target(figure),
        beside=None if was is None or beside is None else _mark(beside, was.code),
        rating=_mark(policy, rating.code),
        reason=rating.reason,
    )


def _rows_tried(content: bytes, *, policy: Policy, beside: Policy) -> tuple[Tried, ...]:
    """Each row under both; raises InputRefused with everything that is wrong with the table."""
    (headings, *rows), (_, *others) = (
        tuple(
            rated_rows(
                io.BufferedReader(io.BytesIO(content)),
                rate=compile_policy(one),
                file="",
                remarks=Remarks(),
            )
        )
        for one in (policy, beside)
    )
    found = []
    for row, other in zip(rows, others, strict=True):
        said, then = dict(zip(headings, row, strict=True)), dict(zip(headings, other, strict=True))
        edges = " to ".join(filter(None, (said.get("target_lower", ""), said.get("target_upper", ""))))
        found.append(
            Tried(
                name=said["ref"],
                small="",
                figure=said.get("actual", "") or "–",
                target=said.get("target", "") or edges or "–",
                beside=_mark(beside, RatingCode(then["rating"])),
                rating=_mark(policy, RatingCode(said["rating"])),
                reason=said["reason"],
            )
        )
    return tuple(found)


def _mark(policy: Policy, code: RatingCode) -> Rating:
    return Rating(code.value, policy.labels.of(code))


def _printed(figure: FigureToTry, value: Any) -> str:
    terms = figure.terms
    return "" if value is None else print_value(value, unit=terms.unit, decimals=terms.decimals)


def _target(figure: FigureToTry) -> str:
    terms = figure.terms
    edges = [_printed(figure, edge) for edge in (terms.target_lower, terms.target_upper)]
    return _printed(figure, terms.target) or " to ".join(filter(None, edges)) or terms.target_words or "–"


def _result_words(tried: Sequence[Tried]) -> str:
    changed = sum(one.differs for one in tried)
    figures = "1 figure" if len(tried) == 1 else f"{len(tried)} figures"
    if not changed:
        return f"Of {figures} none would be rated otherwise."
    return f"Of {figures} {changed} would be rated otherwise."


def _counts_table(tried: Sequence[Tried]) -> Table:
    now = Counter(one.beside.code for one in tried if one.beside is not None)
    then = Counter(one.rating.code for one in tried)
    return Table(
        key="counts",
        caption="Figures by rating",
        columns=(
            Column(title="Rating"),
            Column(title="In force now", numeric=True),
            Column(title="Under this policy", numeric=True),
            Column(title="Difference", numeric=True),
        ),
        rows=tuple(
            row_of(_PLAIN[one], str(now[one]), str(then[one]), _difference(then[one] - now[one])) for one in _CODES
        ),
        scrolls=False,
    )  # fmt: skip


def _difference(number: int) -> str:
    return f"{number:+d}".replace("-", "\N{MINUS SIGN}") if number else "0"


_PLAIN = {code: code.value.replace("-", " ").capitalize() for code in _CODES}


def _tried_table(tried: Sequence[Tried]) -> Table:
    """Those that would be rated otherwise first."""
    ordered = sorted(tried, key=lambda one: not one.differs)
    return Table(
        key="tried",
        caption="Each figure under both",
        columns=(
            Column(title="Figure"),
            Column(title="Value", numeric=True),
            Column(title="Target", numeric=True),
            Column(title="In force now"),
            Column(title="Under this policy"),
            Column(title="Why"),
        ),
        rows=tuple(
            row_of(
                Cell(words=one.name, small="; ".join(filter(None, (one.small, "changed" if one.differs else "")))),
                one.figure,
                one.target,
                "No policy" if one.beside is None else Cell(rating=one.beside),
                Cell(rating=one.rating),
                one.reason,
            )
            for one in ordered
        ),
    )
