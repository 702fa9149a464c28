"""Everything behind one published number: read from what was frozen, and worked out again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goldenthread.domain import explained
from goldenthread.domain.explained import Check, Explanation, Line, Part, exact
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.rating import Policy, gaps_in_words, read_policy
from goldenthread.domain.snapshot import Comparator, FigureSnapshot
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import print_value
from goldenthread.figures.models import Figure, Freeze, FrozenFigure, ReturnedValue
from goldenthread.figures.queries.clearances import clearance_part
from goldenthread.figures.queries.explained_files import FiledCell, evidence_parts, file_part, filed_cell
from goldenthread.figures.queries.freezes import FrozenRound, freeze_numbered, latest_freeze
from goldenthread.figures.queries.named import ended_in_words, figure_named
from goldenthread.figures.queries.posts import Posts
from goldenthread.figures.queries.profiled import profile_part
from goldenthread.figures.queries.published import publications_part
from goldenthread.figures.queries.restatements import known_figure
from goldenthread.figures.queries.since import since_part
from goldenthread.figures.queries.snapshots import snapshots_now
from goldenthread.indicators.models import Definition, EarlierFigure, RatingPolicy
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.order import moment_in_words

NOT_FROZEN = 0  # the version of a figure whose round was never frozen


class NothingFrozen(Refused):
    """There is nothing to explain: there is no such version of the round, or the figure is not in it."""

    def __init__(self, quarter: Quarter, *, number: int | None) -> None:
        what = "was never frozen" if number is None else f"has no version {number}"
        super().__init__(
            f"{quarter.label} {what}, so no number of it was published. Freeze it first.",
            at_terminal="`freeze` does that.",
        )


@dataclass(frozen=True, kw_only=True)
class Explained:
    """A figure's explanation, and the cell to read again, where it came in a file that is stored."""

    explanation: Explanation
    snapshot: FigureSnapshot
    filed: FiledCell | None


@dataclass(frozen=True, kw_only=True)
class _Found:
    """A figure in one version of its round."""

    figure: Figure
    freeze: FrozenRound | None  # None: its round was never frozen
    at: datetime  # of the freeze, or of asking
    snapshot: FigureSnapshot
    posts: Posts

    @property
    def number(self) -> int:
        return NOT_FROZEN if self.freeze is None else self.freeze.number


def explained_figure(quarter: Quarter, *, name: str, at: datetime, number: int | None = None) -> Explained:
    """The figure called "EXC01:havering" in the newest version of the quarter's figures, or in a numbered one.

    Of a round that was never frozen it is the figure as it stands at that moment, as version NOT_FROZEN.
    Raises RoundNotOpen, NothingFrozen, or InputRefused where the name means none or several.
    """
    return _explained(_found(quarter, name=name, at=at, number=number), quarter=quarter, at=at)


def explained_version(figure_id: int, *, number: int, at: datetime, only: Collection[str] | None) -> Explained:
    """The figure in this version of its quarter's figures; of publications only those with these ids, None for all.

    Raises NothingFrozen where it is not in such a version.
    """
    figure = _figure(figure_id)
    quarter = Quarter.parse(figure.round.period)
    freeze = freeze_numbered(quarter, number=number)
    if freeze is None:
        raise NothingFrozen(quarter, number=number)
    return _explained(_in_freeze(figure, freeze), quarter=quarter, at=at, only=only)


def _explained(found: _Found, *, quarter: Quarter, at: datetime, only: Collection[str] | None = None) -> Explained:
    policy = policy_of(found.snapshot.terms.policy_slug, version=found.snapshot.terms.policy_version)
    own_slug = found.snapshot.terms.own_policy_slug
    own = policy_of(own_slug, version=found.snapshot.terms.own_policy_version) if own_slug else None
    snapshot = found.snapshot
    filed = filed_cell(found.figure, snapshot)
    parts = (
        _value_part(found),
        profile_part(found.figure.measure_id, snapshot, quarter=quarter),
        _rating_part(found, policy=policy),
        _others_part(snapshot, policy=policy, own=own),
        Part(title="Rules tried, in order", lines=tuple(explained.tried(snapshot, policy=policy))),
        _policy_part(snapshot, policy=policy, own=own),
        _compared_part(found),
        _said_part(snapshot),
        _who_part(found),
        file_part(snapshot, filed=filed),
        *evidence_parts(snapshot),
        _definition_part(found),
        since_part(found.figure, snapshot, frozen_at=found.at, posts=found.posts),
        clearance_part(quarter, council_id=found.figure.measure.council_id, at=at),
        publications_part(quarter, number=found.number, snapshot=snapshot, posts=found.posts, only=only),
    )
    return Explained(
        explanation=Explanation(
            name=found.figure.name,
            title=snapshot.terms.title,
            period=str(quarter),
            version=found.number,
            parts=parts,
        ),
        snapshot=snapshot,
        filed=filed,
    )


def _found(quarter: Quarter, *, name: str, at: datetime, number: int | None) -> _Found:
    freeze = latest_freeze(quarter) if number is None else freeze_numbered(quarter, number=number)
    if freeze is None and number is not None:
        raise NothingFrozen(quarter, number=number)
    named = figure_named(quarter, name=name, also_not_due=True)
    figure = _figure(named.figure_id)
    if freeze is None:
        now = {one.pk: snapshot for one, snapshot in snapshots_now(figure.round_id, quarter=quarter, at=at)}
        if figure.pk not in now:
            ended = ended_in_words(quarter, name=name)
            if ended:
                raise InputRefused([Problem(ended, found=name)])
            raise NothingFrozen(quarter, number=None)
        return _Found(figure=figure, freeze=None, at=at, snapshot=now[figure.pk], posts=Posts())
    return _in_freeze(figure, freeze)


def _figure(figure_id: int) -> Figure:
    return Figure.objects.select_related("round", "service", "measure__council", "measure__indicator").get(pk=figure_id)


def _in_freeze(figure: Figure, freeze: FrozenRound) -> _Found:
    frozen = FrozenFigure.objects.filter(freeze_id=freeze.id, measure_id=figure.measure_id).first()
    if frozen is None:
        raise NothingFrozen(freeze.quarter, number=freeze.number)
    snapshot = from_plain(FigureSnapshot, frozen.snapshot)
    return _Found(figure=figure, freeze=freeze, at=freeze.frozen_at, snapshot=snapshot, posts=Posts())


def policy_of(slug: str, *, version: int) -> Policy:
    return read_policy(RatingPolicy.objects.values_list("text", flat=True).get(slug=slug, version=version))


# --- the number, and what it was rated --------------------------------------------------------------------------------


def _value_part(found: _Found) -> Part:
    figure = found.snapshot
    lines = [
        Line(what="figure", words=_shown(figure, figure.value) or figure.text or "not returned"),
        Line(what="exactly", words=exact(figure.value)),
        Line(what="provisional", words="yes" if figure.provisional else "no"),
    ]
    if figure.numerator is not None and figure.denominator is not None:
        terms = figure.terms
        lines.append(Line(what=terms.numerator_label or "numerator", words=exact(figure.numerator)))
        lines.append(Line(what=terms.denominator_label or "denominator", words=exact(figure.denominator)))
    if figure.forecast is not None:
        lines.append(Line(what="forecast of the year's end", words=_shown(figure, figure.forecast)))
    if figure.stated:
        lines.append(Line(what="the owner's own judgement", words=figure.stated))
    for one in figure.withheld:
        lines.append(Line(what=f"withheld from the public, the {one.what}", words=one.reason))
    return Part(title="The figure", lines=tuple(lines), checks=tuple(explained.value_checks(figure)))


def _rating_part(found: _Found, *, policy: Policy) -> Part:
    figure, kept = found.snapshot, found.figure.earlier_terms
    # Nothing changes these once the round was frozen.
    before = None if kept is None else Terms.from_dict(kept["terms"])
    lines = [Line(what="rating", words=figure.rating), Line(what="why", words=figure.reason)]
    override = figure.override
    if override is not None:
        lines.append(
            Line(what="by judgement", words=f"{override.by}, {moment_in_words(override.at)}: {override.reason}")
        )
    earlier = figure.earlier_terms
    if earlier is not None:
        words = f"{earlier.rating}: {earlier.reason} Changed from {earlier.changed_on.isoformat()}: "
        lines.append(Line(what="under the earlier terms", words=f"{words}{earlier.authority_words}"))
    checks = (
        *explained.rating_checks(figure, policy=policy),
        *explained.earlier_terms_checks(figure, before=before, policy=policy),
        *explained.difference_checks(figure),
    )
    return Part(title="Its rating for the joint committee", lines=tuple(lines), checks=checks)


def _others_part(figure: FigureSnapshot, *, policy: Policy, own: Policy | None) -> Part:
    named = (
        ("under the council's own policy", figure.own),
        ("of the year's end", figure.year_end),
        ("of the year's end under the council's own policy", figure.own_year_end),
    )
    lines = tuple(Line(what=what, words=f"{told.rating}: {told.reason}") for what, told in named if told is not None)
    return Part(
        title="Ratings beside it",
        lines=lines,
        checks=tuple(explained.other_checks(figure, policy=policy, own=own)),
    )


def _policy_part(figure: FigureSnapshot, *, policy: Policy, own: Policy | None) -> Part:
    terms = figure.terms
    lines, checks = [], []
    pairs = [("the joint committee's", policy, terms.policy_sha256)]
    if own is not None:
        pairs.append(("the council's own", own, terms.own_policy_sha256))
    for whose, one, told in pairs:
        lines.append(Line(what=f"{whose} policy", words=f"{one.title}, {one.slug} version {one.version}"))
        lines += [Line(what="our reading", words=gap) for gap in gaps_in_words(one)]
        lines.append(Line(what="source", words=". ".join(part for part in (one.citation, one.source) if part)))
        lines.append(Line(what="text", words=one.text.strip()))
        anew = hashlib.sha256(one.text.encode()).hexdigest()
        checks.append(Check(what=f"SHA-256 of {whose} policy", told=told, anew=anew))
    return Part(title="The policy", lines=tuple(lines), checks=tuple(checks))


# --- what it was compared with ----------------------------------------------------------------------------------------


def _compared_part(found: _Found) -> Part:
    figure = found.snapshot
    named = (("previous period", figure.previous), ("same period last year", figure.last_year))
    lines = tuple(
        Line(
            what=what,
            words=f"{_shown(figure, one.value)} in {one.period}{' [r]' if one.revised else ''}, from {one.source}",
        )
        for what, one in named
        if one is not None
    )
    checks = (
        *(check for what, one in named if one is not None for check in _comparator_checks(found, one, what=what)),
        *explained.travel_checks(figure),
    )
    return Part(title="Where it is going", lines=lines, checks=checks)


def _comparator_checks(found: _Found, one: Comparator, *, what: str) -> Iterator[Check]:
    """The earlier value against the returned value, restatement or imported figure that it came from."""
    measure = found.figure.measure_id
    if not one.is_from_a_round:
        kept = EarlierFigure.objects.filter(measure_id=measure, period=one.period).values_list("value", flat=True)
        yield Check(what=f"value of the {what}, as imported", told=exact(one.value), anew=exact(next(iter(kept), None)))
        return
    earlier = Figure.objects.filter(measure_id=measure, round__period=one.period).select_related("round").first()
    if one.revised and earlier is not None:
        known = known_figure(earlier, at=found.at)
        said = [] if known is None else [restated.value for restated in known.restatements]
        anew = one.value if one.value in said else next(iter(reversed(said)), None)
        yield Check(what=f"value of the {what}, as restated", told=exact(one.value), anew=exact(anew))
        return
    number = one.source.rpartition(" ")[2]
    values = ReturnedValue.objects.filter(figure__measure_id=measure, pk=int(number) if number.isdigit() else 0)
    anew = next(iter(values.values_list("value", flat=True)), None)
    yield Check(what=f"value of the {what}, as returned", told=exact(one.value), anew=exact(anew))


# --- who, from what, by whose authority -------------------------------------------------------------------------------


def _said_part(figure: FigureSnapshot) -> Part:
    lines = [
        Line(what=f"warning {one.code}", words=f"{one.words} Answer: {one.answer or 'none'}") for one in figure.warnings
    ]
    words = figure.exception
    if words is not None:
        lines.append(Line(what="exception report", words=words.reasons if words.given else "due, and not given"))
        lines += [
            Line(what="promised", words=f"{one.words} ({one.owner_post}, by {one.due_on.isoformat()})")
            for one in words.actions
        ]
    return Part(title="What was asked and said of it", lines=tuple(lines))


def _who_part(found: _Found) -> Part:
    told = found.snapshot.provenance
    steps = [
        ("returned", told.returned_by, told.returned_at),
        ("submitted", told.submitted_by, told.submitted_at),
        ("signed off", told.signed_off_by, told.signed_off_at),
    ]
    if told.sign_off_recorded_by:
        emailed = "sign-off given by e-mail, recorded"
        steps.append((emailed, told.sign_off_recorded_by, told.sign_off_recorded_at))
    if found.freeze is not None:
        frozen_by = Freeze.objects.values_list("frozen_by_id", flat=True).get(pk=found.freeze.id)
        council, service = found.figure.measure.council_id, found.figure.service_id
        officer = found.posts.post(
            frozen_by, Permission.FREEZE_FIGURES, at=found.at, council_id=council, service_id=service
        )
        steps.append((f"frozen as version {found.number}", officer, found.at))
    return Part(title="Who, and when", lines=tuple(Line(what=what, words=_step(by, at)) for what, by, at in steps))


def _step(by: str, at: datetime | None) -> str:
    return "not done" if at is None else f"{by or 'a post that is not known'}, {moment_in_words(at)}"


def _definition_part(found: _Found) -> Part:
    terms = found.snapshot.terms
    kept = Definition.objects.filter(
        indicator_id=found.figure.measure.indicator_id, starts_on=date.fromisoformat(terms.definition_version)
    ).values_list("sha256", flat=True)
    lines = (
        Line(what="definition", words=f"in force from {terms.definition_version}: {terms.definition}"),
        Line(what="owner", words=terms.owner_post),
        Line(what="signed off by", words=terms.sign_off_post),
        Line(what="authority", words=terms.authority_words or "not yet agreed"),
        Line(what="decision", words=terms.authority or "none"),
        *(Line(what="break in the series", words=one.words) for one in terms.breaks),
    )
    check = Check(
        what="SHA-256 of the definition", told=terms.definition_sha256, anew=next(iter(kept), "no such definition")
    )
    return Part(title="The definition, and who agreed it", lines=lines, checks=(check,))


def _shown(figure: FigureSnapshot, value: Decimal | None) -> str:
    return "" if value is None else print_value(value, unit=figure.terms.unit, decimals=figure.terms.decimals)
