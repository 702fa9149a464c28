"""Filling an empty database with a made-up partnership of any size, year by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import person_by_email
from goldenthread.audit.operations import record
from goldenthread.committee.operations import import_committee
from goldenthread.demonstration.large.document import document_of
from goldenthread.demonstration.large.operations.meetings import load_meetings
from goldenthread.demonstration.large.register import (
    CLERK,
    OFFICER,
    Plan,
    director_of,
    directorates_of,
    first_register,
    meeting_of,
    record_of,
    register_of_year,
    slug_of,
)
from goldenthread.demonstration.large.returns import returns_of
from goldenthread.demonstration.queries import SUBJECT, holds_anything
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.problems import Refused
from goldenthread.figures.operations import freeze_round, open_round, sign_off_figures, submit_figures, take_returns
from goldenthread.figures.operations.warning import answer_warnings
from goldenthread.figures.queries import chosen_figures, facts_of, figures_due, latest_freeze, round_of, service_called
from goldenthread.figures.queries.returned import NewWarning, ReturnedWarningAnswer
from goldenthread.figures.queries.versions import version_label
from goldenthread.indicators.operations import import_register
from goldenthread.partnership.queries import person_or_first
from goldenthread.publishing.operations import publish_document
from goldenthread.publishing.origins import MadeOf, OriginKind
from goldenthread.reports.releasing import release_pack
from goldenthread.storage.turns import take_turns

LOADED = "sample loaded"
SAMPLE = "sample"
AUDIENCE = "joint-committee"
_LONDON = ZoneInfo("Europe/London")
_UNDER_WAY = 4  # of the newest quarter every fourth figure is not returned yet


class NotEmpty(Refused):
    """The database holds something, whatever it is."""

    def __init__(self) -> None:
        super().__init__(
            "This database holds something already, so it was not touched: a sample fills an empty one alone. Name "
            "another data folder with GOLDENTHREAD_DATA, or another database with DATABASE_URL."
        )


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What was made: the rounds, the figures in them, and meetings of the committee with a record."""

    rounds: int
    figures: int
    meetings: int
    newest: Quarter


def check_is_empty() -> None:
    """Raises NotEmpty where the database holds anything at all. It need not have tables yet."""
    if holds_anything():
        raise NotEmpty


def load_sample(plan: Plan, *, tell: Callable[[str], None]) -> Loaded:
    """Takes the made-up partnership through all its quarters by the operations that everybody else uses.

    The newest quarter stays under way. Of each other one a short report is published and released, that says how many
    figures there are: enough for pages to show the quarter as published, without typesetting thousands of rows.
    One transaction for each year; what is cut off can be seen, for the last event is missing. `tell` is given a
    sentence for each milestone. Raises NotEmpty.
    """
    _begin(plan)
    tell(f"The register of {plan.measures:,} measures is entered")
    if plan.meetings:
        load_meetings(plan.meetings, by=_post(CLERK), at=_moment(today_of(plan)))
        tell(f"The record of {plan.meetings} meetings is entered")
    for year in plan.financial_years:
        _take_through(plan, year)
        tell(f"{year.label} is taken through its quarters")
    return _end(plan)


@transaction.atomic
def _begin(plan: Plan) -> None:
    take_turns(SUBJECT)
    check_is_empty()
    at = _moment(plan.begins - timedelta(days=60))
    import_register(first_register(plan), by=person_or_first(OFFICER), at=at)


@transaction.atomic
def _take_through(plan: Plan, year: FinancialYear) -> None:
    import_committee(record_of(year), by=_post(OFFICER), at=_moment(year.first_day))
    import_register(register_of_year(plan, year), by=_post(OFFICER), at=_moment(year.first_day))
    for quarter in year.quarters:
        _open_and_return(plan, quarter)
        if quarter != plan.quarters[-1]:
            _sign_off_and_freeze(plan, quarter)
            _publish(quarter)


@transaction.atomic
def _end(plan: Plan) -> Loaded:
    newest = plan.quarters[-1]
    found = Loaded(
        rounds=len(plan.quarters), figures=len(plan.quarters) * plan.measures, meetings=plan.meetings, newest=newest
    )
    record(
        LOADED,
        subject=SUBJECT,
        subject_id=SAMPLE,
        by=_post(OFFICER).pk,
        at=_moment(today_of(plan)),
        details={
            "measures": plan.measures,
            "years": plan.years,
            "figures": found.figures,
            "meetings": plan.meetings,
        },
    )
    return found


def today_of(plan: Plan) -> date:
    """The sample's day: twenty days into the newest quarter's returns."""
    return plan.quarters[-1].last_day + timedelta(days=20)


def _open_and_return(plan: Plan, quarter: Quarter) -> None:
    opened, returned = quarter.last_day + timedelta(days=1), quarter.last_day + timedelta(days=10)
    open_round(quarter=quarter, meeting=meeting_of(quarter), by=_post(OFFICER), at=_moment(opened))
    is_under_way = quarter == plan.quarters[-1]
    # The officer returns for every service at once: forty services would read the quarter forty times.
    officer, at = _post(OFFICER), _moment(returned)
    due = figures_due(round_of(quarter).pk, quarter=quarter)
    returns = tuple(returns_of(due, quarter=quarter, but_every=_UNDER_WAY if is_under_way else 0))
    taken = take_returns(returns=returns, file=None, by=officer, at=at, due=due)
    _answer(taken.warnings, by=officer, at=at + timedelta(minutes=20))
    ids = [one.figure_id for one in returns]
    submit_figures(figure_ids=ids, by=officer, at=at + timedelta(minutes=40), whole=False)


def _answer(warnings: Sequence[NewWarning], *, by: User, at: datetime) -> None:
    for code in sorted({one.code for one in warnings}):
        answer = ReturnedWarningAnswer(code=code, answer="Illustrative: checked, and right.", is_expected=False)
        ids = [one.figure_id for one in warnings if one.code == code]
        answer_warnings(figure_ids=ids, answers=[answer], by=by, at=at)


def _sign_off_and_freeze(plan: Plan, quarter: Quarter) -> None:
    round_id = round_of(quarter).pk
    at = _moment(quarter.last_day + timedelta(days=18))
    for number, services in directorates_of(plan).items():
        chosen = [chosen_figures(round_id, service=service_called(slug_of(one))).figure_ids for one in services]
        ids = [figure for figures in chosen for figure in figures]
        sign_off_figures(figure_ids=ids, by=_post(director_of(number)), at=at, whole=False)
    freeze_round(quarter=quarter, by=_post(OFFICER), at=_moment(quarter.last_day + timedelta(days=25)))


def _publish(quarter: Quarter) -> None:
    freeze = latest_freeze(quarter)
    assert freeze is not None
    at = _moment(quarter.last_day + timedelta(days=26))
    meeting = meeting_of(quarter)
    made_from = version_label(quarter, number=freeze.number)
    publication = publish_document(
        document_of(quarter, facts=facts_of(freeze), meeting=meeting, made_from=made_from, at=freeze.frozen_at),
        audience=AUDIENCE,
        period=str(quarter),
        made_from=made_from,
        presented_to="Sample Joint Committee",
        origin=MadeOf(kind=OriginKind.FREEZE, number=freeze.number, withheld=(), meeting_on=meeting),
        by=_post(OFFICER),
        at=at,
    )
    release_pack(publication.public_id, by=_post(CLERK), at=at + timedelta(days=2))


def _post(email: str) -> User:
    return person_by_email(email)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=_LONDON)
