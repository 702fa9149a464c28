"""What follows of a request that was accepted: its agreement, income by partner, reviews, and its end."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.domain.cost_shares import apportioned
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plain import from_plain
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import check_says_why
from goldenthread.domain.request_decisions import (
    AgreementRecord,
    DecisionRecord,
    IncomeRecord,
    RequestStep,
    ReviewRecord,
    wrong_agreement,
    wrong_income,
    wrong_review,
)
from goldenthread.domain.request_records import CaseRecord
from goldenthread.partnership.models import Council
from goldenthread.requests.models import Request, Statement
from goldenthread.requests.operations.writing import add_statement, locked_request, step_on
from goldenthread.requests.rules import check_can_keep_requests

_Kind = Statement.Kind
_PENNY = Decimal("0.01")


@transaction.atomic
def enter_agreement(
    *, reference: str, version: int | None, agreed: AgreementRecord, by: User, at: datetime
) -> Statement:
    """The agreement with the requester, once: it runs from now on.

    Raises RoleMissing, RequestUnknown, RequestChanged, RequestStepNotAllowed, and InputRefused; that the shares do not
    come to 100 is among it.
    """
    today = timezone.localdate(at)
    check_can_keep_requests(by, on=today)
    request = locked_request(reference, version=version)
    state = step_on(request, RequestStep.AGREE)
    decided: DecisionRecord = from_plain(DecisionRecord, _newest(request, _Kind.DECISION))
    problems = list(wrong_agreement(agreed, decided_on=decided.decided_on, today=today))
    known = set(Council.objects.values_list("slug", flat=True))
    problems += [
        Problem(f"There is no council {one!r}.", column="shares", found=one)
        for one in agreed.shares
        if one not in known
    ]
    if problems:
        raise InputRefused(problems)
    made = add_statement(request, _Kind.AGREEMENT, agreed, state=state, by=by, at=at)
    assert made is not None, "nothing was agreed before"
    return made


@transaction.atomic
def enter_income(
    *,
    reference: str,
    period: str,
    amount: Decimal,
    version: int | None = None,
    by: User,
    at: datetime,
) -> Statement | None:
    """What was received for a quarter in all, in pounds; split by the agreed shares, its parts come to it to the penny.

    What was entered before of the quarter stays beside it. Raises RoleMissing, RequestUnknown, RequestChanged,
    RequestStepNotAllowed, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_requests(by, on=today)
    request = locked_request(reference, version=version)
    state = step_on(request, RequestStep.INCOME)
    agreement: AgreementRecord = from_plain(AgreementRecord, _newest(request, _Kind.AGREEMENT))
    problems = list(wrong_income(period, amount, agreement=agreement, today=today))
    if problems:
        raise InputRefused(problems)
    quarter = str(Quarter.parse(period))
    exact = amount.quantize(_PENNY)
    # A database may give the shares in another order: of the councils' own, the odd penny falls the same everywhere.
    order = Council.objects.order_by("position").values_list("slug", flat=True)
    shares = {slug: agreement.shares[slug] for slug in order if slug in agreement.shares}
    income = IncomeRecord(period=quarter, amount=exact, parts=apportioned(exact, shares, step=_PENNY))
    return add_statement(request, _Kind.INCOME, income, key=quarter, state=state, by=by, at=at)


@transaction.atomic
def review_request(*, reference: str, review: ReviewRecord, version: int | None, by: User, at: datetime) -> Statement:
    """What came of each benefit that the case expected. Earlier reviews stay.

    Raises RoleMissing, RequestUnknown, RequestChanged, RequestStepNotAllowed, InputRefused.
    """
    today = timezone.localdate(at)
    check_can_keep_requests(by, on=today)
    request = locked_request(reference, version=version)
    state = step_on(request, RequestStep.REVIEW)
    agreement: AgreementRecord = from_plain(AgreementRecord, _newest(request, _Kind.AGREEMENT))
    case: CaseRecord = from_plain(CaseRecord, _newest(request, _Kind.CASE))
    problems = list(wrong_review(review, expected=case.benefits, agreement=agreement, today=today))
    if problems:
        raise InputRefused(problems)
    made = add_statement(request, _Kind.REVIEW, review, state=state, by=by, at=at)
    if made is None:
        raise InputRefused([Problem("The last review says the same.", column="words")])
    return made


@transaction.atomic
def end_request(*, reference: str, version: int | None, because: str, by: User, at: datetime) -> Statement:
    """It has ended, as agreed or before. Raises RoleMissing, RequestUnknown, RequestChanged, RequestStepNotAllowed,
    NoReason."""
    check_can_keep_requests(by, on=timezone.localdate(at))
    request = locked_request(reference, version=version)
    state = step_on(request, RequestStep.END)
    check_says_why(because, of="A request that has ended")
    made = add_statement(request, _Kind.ENDED, {"words": because.strip()}, state=state, by=by, at=at)
    assert made is not None, "nothing was ended before"
    return made


def _newest(request: Request, kind: str) -> object:
    return request.statements.filter(kind=kind).order_by("-number").values_list("content", flat=True)[0]
