"""What the entries of the log are about, by name and with the address of its page; and who did it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from goldenthread.audit.queries import LogEntry
from goldenthread.domain.periods import PeriodUnreadable, Quarter
from goldenthread.figures.queries.in_the_log import (
    OF_A_FIGURE,
    OF_A_PROMISE,
    FigureInTheLog,
    figures_in_the_log,
    figures_of_actions,
)
from goldenthread.partnership.queries import councils, services
from goldenthread.partnership.queries.names import people_names
from goldenthread.plans.queries.pages import actions_promised, titles_of
from goldenthread.reports.pages.addresses import indicator_address, quarter_address
from goldenthread.web.log.pages import page_called

_PRODUCT = "the product itself"
# What is called by reference, year and council, in some order.
_WITH_A_REFERENCE = {"indicator": 0, "definition": 0, "measure": 0, "succession": 0, "target": 1, "list entry": 1}
# What is told of a figure, and what of the figure with which an action was promised; each with the words before it.
_OF_A_FIGURE = {"figure": "", OF_A_FIGURE: "evidence of "}
_OF_AN_ACTION = {"action": "action promised for ", OF_A_PROMISE: "evidence of what was promised for "}
OF_FIGURES = (*_OF_A_FIGURE, *_OF_AN_ACTION)
_OF_THE_PARTNERSHIP = ("council", "directorate", "service", "provision", "partnership")


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What an entry is about: "EXC01, Havering, Q2 2019/20"; without an address it has no page."""

    words: str
    address: str = ""
    figure: FigureInTheLog | None = None  # which it is about
    is_of_a_plan: bool = False


@dataclass
class Things:
    """The names of what entries are about, read together: as many reads for one entry as for fifty."""

    people: Mapping[int, str] = field(default_factory=people_names)
    council_ids: Mapping[str, int] = field(init=False)
    _councils: Mapping[str, str] = field(init=False)
    _services: Mapping[str, str] = field(default_factory=lambda: {one.slug: one.name for one in services()})
    _figures: Mapping[int, FigureInTheLog] = field(default_factory=dict)
    _of_actions: Mapping[int, int] = field(default_factory=dict)
    _plans: Mapping[str, str] = field(default_factory=dict)
    _of_plans: Mapping[int, tuple[str, str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        every = councils()
        self.council_ids = {one.slug: one.id for one in every}
        self._councils = {one.slug: one.name for one in every}

    def read(self, entries: Iterable[LogEntry]) -> None:
        """Reads the figures and plans that the entries are about."""
        every = list(entries)
        self._plans = titles_of({one.subject_id for one in every if one.subject == "plan"})
        self._of_actions = figures_of_actions(_numbers(every, subjects=_OF_AN_ACTION))
        self._figures = figures_in_the_log((*_numbers(every, subjects=_OF_A_FIGURE), *self._of_actions.values()))
        promised = set(_numbers(every, subjects=("action",)))
        self._of_plans = actions_promised(promised - set(self._of_actions))

    def who(self, entry: LogEntry) -> str:
        """Whoever did it; for what nobody did, the product."""
        return _PRODUCT if entry.by is None else self.people.get(entry.by, "somebody who is not known")

    def thing(self, entry: LogEntry) -> Thing:
        """What the entry is about."""
        subject, parts = entry.subject, entry.subject_id.split("/")
        if subject in OF_FIGURES:
            return self._figure(entry)
        if subject in _WITH_A_REFERENCE and len(parts) > _WITH_A_REFERENCE[subject]:
            return self._of_an_indicator(parts, at=_WITH_A_REFERENCE[subject])
        if subject == "round":
            return _round(entry.subject_id)
        if subject in _OF_THE_PARTNERSHIP:
            names = (self._services.get(part) or self._councils.get(part) or part for part in parts)
            words = "the partnership" if subject == "partnership" else " to ".join(names)
            return Thing(words=words, address=reverse("indicators:partnership"))
        if subject in ("person", "appointment"):
            name = self.people.get(int(parts[0])) if parts[0].isdecimal() else "an address that nobody here has"
            return Thing(words=", ".join((name or "somebody who is not known", *parts[1:])))
        if subject in ("register", "log"):
            named = "" if entry.subject_id == subject else f", {entry.subject_id}"
            return Thing(words=f"the {subject}{named}")
        if subject == "plan":
            return _of_a_plan(entry.subject_id, self._plans.get(entry.subject_id, entry.subject_id))
        if subject == "corporate plan":
            return Thing(words=f"corporate plan {parts[0]}", address=reverse("plans:corporate-plan", args=[parts[0]]))
        if subject == "service plan":
            return Thing(words=f"service plan {entry.subject_id}", address=reverse("plans:service-plan", args=parts))
        if subject == "request":
            return Thing(words=f"request {parts[0]}", address=reverse("requests:request", args=[parts[0]]))
        if subject == "protocol":
            address = reverse("requests:protocol-version", args=[parts[0]])
            return Thing(words=f"protocol, version {parts[0]}", address=address)
        if subject == "page":
            return Thing(words=f"page “{page_called(entry.subject_id)}”")
        words = {"message": "message ", "list": "list of ", "policy": "policy "}.get(subject, "")
        return Thing(words=f"{words}{entry.subject_id}")

    def _figure(self, entry: LogEntry) -> Thing:
        number = int(entry.subject_id) if entry.subject_id.isdecimal() else 0
        found = self._figures.get(self._of_actions.get(number, 0) if entry.subject in _OF_AN_ACTION else number)
        if entry.subject == "action" and number in self._of_plans:
            slug, title, ref = self._of_plans[number]
            return _of_a_plan(slug, f"action {ref} of {title}")
        if found is None:
            return Thing(words=f"{entry.subject} {entry.subject_id}")
        before = {**_OF_A_FIGURE, **_OF_AN_ACTION}[entry.subject]
        return Thing(
            words=f"{before}{found.name}, {found.quarter.label}",
            address=indicator_address(found.ref),
            figure=found,
        )

    def _of_an_indicator(self, parts: list[str], *, at: int) -> Thing:
        ref, others = parts[at], [part for place, part in enumerate(parts) if place != at]
        return Thing(
            words=", ".join((ref, *(self._councils.get(one, one) for one in reversed(others)))),
            address=indicator_address(ref),
        )


def quarter_called(period: str) -> Quarter | None:
    """The quarter by which a round is called; None of other words."""
    try:
        return Quarter.parse(period)
    except PeriodUnreadable:
        return None


def _of_a_plan(slug: str, words: str) -> Thing:
    return Thing(words=words, address=reverse("plans:plan", args=[slug]), is_of_a_plan=True)


def _round(period: str) -> Thing:
    quarter = quarter_called(period)
    return Thing(words=period) if quarter is None else Thing(words=quarter.label, address=quarter_address(quarter))


def _numbers(entries: Iterable[LogEntry], *, subjects: Container[str]) -> list[int]:
    return [int(one.subject_id) for one in entries if one.subject in subjects and one.subject_id.isdecimal()]
