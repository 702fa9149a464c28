"""The story of the second database: how 2019/20 ended, and how 2020/21 was proposed, agreed and begun."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from goldenthread.committee.forms import read_committee
from goldenthread.committee.operations import import_committee
from goldenthread.demonstration import at_desk, audiences, doing, requesting
from goldenthread.demonstration.content import addresses, services, table, text
from goldenthread.demonstration.doing import CLERK, OFFICER, post
from goldenthread.demonstration.later import THIRD
from goldenthread.demonstration.proposing import answered_proposal
from goldenthread.demonstration.queries import PROPOSED_LIST, YEAR_END_PACK
from goldenthread.demonstration.story import LONDON, TIME_TO_ANSWER, TIME_TO_SUBMIT, Step
from goldenthread.demonstration.story import steps as first_steps
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.figures.forms.proposal import proposal_workbook, read_proposal
from goldenthread.figures.models import Figure
from goldenthread.figures.operations import answer_warnings
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.operations.proposing import measures_to_propose, propose_year
from goldenthread.figures.queries import service_called
from goldenthread.figures.queries.loading import load_figures
from goldenthread.figures.queries.returned import ReturnedWarningAnswer
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.operations import import_register
from goldenthread.indicators.operations.agreeing import agree_list
from goldenthread.partnership.forms import ProvisionRow
from goldenthread.partnership.queries import person_or_first, provision_on, the_partnership
from goldenthread.reports.documents.pack import JOINT_COMMITTEE
from goldenthread.reports.year_documents import PROPOSED_LIST as PROPOSED
from goldenthread.reports.year_documents import YEAR_END
from goldenthread.reports.yearly import publish_year_document

YEAR = FinancialYear.parse("2019-20")
CHECKED = "Checked against the records of the service: the figure is right (illustrative)."
HAVERING_151 = "Section 151 Officer, London Borough of Havering"
# Services return one after the other, some each working day.
_RETURNS_A_DAY = 3


def year_end_steps() -> tuple[Step, ...]:
    """Everything that happened, in order of time: the first database's story, and what came after it."""
    return tuple(sorted((*first_steps(), *_third_quarter(), *_later_quarters(), *_year()), key=lambda step: step.at))


def _story() -> dict[str, Any]:
    return table("year-end/story.toml")


def _third_quarter() -> Iterator[Step]:
    """What was still open of the third quarter on the first demonstration's day."""
    third = _story()["third"]
    before = next(quarter for quarter in table("quarters.toml")["quarter"] if quarter["period"] == THIRD)["returned"]
    # Strategic Finance had returned a part; Print and Post has a sample of its own that was typed by hand.
    rest = [one.slug for one in services() if one.slug not in before and one.slug != "print-and-post"]
    yield from _returns(["print-and-post"], period=THIRD, begin=third["returned_from"], is_drawn=False)
    yield from _returns(["strategic-finance", *rest], period=THIRD, begin=third["returned_from"] + timedelta(days=1))
    submitted = third["submitted"]
    yield _step(
        submitted - TIME_TO_ANSWER, doing.correct_return, slug="ict-services", period=THIRD, **third["corrected"]
    )
    yield _step(submitted, _answer_every_warning, slug="ict-services", period=THIRD)
    yield _step(submitted + TIME_TO_ANSWER, doing.submit_service, slug="ict-services", period=THIRD)
    yield _step(
        third["answered"],
        doing.answer_question,
        name="PAS01:Havering",
        slug="passenger-transport",
        period=THIRD,
        answer=third["answer"],
    )
    yield from _to_the_end(third, period=THIRD)


def _later_quarters() -> Iterator[Step]:
    for later in _story()["later"]:
        period = later["period"]
        label = Quarter.parse(period).label
        words = f"{label} is opened; services fill in their workbooks and return them"
        meeting = later.get("meeting")
        yield _step(later["opened"], doing.open_quarter, period=period, meeting=meeting, words=words)
        yield from _returns([one.slug for one in services()], period=period, begin=later["returned_from"])
        yield from _to_the_end(later, period=period)


def _returns(slugs: list[str], *, period: str, begin: datetime, is_drawn: bool = True) -> Iterator[Step]:
    for place, slug in enumerate(slugs):
        at = begin + timedelta(days=place // _RETURNS_A_DAY, hours=2 * (place % _RETURNS_A_DAY))
        yield _step(at, doing.return_workbook, slug=slug, period=period, is_drawn=is_drawn)
        yield _step(at + TIME_TO_ANSWER, _answer_every_warning, slug=slug, period=period)
        yield _step(at + TIME_TO_SUBMIT, doing.submit_service, slug=slug, period=period)


def _to_the_end(quarter: dict[str, Any], *, period: str) -> Iterator[Step]:
    label = Quarter.parse(period).label
    for place, directorate in enumerate(dict.fromkeys(service.directorate for service in services())):
        at = quarter["signed_off"] + timedelta(hours=place)
        yield _step(at, doing.sign_off_directorate, directorate=directorate, period=period)
    words = f"{label} is frozen, with what directors have signed off"
    yield _step(quarter["frozen"], doing.freeze_quarter, period=period, words=words)
    if "published" in quarter:
        words = f"{label} is published for the committee's meeting"
        yield _step(quarter["published"], doing.publish_quarter, period=period, words=words)
        cleared = quarter["frozen"] + timedelta(hours=1)
        yield _step(cleared, audiences.clear, council="havering", period=period, by=HAVERING_151, said="")
        name = f"{period.casefold().replace(' ', '-')}-{JOINT_COMMITTEE}"
        yield _step(quarter["released"], audiences.release, names=(name,), words=f"{label} is released with the agenda")


def _year() -> Iterator[Step]:
    story = _story()
    year, leaving, following = story["year"], story["leaving"], story["next"]
    for name, moment in story["committee"].items():
        yield _step(moment, _enter_meeting, name=name)
    asked_at = story["committee"]["2020-02-07-minutes"] + TIME_TO_ANSWER
    for asked in story["asked"]:
        yield _step(asked_at, at_desk.ask, meeting=asked["meeting"], item=asked["item"], asked=asked)
        if "answer" in asked:
            yield _step(asked["answered"], at_desk.answer, asked=asked["words"], answer=asked["answer"])
    yield _step(year["closed"], _close, words="The year 2019/20 is closed")
    yield _step(year["published"], _publish_year_end, words="The year-end pack is published")
    yield _step(year["proposed"], _propose, words="The list of 2020/21 is proposed: kept, changed or dropped")
    yield _step(year["put"], _publish_proposal, words="The proposed list is published, for the committee to agree")
    first = {"period": str(YEAR.quarters[0]), "council": "havering", "by": HAVERING_151, "said": ""}
    words = "Havering clears Q1 2019/20 too, which the year tells again"
    yield _step(year["cleared"], audiences.clear, words=words, **first)
    yield _step(year["released"], audiences.release, names=(YEAR_END_PACK, PROPOSED_LIST))
    words = "The protocol on requests is agreed, which closes the action that was to bring it"
    yield _step(table("requests/story.toml")["agreed"]["entered"], requesting.agree, words=words)
    yield _step(year["agreed"], _agree, words="The list of 2020/21 is agreed, by the committee's decision")
    yield _step(leaving["entered"], _leave, words="Bexley leaves on 31 July 2020: its services end that day")
    words = "Q2 2020/21 is opened, without Bexley"
    yield _step(following["opened"], doing.open_quarter, period=following["period"], meeting=None, words=words)


def _step(moment: datetime, do: Callable[..., None], *, words: str = "", **arguments: Any) -> Step:
    return Step(at=moment.replace(tzinfo=LONDON), do=partial(do, **arguments), words=words)


def _enter_meeting(name: str, *, at: datetime) -> None:
    record = read_committee(text(f"year-end/{name}.toml").encode(), file=f"{name}.toml")
    import_committee(record, by=person_or_first(addresses()[CLERK]), at=at)


def _answer_every_warning(slug: str, *, period: str, at: datetime) -> None:
    """The service's lead answers whatever seemed unlikely."""
    lead = post(next(service for service in services() if service.slug == slug).lead)
    figures = load_figures(Figure.objects.filter(round__period=period, service_id=service_called(slug).id))
    for figure in figures:
        asked = [warning.code for warning in figure.warnings_now if not warning.answer]
        if asked:
            answers = [ReturnedWarningAnswer(code=code, answer=CHECKED, is_expected=False) for code in asked]
            answer_warnings(figure_ids=[figure.pk], answers=answers, by=lead, at=at)


def _close(*, at: datetime) -> None:
    close_year(year=YEAR, by=post(OFFICER), at=at)


def _publish_year_end(*, at: datetime) -> None:
    publish_year_document(YEAR_END, year=YEAR, audience=JOINT_COMMITTEE, by=post(OFFICER), at=at)


def _propose(*, at: datetime) -> None:
    """The officer fills in the workbook of the proposal and sends it back."""
    partnership = the_partnership()
    name = "" if partnership is None else partnership.name
    blank = proposal_workbook(measures_to_propose(YEAR), year=YEAR, partnership=name, at=at)
    rows, problems = read_proposal(answered_proposal(blank), name="proposal-2020-21.xlsx")
    propose_year(rows, year=YEAR, file="proposal-2020-21.xlsx", by=post(OFFICER), at=at, problems=problems)


def _publish_proposal(*, at: datetime) -> None:
    publish_year_document(PROPOSED, year=YEAR.next, audience=JOINT_COMMITTEE, by=post(OFFICER), at=at)


def _agree(*, at: datetime) -> None:
    agree_list(year=YEAR.next, decision=_story()["year"]["decision"], by=post(OFFICER), at=at)


def _leave(*, at: datetime) -> None:
    """The officer enters that the council gets none of its services any more."""
    leaving = _story()["leaving"]
    day: date = leaving["from"]
    rows = tuple(
        ProvisionRow(service=one.service.name, council=one.council.name, starts_on=day, extent="not provided", parts="")
        for one in provision_on(day)
        if one.council.name == leaving["council"]
    )
    import_register(Register(provision=rows, file="leaving"), by=post(OFFICER), at=at)
