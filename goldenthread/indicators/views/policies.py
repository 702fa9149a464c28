"""Rating policies in words, where each is used, and adopting one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.components.lists import Fact
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.domain.rating import Policy, RatingCode, gaps_in_words, policy_in_words
from goldenthread.indicators.forms.pages_policies import OWN, AdoptForm
from goldenthread.indicators.forms.pages_refusals import in_words_of_a_page
from goldenthread.indicators.operations.adopting import Adopted, Adopting, MeasuresChanged, NothingToAdopt, adopt_policy
from goldenthread.indicators.queries.in_rounds import open_rounds_with
from goldenthread.indicators.queries.offered import Offered, offered
from goldenthread.indicators.queries.policies import every_policy
from goldenthread.indicators.queries.policies_used import PolicyUse, policy_uses
from goldenthread.indicators.views.changing import CHANGED, KEEP, WRONG, carried, signed_in
from goldenthread.partnership.access import holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.clock import now, today

_NO_ONES = "Any council"
_RATED = (RatingCode.RED, RatingCode.AMBER, RatingCode.GREEN)


@require_safe
def policies_page(request: HttpRequest) -> HttpResponse:
    """Every policy that a measure may be rated by."""
    uses = policy_uses(on=today())
    table = Table(
        key="policies",
        caption="Rating policies",
        caption_hidden=True,
        columns=(
            Column(title="Policy"),
            Column(title="Council"),
            Column(title="From"),
            Column(title="Rates now"),
            Column(title="Source"),
        ),
        rows=tuple(_line(one, uses=uses) for one in every_policy()),
    )
    return render(request, "indicators/policies.html", {"table": table})


@require_safe
def policy_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One policy in words: its rules in order, what they leave open and how that is read, and where it is used."""
    policy, versions = _found(request, slug)
    uses = [one for one in policy_uses(on=today()) if (one.slug, one.version) == (policy.slug, policy.version)]
    asked = {} if policy.version == versions[-1] else {"version": policy.version}
    may_adopt = holds_here(request, Permission.KEEP_THE_REGISTER, of=None)
    context = {
        "policy": policy,
        "caption": f"{policy.slug}, version {policy.version}",
        "back": Link(words="Rating policies", address=reverse("indicators:policies")),
        "rules": policy_in_words(policy)[: len(policy.rules)],
        "remarks": policy_in_words(policy)[len(policy.rules) :],
        "gaps": gaps_in_words(policy),
        "facts": tuple(_facts(policy)),
        "uses": _uses_table(uses),
        "versions": tuple(
            Link(words=f"Version {one}", address=f"?version={one}") for one in versions if one != policy.version
        ),
        "try_it": Link(words="Try it on a sample", address=_address("figures:try-policy", slug, asked)),
        "adopt": Link(words="Adopt this policy", address=_address("indicators:adopt", slug, asked))
        if may_adopt
        else None,
    }
    return render(request, "indicators/policy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The policy adopted for councils from a day on: first what it would rate, then one button."""
    policy, _ = _found(request, slug)
    return _Adoption(request, policy).answer()


class _Adoption:
    """One adoption, for one request."""

    def __init__(self, request: HttpRequest, policy: Policy) -> None:
        self.request, self.policy = request, policy
        self.offered = offered(on=today())
        self.form = AdoptForm(request.POST if request.method == "POST" else None, offered=self.offered)

    def answer(self) -> HttpResponse:
        request, form = self.request, self.form
        if request.method != "POST" or request.POST.get("do") == "back":
            return self._ask()
        if not form.is_valid():
            return self._ask(status=WRONG)
        looked = request.POST.get("looked", "")
        keeps = request.POST.get("do") == KEEP and bool(looked)
        person = signed_in(request)
        try:
            adopted = adopt_policy(self._said(seen=looked if keeps else ""), by=person, at=now(), is_trial=not keeps)
        except MeasuresChanged as changed:
            form.add_error(None, str(changed))
            return self._ask(status=CHANGED)
        except InputRefused as refused:
            form.refuse(refused.problems, places={})
            return self._ask(status=WRONG)
        except Refused as refused:
            box = (
                "starts_on" if isinstance(refused, NothingToAdopt) else "reason" if "says why" in str(refused) else None
            )
            form.add_error(box, str(refused))
            return self._ask(status=WRONG)
        if not keeps:
            return self._check(adopted)
        messages.success(
            request, f"From {day_words(form.cleaned_data['starts_on'])} it rates {_counted(len(adopted.after))}."
        )
        return HttpResponseRedirect(reverse("indicators:policy", args=[self.policy.slug]))

    def _said(self, *, seen: str) -> Adopting:
        typed = self.form.cleaned_data
        return Adopting(
            slug=self.policy.slug,
            version=self.policy.version,
            as_own=typed["whose"] == OWN,
            councils=tuple(typed["councils"]),
            starts_on=typed["starts_on"],
            reason=typed["reason"],
            decision=typed["decision"],
            seen=seen,
        )

    def _ask(self, *, status: int = 200) -> HttpResponse:
        return render(self.request, "indicators/change.html", {**self._about(), "form": self.form}, status=status)

    def _check(self, adopted: Adopted) -> HttpResponse:
        typed = self.form.cleaned_data
        names = {self.offered.council_names[one] for one in typed["councils"]}
        rounds = tuple(
            f"{one.quarter.label} is open. Its figures keep the policy that was copied when it was opened; “Take "
            "changes from the register” on its board takes this over."
            for one in open_rounds_with()
            if one.quarter.last_day >= typed["starts_on"] and names & {name or _WHOLE for name in one.councils}
        )
        context = {
            **self._about(),
            "changes": _adopted_table(adopted, offered=self.offered, as_own=typed["whose"] == OWN),
            "warnings": tuple(dict.fromkeys(in_words_of_a_page(one) for one in adopted.outcome.warnings)),
            "rounds": rounds or ("No open round is touched.",),
            "reason": typed["reason"],
            "decision": dict(self.offered.decisions).get(typed["decision"], ""),
            "carried": carried(self.request),
            "looked": adopted.mark,
        }
        return render(self.request, "indicators/check.html", context)

    def _about(self) -> dict[str, Any]:
        policy = self.policy
        return {
            "step": _Step,
            "caption": policy.title,
            "back": Link(words="The policy", address=reverse("indicators:policy", args=[policy.slug])),
            "address": self.request.get_full_path(),
            "seen": "",
        }


class _Step:
    heading = "Adopt this policy"
    lead = "From a day on it rates every measure of those chosen. What was frozen before stays as it was rated."
    button = "Adopt this policy"


_WHOLE = "The whole partnership"


def _found(request: HttpRequest, slug: str) -> tuple[Policy, list[int]]:
    """The version that the address asks for, or the newest; and every version, oldest first."""
    every = {one.version: one for one in every_policy() if one.slug == slug}
    asked = request.GET.get("version", "")
    version = max(every, default=0) if not asked else int(asked) if asked.isdecimal() and len(asked) < 9 else 0
    if version not in every:
        raise Http404
    return every[version], sorted(every)


def _address(name: str, slug: str, asked: dict[str, int]) -> str:
    query = f"?version={asked['version']}" if asked else ""
    return f"{reverse(name, args=[slug])}{query}"


def _line(policy: Policy, *, uses: Iterable[PolicyUse]) -> tuple[Cell, ...]:
    mine = [one for one in uses if (one.slug, one.version) == (policy.slug, policy.version) and one.measures]
    rates = "; ".join(f"{one.council or 'whole partnership'}: {_counted(one.measures)}{_as(one)}" for one in mine)
    newest = reverse("indicators:policy", args=[policy.slug])
    return row_of(
        Cell(
            words=policy.title,
            address=f"{newest}?version={policy.version}",
            small=f"{policy.slug}, version {policy.version}",
        ),
        policy.council_name or _NO_ONES,
        day_words(policy.effective_from),
        rates or "Nothing",
        policy.citation,
    )


def _facts(policy: Policy) -> Iterable[Fact]:
    yield Fact(name="Council", words=policy.council_name or _NO_ONES)
    yield Fact(name="From", words=day_words(policy.effective_from))
    if not policy.rates_nothing:
        yield Fact(name="Its words for ratings", words=", ".join(policy.labels.of(code) for code in _RATED))
    is_linked = policy.source.startswith("https://")
    where = Link(words=policy.source, address=policy.source) if is_linked else None
    yield Fact(name="Source", words=policy.citation if is_linked else f"{policy.citation} {policy.source}", link=where)
    yield Fact(name="SHA-256 of its text", words=policy.sha256)


def _uses_table(uses: Iterable[PolicyUse]) -> Table:
    return Table(
        key="uses",
        caption="Where it is used",
        columns=(
            Column(title="Measures of"),
            Column(title="As whose policy"),
            Column(title="From"),
            Column(title="Until"),
            Column(title="Rated by it today", numeric=True),
        ),
        rows=tuple(
            row_of(
                one.council or "The whole partnership",
                "The council’s own" if one.as_own else "The joint committee’s",
                day_words(one.first_day),
                "–" if one.until is None else f"the day before {day_words(one.until)}",
                str(one.measures),
            )
            for one in uses
        ),
        empty="No measure was ever rated by it here.",
    )


def _adopted_table(adopted: Adopted, *, offered: Offered, as_own: bool) -> Table:
    names, titles = offered.council_names, dict(offered.policies)
    before = {(row.ref, row.council): row for row in adopted.before}

    def called(slug: str, version: int | None) -> str:
        return titles.get(f"{slug}/{version}", slug) if slug else "None of its own"

    rows = []
    for row in adopted.after:
        old = before[row.ref, row.council]
        was = called(old.own_policy, old.own_policy_version) if as_own else called(old.policy, old.policy_version)
        new = called(row.own_policy, row.own_policy_version) if as_own else called(row.policy, row.policy_version)
        rows.append(row_of(f"{row.ref}, {names.get(row.council, row.council)}", was, new))
    return Table(
        key="changes",
        caption=f"{_counted(len(rows))} that would be rated by another policy",
        columns=(Column(title="Measure"), Column(title="It is now"), Column(title="It will be")),
        rows=tuple(rows),
    )


def _as(one: PolicyUse) -> str:
    return ", as its own" if one.as_own else ""


def _counted(number: int) -> str:
    return "1 measure" if number == 1 else f"{number} measures"
