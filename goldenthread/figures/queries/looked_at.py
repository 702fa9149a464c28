"""What stands beside one figure on its page: questions with their answers, what was done to it, what is withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.audit.queries import Entry, history_of
from goldenthread.figures.models import FigureQuery
from goldenthread.figures.queries.due import DueFigure
from goldenthread.figures.queries.withheld import withheld_of


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question about a figure; `answer` is "" while it has none."""

    asked: str
    asked_by: str
    asked_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Done:
    """One thing that was done to a figure: "figure returned", by whom, when, why; and its version from there on."""

    what: str
    who: str
    at: datetime
    why: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Everything beside a figure, each newest first."""

    questions: tuple[Question, ...]
    done: tuple[Done, ...]
    withheld: Mapping[str, str]  # what is withheld now (measure, reasons, actions), and why

    def since(self, version: int) -> tuple[Done, ...]:
        """What was done after the figure had this version, oldest first."""
        return tuple(one for one in reversed(self.done) if one.version > version)


def beside(due: DueFigure, *, period: str) -> Beside:
    """Reads what stands beside the figure; four reads."""
    asked = FigureQuery.objects.filter(figure_id=due.figure_id).select_related("asked_by", "answered_by")
    history = history_of(subject="figure", subject_id=due.figure_id)
    people = {entry.by for entry in history if entry.by is not None}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return Beside(
        questions=tuple(
            Question(
                asked=one.asked,
                asked_by=one.asked_by.name,
                asked_at=one.asked_at,
                answer=one.answer,
                answered_by="" if one.answered_by is None else one.answered_by.name,
                answered_at=one.answered_at,
            )
            for one in asked.order_by("-pk")
        ),
        done=tuple(_done(entry, names) for entry in reversed(history)),
        withheld={one.what: one.reason for one in withheld_of([due.measure_id]).get((due.measure_id, period), ())},
    )


def _done(entry: Entry, names: Mapping[int, str]) -> Done:
    told = entry.details
    version = told.get("version")
    return Done(
        what=entry.kind,
        who=names.get(entry.by or 0, ""),
        at=entry.at,
        why=next((str(told[name]) for name in ("reason", "because", "asked", "answer") if told.get(name)), ""),
        version=version if isinstance(version, int) else 0,
    )
