"""What posts do in the demonstration, each by the operation that the command line uses for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import person_by_email
from goldenthread.committee.forms import read_committee
from goldenthread.committee.operations import import_committee
from goldenthread.demonstration.content import ServiceContent, addresses, services, text
from goldenthread.demonstration.filling import fill_in
from goldenthread.domain.periods import Quarter
from goldenthread.figures.forms.returns import read_returns
from goldenthread.figures.forms.template import returns_workbook
from goldenthread.figures.operations import (
    answer_queries,
    answer_warnings,
    freeze_round,
    open_round,
    query_figures,
    sign_off_figures,
    submit_figures,
    take_returns,
)
from goldenthread.figures.queries import (
    chosen_figures,
    figures_due,
    round_of,
    service_called,
    within_reach,
)
from goldenthread.figures.queries.returned import ReturnedFile, ReturnedWarningAnswer
from goldenthread.figures.rules import check_may_return_any
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.operations import import_register
from goldenthread.partnership.queries import person_or_first, the_partnership
from goldenthread.reports.documents.pack import JOINT_COMMITTEE
from goldenthread.reports.operations import publish_pack
from goldenthread.spreadsheets.reading import read_workbook

OFFICER = "Business Improvement and Analysis Officer"
CLERK = "Clerk to the Joint Committee"


def enter_meeting(name: str, *, at: datetime) -> None:
    """The clerk enters a meeting into the committee's record."""
    record = read_committee(text(f"committee/{name}.toml").encode(), file=f"{name}.toml")
    import_committee(record, by=person_or_first(addresses()[CLERK]), at=at)


def enter_register(register: Register, *, at: datetime) -> None:
    """The officer enters what the register says anew."""
    import_register(register, by=person_or_first(addresses()[OFFICER]), at=at)


def open_quarter(period: str, *, meeting: date | None, at: datetime) -> None:
    """The officer opens a round."""
    open_round(quarter=Quarter.parse(period), meeting=meeting, by=post(OFFICER), at=at)


def blank_workbook(service: ServiceContent, *, period: str, at: datetime) -> tuple[str, bytes]:
    """The name and bytes of the workbook that a service is sent."""
    quarter = Quarter.parse(period)
    due = figures_due(
        round_of(quarter).pk, quarter=quarter, services=[service_called(service.slug).id], with_earlier=True
    )
    partnership = the_partnership()
    workbook = returns_workbook(
        due,
        quarter=quarter,
        partnership="" if partnership is None else partnership.name,
        service=service.name,
        slug=service.slug,
        at=at,
    )
    return workbook.name, workbook.content


def return_workbook(slug: str, *, period: str, at: datetime) -> None:
    """The service's lead fills in its workbook and returns it."""
    service = _service(slug)
    lead = post(service.lead)
    name, blank = blank_workbook(service, period=period, at=at)
    content = fill_in(blank, service=slug, period=period)
    quarter = Quarter.parse(period)
    due = figures_due(round_of(quarter).pk, quarter=quarter)
    own = within_reach(due, reach=check_may_return_any(lead, at=at))
    found = read_returns(read_workbook(content, name=name), figures=due, may_return=own, quarter=quarter)
    file = ReturnedFile(name=name, content=content, sha256=hashlib.sha256(content).hexdigest())
    take_returns(returns=found.returns, problems=found.problems, file=file, by=lead, at=at)


def answer_warning(slug: str, *, period: str, name: str, answer: ReturnedWarningAnswer, at: datetime) -> None:
    """The service's lead says why an unlikely figure is right."""
    ids = _figures(period, names=[name])
    answer_warnings(figure_ids=ids, answers=[answer], by=post(_service(slug).lead), at=at)


def submit_service(slug: str, *, period: str, at: datetime) -> None:
    """The service's lead submits what was returned."""
    submit_figures(figure_ids=_figures(period, service=slug), by=post(_service(slug).lead), at=at, whole=False)


def ask(name: str, *, period: str, asked: str, at: datetime) -> None:
    """The officer asks about a figure."""
    query_figures(figure_ids=_figures(period, names=[name]), asked=asked, by=post(OFFICER), at=at)


def answer_question(name: str, *, slug: str, period: str, answer: str, at: datetime) -> None:
    """The service's lead answers."""
    answer_queries(figure_ids=_figures(period, names=[name]), answer=answer, by=post(_service(slug).lead), at=at)


def sign_off_directorate(directorate: str, *, period: str, at: datetime) -> None:
    """The director signs off what the directorate's services submitted."""
    own = [service for service in services() if service.directorate == directorate]
    ids = [figure for service in own for figure in _figures(period, service=service.slug)]
    sign_off_figures(figure_ids=ids, by=post(own[0].director), at=at, whole=False)


def freeze_quarter(period: str, *, at: datetime) -> None:
    """The officer freezes the round."""
    freeze_round(quarter=Quarter.parse(period), by=post(OFFICER), at=at)


def publish_quarter(period: str, *, at: datetime) -> None:
    """The officer publishes the pack for the joint committee, from the newest freeze."""
    publish_pack(quarter=Quarter.parse(period), audience=JOINT_COMMITTEE, by=post(OFFICER), at=at)


def post(name: str) -> User:
    """The person in a post."""
    return person_by_email(addresses()[name])


def _service(slug: str) -> ServiceContent:
    return next(service for service in services() if service.slug == slug)


def _figures(period: str, *, service: str = "", names: Sequence[str] = ()) -> tuple[int, ...]:
    round_id = round_of(Quarter.parse(period)).pk
    chosen = chosen_figures(round_id, service=service_called(service) if service else None, names=names)
    return chosen.figure_ids
