"""Rounds, and which of their figures somebody means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.rating import Status
from goldenthread.figures.models import Figure, Round
from goldenthread.partnership.queries import ServiceFacts, services


class RoundNotOpen(Refused):
    """Nobody has opened this quarter's round."""

    def __init__(self, quarter: Quarter) -> None:
        super().__init__(
            f"The round of {quarter.label} is not open. Open it first.",
            at_terminal=f"`open-round --year {quarter.year} --quarter Q{quarter.number}` does that.",
        )


class ServiceUnknown(Refused):
    """No service has this short name."""

    def __init__(self, slug: str, *, known: Iterable[str]) -> None:
        super().__init__(f"There is no service {slug!r}. Services known: {', '.join(known) or 'none'}.")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Figures that were chosen, by id; those without a row of their own are refused before."""

    figure_ids: tuple[int, ...]
    by_name: bool  # named one by one, and not as all of a service or round
    versions: Mapping[int, int]  # of each figure, as it was looked at


def round_of(quarter: Quarter) -> Round:
    """The quarter's round; raises RoundNotOpen."""
    found = Round.objects.select_related("meeting", "opened_by").filter(period=str(quarter)).first()
    if found is None:
        raise RoundNotOpen(quarter)
    return found


def quarters_for(meeting_id: int) -> tuple[Quarter, ...]:
    """The quarters whose figures are for a meeting, oldest first."""
    found = Round.objects.filter(meeting_id=meeting_id).order_by("period").values_list("period", flat=True)
    return tuple(Quarter.parse(period) for period in found)


def is_open(quarter: Quarter) -> bool:
    """Whether somebody has opened the quarter's round."""
    return Round.objects.filter(period=str(quarter)).exists()


def service_called(slug: str) -> ServiceFacts:
    """The service of this short name, or of this name; raises ServiceUnknown."""
    every = services()
    for service in every:
        if slug.casefold() in (service.slug, service.name.casefold()):
            return service
    raise ServiceUnknown(slug, known=[service.slug for service in every])


def chosen_figures(
    round_id: int, *, service: ServiceFacts | None = None, names: Sequence[str] = (), also_not_due: bool = False
) -> Chosen:
    """The round's figures of a service, or those named "EXC01:havering" or "EXC01" for every council; else all.

    Only figures that something is asked of: those that are not due, suspended or not provided only where they are
    asked for.
    Raises InputRefused for names that mean none, all at once.
    """
    found = Figure.objects.filter(round_id=round_id).order_by("pk")
    if not also_not_due:
        found = found.filter(terms__absence=None)
    if service is not None:
        found = found.filter(service_id=service.id)
    named = ("measure__indicator__ref", "measure__council__slug", "measure__council__name")
    rows = list(found.values_list("pk", *named, "version"))
    versions = {row[0]: row[-1] for row in rows}
    if not names:
        return Chosen(figure_ids=tuple(versions), by_name=False, versions=versions)
    problems: list[Problem] = []
    ids: dict[int, None] = {}
    for name in names:
        ref, _, council = (part.strip().casefold() for part in name.partition(":"))
        meant = [
            pk
            for pk, own_ref, slug, full, _ in rows
            if own_ref.casefold() == ref
            and (not council or council in ((slug or "whole-partnership"), (full or "whole partnership").casefold()))
        ]
        if not meant:
            ended = _ended(round_id, ref=ref, council=council)
            refs = {row[1] for row in rows}
            problems.append(Problem(ended, found=name) if ended else _unknown(name, refs=refs, is_due=not also_not_due))
        ids.update(dict.fromkeys(meant))
    if problems:
        raise InputRefused(problems)
    return Chosen(figure_ids=tuple(ids), by_name=True, versions={pk: versions[pk] for pk in ids})


def _ended(round_id: int, *, ref: str, council: str) -> str:
    """A sentence of the figures of the name that ended with their service while the round was open; "" of none."""
    rows = Figure.objects.filter(round_id=round_id, terms__absence=Status.NOT_PROVIDED.value)
    rows = rows.filter(measure__indicator__ref__iexact=ref).select_related("measure__council").order_by("pk")
    names = [
        one.name
        for one in rows
        if not council
        or (
            one.measure.council is not None
            and council in (one.measure.council.slug, one.measure.council.name.casefold())
        )
    ]
    if not names:
        return ""
    verb = "is" if len(names) == 1 else "are"
    return (
        f"{'; '.join(names)} ended with the service while the round was open, and {verb} in no pack and no count of "
        "it. Where the service is provided again, take up the figure again from the register."
    )


def _unknown(name: str, *, refs: set[str], is_due: bool) -> Problem:
    near = difflib.get_close_matches(name.partition(":")[0].upper(), refs, n=3)
    hint = f" Near it: {', '.join(near)}." if near else ""
    what = "No figure is due under the name" if is_due else "No figure of the quarter has the name"
    return Problem(
        f"{what} {name!r}. Write it as EXC01:havering, or EXC01 for every council.{hint}",
        found=name,
    )
