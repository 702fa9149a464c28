"""What posts do in the demonstration, each by the operation that the command line uses for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import person_by_email
from goldenthread.committee.forms import read_committee
from goldenthread.committee.operations import import_committee
from goldenthread.demonstration.content import ServiceContent, addresses, services, text
from goldenthread.demonstration.filling import fill_in, fill_in_one, fill_in_what_is_blank
from goldenthread.domain.periods import Quarter
from goldenthread.domain.rating import RatingCode
from goldenthread.domain.restated import RestatementKind
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.forms.restating import TypedValue, read_restated
from goldenthread.figures.forms.returns import read_returns
from goldenthread.figures.forms.template import Workbook, returns_workbook
from goldenthread.figures.operations import (
    Editing,
    Overriding,
    Restating,
    WithholdingSaid,
    answer_queries,
    answer_warnings,
    edit_words,
    freeze_round,
    open_round,
    override_ratings,
    query_figures,
    restate_figure,
    sign_off_figures,
    submit_figures,
    take_returns,
    withhold,
)
from goldenthread.figures.queries import (
    DueFigure,
    chosen_figures,
    figures_due,
    round_of,
    service_called,
    within_reach,
)
from goldenthread.figures.queries.named import figure_named
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


def filled_workbook(slug: str, *, period: str, at: datetime) -> Workbook:
    """The workbook that the service is sent, filled in."""
    return _filled(_due(slug, period=period), slug=slug, period=period, at=at)


def return_workbook(slug: str, *, period: str, at: datetime, is_drawn: bool = False) -> None:
    """The service's lead fills in the workbook and returns it; what is blank, with drawn figures where that is said."""
    _return(_filled(_due(slug, period=period), slug=slug, period=period, at=at, is_drawn=is_drawn), slug, period, at=at)


def correct_return(slug: str, *, period: str, ref: str, council: str, value: str, note: str, at: datetime) -> None:
    """The service's lead returns the workbook again, with one figure in place of another."""
    blank = _blank(_due(slug, period=period), slug=slug, period=period, at=at)
    content = fill_in_one(blank.content, ref=ref, council=council, value=value, note=note)
    _return(replace(blank, content=content), slug, period, at=at)


def _return(filled: Workbook, slug: str, period: str, *, at: datetime) -> None:
    lead = post(_service(slug).lead)
    due = _due(slug, period=period)
    own = within_reach(due, reach=check_may_return_any(lead, at=at))
    read = read_workbook(filled.content, name=filled.name)
    found = read_returns(read, figures=due, may_return=own, quarter=Quarter.parse(period))
    file = ReturnedFile(name=filled.name, content=filled.content, sha256=hashlib.sha256(filled.content).hexdigest())
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


def judge(name: str, *, period: str, rating: str, reason: str, at: datetime) -> None:
    """The officer rates a figure by judgement."""
    chosen = chosen_figures(round_of(Quarter.parse(period)).pk, names=[name])
    said = Overriding(figure_ids=chosen.figure_ids, versions=chosen.versions, rating=RatingCode(rating), reason=reason)
    override_ratings(said, by=post(OFFICER), at=at)


def edit(name: str, *, period: str, reasons: str, because: str, at: datetime) -> None:
    """The officer edits the words of an exception report for publication; the author's own are kept."""
    figure = figure_named(Quarter.parse(period), name=name)
    said = Editing(
        figure_id=figure.figure_id, version=figure.version, reasons=reasons, back_on_track=None, because=because
    )
    edit_words(said, by=post(OFFICER), at=at)


def keep_back(name: str, *, period: str, what: str, reason: str, at: datetime) -> None:
    """The officer withholds a part of a figure from the public."""
    ids = _figures(period, names=[name])
    said = WithholdingSaid(figure_ids=ids, what=WithheldPart(what), withheld=True, reason=reason)
    withhold(said, by=post(OFFICER), at=at)


def answer_question(name: str, *, slug: str, period: str, answer: str, at: datetime) -> None:
    """The service's lead answers."""
    answer_queries(figure_ids=_figures(period, names=[name]), answer=answer, by=post(_service(slug).lead), at=at)


def sign_off_directorate(directorate: str, *, period: str, at: datetime) -> None:
    """The director signs off what the directorate's services submitted."""
    own = [service for service in services() if service.directorate == directorate]
    ids = [figure for service in own for figure in _figures(period, service=service.slug)]
    sign_off_figures(figure_ids=ids, by=post(own[0].director), at=at, whole=False)


def restate(name: str, *, period: str, value: str, kind: str, reason: str, at: datetime) -> None:
    """The officer says what a frozen figure is now known to be."""
    figure = figure_named(Quarter.parse(period), name=name)
    said = Restating(
        figure_id=figure.figure_id,
        version=figure.version,
        kind=RestatementKind(kind),
        reason=reason,
        reading=read_restated(TypedValue(value=value, numerator="", denominator=""), terms=figure.terms, name=name),
        provisional=False,
    )
    restate_figure(said, by=post(OFFICER), at=at)


def freeze_quarter(period: str, *, at: datetime) -> None:
    """The officer freezes the round."""
    freeze_round(quarter=Quarter.parse(period), by=post(OFFICER), at=at)


def publish_quarter(period: str, *, at: datetime) -> None:
    """The officer publishes the pack for the joint committee, from the newest freeze."""
    publish_pack(quarter=Quarter.parse(period), audience=JOINT_COMMITTEE, by=post(OFFICER), at=at)


def post(name: str) -> User:
    """The person in a post."""
    return person_by_email(addresses()[name])


def _due(slug: str, *, period: str) -> tuple[DueFigure, ...]:
    quarter = Quarter.parse(period)
    service = service_called(slug)
    return figures_due(round_of(quarter).pk, quarter=quarter, services=[service.id], with_earlier=True)


def _filled(due: Sequence[DueFigure], *, slug: str, period: str, at: datetime, is_drawn: bool = False) -> Workbook:
    blank = _blank(due, slug=slug, period=period, at=at)
    fill = fill_in_what_is_blank if is_drawn else fill_in
    return replace(blank, content=fill(blank.content, service=slug, period=period))


def _blank(due: Sequence[DueFigure], *, slug: str, period: str, at: datetime) -> Workbook:
    partnership = the_partnership()
    return returns_workbook(
        due,
        quarter=Quarter.parse(period),
        partnership="" if partnership is None else partnership.name,
        service=_service(slug).name,
        slug=slug,
        at=at,
    )


def _service(slug: str) -> ServiceContent:
    return next(service for service in services() if service.slug == slug)


def _figures(period: str, *, service: str = "", names: Sequence[str] = ()) -> tuple[int, ...]:
    round_id = round_of(Quarter.parse(period)).pk
    chosen = chosen_figures(round_id, service=service_called(service) if service else None, names=names)
    return chosen.figure_ids
