"""The list proposed for a year, as a report for agreement: kept, changed and dropped beside three years' results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.proposal import ProposedList, ProposedMeasure, TargetSaid, Verdict
from goldenthread.domain.rating import Status as RatingStatus
from goldenthread.domain.snapshot import Comparator
from goldenthread.domain.units import Unit, decimals_of, print_value
from goldenthread.domain.withheld import MARKER, STATUS
from goldenthread.publishing.cells import Cell, Detail, Number, RatingCode, RatingMark
from goldenthread.publishing.document import (
    Block,
    Column,
    Contents,
    EditableAs,
    Fact,
    FactList,
    Heading,
    Identifier,
    Notice,
    NoticeKind,
    NumberedList,
    Paragraph,
    Point,
    ReportDocument,
    Section,
    Status,
    Table,
)
from goldenthread.reports.documents.age import LONDON, in_whole_seconds
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.proposed_counts import GOES, STAYS, VERDICT_WORDS, verdict_counts, verdicts_in_words
from goldenthread.reports.documents.proposed_rows import proposed_rows, scope_of
from goldenthread.reports.documents.public import public_proposal
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting
from goldenthread.reports.documents.told import SHORT_STATUS, WHOLE_PARTNERSHIP
from goldenthread.reports.documents.year_told import INCOMPLETE

_RATED: dict[str, RatingCode] = {"green": "green", "amber": "amber", "red": "red"}
_PARTS = (
    (Verdict.CHANGED, "Targets that change"),
    (Verdict.DROPPED, "Measures that are dropped"),
    (Verdict.ADDED, "Measures that are added"),
)


def proposed_list_report(proposed: ProposedList, *, replaces: str = "", because: str = "") -> ReportDocument:
    """The whole report, from the register as it stands; nothing in it is agreed yet."""
    found = cleaned(public_proposal(proposed))
    telling = _Telling(found)
    return ReportDocument(
        name=proposed_list_name(telling.year),
        title=f"{found.partnership} Performance Indicators, proposed list",
        subject=f"Which measures and targets are proposed for {telling.year.label}, and why",
        publisher=found.partnership,
        audience=proposal_presented_to(found),
        period=f"{telling.year.label} (April {telling.year.start} – March {telling.year.start + 1})",
        as_at=in_whole_seconds(found.as_at),
        status=Status.PUBLISHED,
        sections=tuple(telling.sections(correction_notice(cleaned(replaces), because=cleaned(because)))),
        rows=proposed_rows(found),
        illustrative_note=found.illustrative_note,
        identifiers=(Identifier(scheme="register", value=proposal_made_from(found)),),
    )


def proposed_list_name(year: FinancialYear) -> str:
    """ "2020-21-proposed-list": what its files and publications are called by."""
    return f"{year}-proposed-list"


def proposal_made_from(proposed: ProposedList) -> str:
    """ "the register, 15 June 2020 at 10:30"."""
    local = proposed.as_at.astimezone(LONDON)
    return f"the register, {day_words(local.date())} at {local:%H:%M}"


def proposal_presented_to(proposed: ProposedList) -> str:
    """ "oneSource Joint Committee, 26 June 2020"."""
    if proposed.meeting_on is None:
        return proposed.committee or proposed.partnership
    return f"{proposed.committee}, {day_words(proposed.meeting_on)}"


@dataclass(frozen=True)
class _Telling:
    """The proposal and its years."""

    proposed: ProposedList

    @property
    def year(self) -> FinancialYear:
        return FinancialYear.parse(self.proposed.year)

    @property
    def of(self) -> FinancialYear:
        """The year that the list is carried on from."""
        return self.year.previous

    @property
    def labels(self) -> tuple[str, str, str]:
        return self.of.previous.previous.label, self.of.previous.label, self.of.label

    def of_verdict(self, verdict: Verdict) -> tuple[ProposedMeasure, ...]:
        return tuple(one for one in self.proposed.measures if one.verdict is verdict)

    def sections(self, correction: tuple[Notice, ...]) -> Iterator[Section]:
        report = (
            Section(title="Summary for members", blocks=(*correction, *self._members())),
            Section(title="Report to the committee", new_page=True, blocks=tuple(self._cover())),
            Section(title="Appendix 1", new_page=True, blocks=(Paragraph(text=self._appendix()), Contents())),
        )
        yield from (replace(section, editable_as=EditableAs.TEXT) for section in report)
        # What is asked for goes into the texts too; every measure, council by council, into the workbooks alone.
        yield from self._proposals()
        yield from (replace(section, editable_as=EditableAs.TABLES) for section in self._whole_list())

    def _proposals(self) -> Iterator[Section]:
        for letter, (verdict, title) in zip("ABC", self._parts(), strict=False):
            table = self._table(self.of_verdict(verdict), verdict=verdict)
            yield Section(title=f"{letter}. {title}", wide=True, blocks=(table,))

    def _parts(self) -> list[tuple[Verdict, str]]:
        """The parts that there is something for."""
        return [(verdict, title) for verdict, title in _PARTS if self.of_verdict(verdict)]

    @property
    def _whole(self) -> str:
        """The letter of the part that holds every measure."""
        return "ABCD"[len(self._parts())]

    def _whole_list(self) -> Iterator[Section]:
        for council in self.proposed.councils:
            own = [one for one in self.proposed.measures if one.council_gss == council.gss_code and one.counted]
            if own:
                caption = f"{council.full_name}: every measure proposed for {self.year.label}"
                yield Section(
                    title=f"{self._whole}. {council.council}",
                    about=council.full_name,
                    wide=True,
                    blocks=(self._list_table(own, caption=caption),),
                )
        beside = [one for one in self.proposed.measures if not one.council and one.verdict is not Verdict.DROPPED]
        if beside:
            caption = f"{WHOLE_PARTNERSHIP}: every measure proposed for {self.year.label}"
            yield Section(
                title=f"{self._whole}. {WHOLE_PARTNERSHIP}",
                about=WHOLE_PARTNERSHIP,
                wide=True,
                blocks=(self._list_table(beside, caption=caption),),
            )

    def _members(self) -> Iterator[Block]:
        yield self._notice()
        yield Paragraph(text=self._counts())
        yield self._verdicts_table()
        changed = self.of_verdict(Verdict.CHANGED)
        yield Heading(text="Targets that change")
        yield Paragraph(text=self._changes(changed))
        yield Heading(text="What is asked of you")
        yield NumberedList(points=self._recommendations())

    def _notice(self) -> Notice:
        return Notice(
            kind=NoticeKind.PROPOSED,
            title=f"the list of {self.year.label} is not agreed yet",
            paragraphs=(
                "Every target in this report is a proposal. Until the committee has agreed the list, figures are "
                "reported against it as proposed, and say so.",
            ),
        )

    def _counts(self) -> str:
        proposed = self.proposed
        councils = [council for council in proposed.councils if council.measures]
        total = sum(council.measures for council in councils)
        parts = listed(f"{council.measures} for {council.council}" for council in councils)
        sums = " + ".join(str(council.measures) for council in councils)
        own = [one for one in proposed.measures if one.council]
        whole = [one for one in proposed.measures if not one.council]
        words = (
            f"{starting(count_of(total, 'measure'))} {is_or_are(total)} proposed for {self.year.label}: {parts} "
            f"({sums} = {total})."
        )
        if total:
            words += f" Of these {verdicts_in_words(own, STAYS)}."
        if gone := verdicts_in_words(own, GOES):
            words += f" Beside them {gone}."
        if whole:
            number = sum(one.verdict in STAYS for one in whole)
            words += f" Of the whole partnership {count_of(number, 'measure')} {is_or_are(number)} proposed: "
            words += f"{listed(part for part in (verdicts_in_words(whole, one) for one in (STAYS, GOES)) if part)}."
        return words

    def _verdicts_table(self) -> Table:
        stays, goes = (tuple(one for one in which if self.of_verdict(one)) for which in (STAYS, GOES))
        rows: list[tuple[Cell, ...]] = []
        scopes = [council.council for council in self.proposed.councils] + [""]
        for scope in scopes:
            own = [one for one in self.proposed.measures if one.council == scope]
            if own:
                rows.append((scope or WHOLE_PARTNERSHIP, *verdict_counts(own, stays=stays, goes=goes)))
        rows.append(("All", *verdict_counts(self.proposed.measures, stays=stays, goes=goes)))
        titles = [*(one.value.capitalize() for one in stays), "Proposed", *(one.value.capitalize() for one in goes)]
        return Table(
            caption=f"What is proposed for {self.year.label}",
            columns=(Column(title="Council", share=2), *(Column(title=one, align="right", share=1) for one in titles)),
            rows=tuple(rows),
        )

    def _changes(self, changed: tuple[ProposedMeasure, ...]) -> str:
        if not changed:
            return "No target changes."
        named = listed(
            f"{one.title} ({scope_of(one)}) from {_target(one.before, one=one)} to {_target(one.after, one=one)}"
            for one in changed[:6]
        )
        rest = f", and {len(changed) - 6} more in part A" if len(changed) > 6 else ""
        return f"{count_of(len(changed), 'target')} {is_or_are(len(changed))} proposed to change: {named}{rest}."

    def _recommendations(self) -> tuple[Point, ...]:
        return (
            Point(
                text=f"To agree the list (“{self.proposed.title}”) and the targets for {self.year.label} attached at "
                "Appendix 1."
            ),
        )

    def _cover(self) -> Iterator[Block]:
        proposed = self.proposed
        author = "\n".join(part for part in (proposed.author, proposed.contact) if part) or "not given"
        yield FactList(
            facts=(
                Fact(label="Committee and date:", text=proposal_presented_to(proposed)),
                Fact(
                    label="Subject heading:",
                    text=f"{proposed.partnership} Performance Indicators, list proposed for {self.year.label}",
                ),
                Fact(label="Report author and contact details:", text=author),
                Fact(label="Financial summary:", text="Not applicable"),
            )
        )
        yield Heading(text="SUMMARY")
        yield Paragraph(text=self._counts())
        yield Heading(text="RECOMMENDATIONS")
        yield NumberedList(points=self._recommendations())
        yield Heading(text="REPORT DETAIL")
        yield Heading(text="1. How the list was proposed", level=4)
        results = (
            f"Results of {self.of.label} are of the year as it was closed, version {proposed.closed_version}."
            if proposed.closed_version
            else f"The year {self.of.label} is not closed yet: its results are as far as they are known."
        )
        yield Paragraph(
            number="1.1.",
            text=f"Each measure on the list of {self.of.label} at the year's end was kept, changed or dropped, with a "
            f"rationale, beside its results of three years. {results}",
        )
        yield Paragraph(
            number="1.2.",
            text="Definitions, owners, rating policies and the priorities that measures serve go on as they are. A "
            f"target for the year is spread over its quarters as before, or as part {self._whole} says.",
        )
        ended = self.of_verdict(Verdict.ENDED)
        if ended:
            yield Paragraph(
                number="1.3.",
                text=f"{count_of(len(ended), 'measure')} {is_or_are(len(ended))} not carried, because the service is "
                f"no longer provided: {listed(f'{one.title} ({scope_of(one)})' for one in ended)}.",
            )
        yield Heading(text="Implications and risks")
        why = "The list says what is measured and against what; it changes no contract, budget or post."
        for kind in ("Legal", "Financial", "HR", "Equalities"):
            yield Paragraph(lead=f"{kind} implications and risks:", text=f"Not applicable: {why[0].lower()}{why[1:]}")
        yield Paragraph(lead="Appendices:", text=self._appendix())
        yield Paragraph(lead="Background papers:", text="None")

    def _appendix(self) -> str:
        return f"Appendix 1: {self.proposed.title}, proposed for {self.year.label}"

    def _table(self, measures: Iterable[ProposedMeasure], *, verdict: Verdict) -> Table:
        """What changes, with its results and why."""
        return Table(
            caption=f"{VERDICT_WORDS[verdict].capitalize()}, with results of three years",
            columns=(
                Column(title="Measure", share=4),
                Column(title="Council", share=2),
                *(Column(title=label, align="right", share=2) for label in self.labels),
                Column(title="Rating", share=2),
                Column(title=f"Target {self.of.label}", align="right", share=2),
                Column(title=f"Target {self.year.label}", align="right", share=2),
                Column(title="Rationale", share=5),
            ),
            rows=tuple(
                (
                    Detail(text=one.title, small=f"{one.ref}; {one.service}"),
                    scope_of(one),
                    *(_result(found, one=one) for found in one.results),
                    _mark(one.results[-1]),
                    _target(one.before, one=one),
                    "dropped" if verdict is Verdict.DROPPED else _target(one.after, one=one),
                    one.rationale or "–",
                )
                for one in measures
            ),
        )

    def _list_table(self, measures: Iterable[ProposedMeasure], *, caption: str) -> Table:
        return Table(
            caption=caption,
            columns=(
                Column(title="Measure", share=4),
                *(Column(title=label, align="right", share=2) for label in self.labels),
                Column(title="Rating", share=2),
                Column(title=f"Target {self.of.label}", align="right", share=2),
                Column(title=f"Target {self.year.label}", align="right", share=2),
                Column(title="Proposed", share=2),
                Column(title="Rationale", share=5),
            ),
            rows=tuple(
                (
                    Detail(text=one.title, small=f"{one.ref}; {one.service}"),
                    *(_result(found, one=one) for found in one.results),
                    _mark(one.results[-1]),
                    _target(one.before, one=one),
                    _target(one.after, one=one),
                    VERDICT_WORDS[one.verdict].capitalize(),
                    one.rationale or "–",
                )
                for one in measures
            ),
        )


def _result(found: Comparator | None, *, one: ProposedMeasure) -> Number:
    if found is not None and found.withheld:
        return Number(text=MARKER)
    if found is None or found.value is None:
        return Number(text="none")
    return Number(text=print_value(found.value, unit=one.unit, decimals=one.decimals), value=found.value)


def _mark(found: Comparator | None) -> Cell:
    if found is not None and found.withheld:
        return RatingMark(code="not-rated", word=SHORT_STATUS[STATUS])
    if found is None or found.rating not in _RATED:
        missing = found is not None and found.status == RatingStatus.AWAITING_DATA
        return RatingMark(code="not-rated", word=INCOMPLETE if missing else "Not rated")
    return RatingMark(code=_RATED[found.rating], word=found.rating.capitalize())


def _target(said: TargetSaid | None, *, one: ProposedMeasure) -> str:
    """ "95.0%, tolerance 2 points"; "none" where there is no target."""
    if said is None:
        return "none"

    def number(value: Decimal | None) -> str:
        if value is None:
            return "none"
        return print_value(value, unit=one.unit, decimals=max(one.decimals, decimals_of(value)))

    words = {
        "number": number(said.annual),
        "floor": f"{number(said.annual)} (floor {number(said.floor)})",
        "band": f"{number(said.lower)} to {number(said.upper)}",
        "words": said.words,
    }.get(said.kind, "none")
    if said.tolerance is None:
        return words
    unit = "%" if said.tolerance_unit == "percent" else " points" if one.unit is Unit.PERCENTAGE else ""
    return f"{words}, tolerance {said.tolerance.normalize():f}{unit}"
