"""By which legal power a request of an outside body may be met, and what each power asks.

Local Authorities (Goods and Services) Act 1970, section 1: local authorities, joint committees among them, may supply
goods, administrative, professional and technical services and the use of vehicles with their staff to other local
authorities and to public bodies that an order designates, on terms that both find right. Local Government Act 2003,
section 93: a charge for a discretionary service that the other agreed to, taking one year with another at no more than
its cost. Section 95: to trade for profit, through a company alone, after the business case of article 2 of the Local
Government (Best Value Authorities) (Power to Trade) (England) Order 2009 (SI 2009/2393) was approved. Localism Act
2011, section 1: the general power, charging no more than the cost (section 3), for a commercial purpose through a
company alone (section 4). This is what is asked, and no legal advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.domain.reasons import says_why


class Power(StrEnum):
    """A power to choose from."""

    GOODS_AND_SERVICES = "1970-section-1"
    CHARGE = "2003-section-93"
    TRADE = "2003-section-95"
    COMPETENCE = "2011-section-1"

    @property
    def words(self) -> str:
        """The Act and the section."""
        return _ACTS[self]


_ACTS: Mapping[Power, str] = {
    Power.GOODS_AND_SERVICES: "Local Authorities (Goods and Services) Act 1970, section 1",
    Power.CHARGE: "Local Government Act 2003, section 93 (charging for discretionary services)",
    Power.TRADE: "Local Government Act 2003, section 95 (trading through a company)",
    Power.COMPETENCE: "Localism Act 2011, section 1 (general power of competence)",
}


class BodyKind(StrEnum):
    """What kind of body asks."""

    PARTNER = "partner council"
    LOCAL_AUTHORITY = "local authority"
    PUBLIC_BODY = "public body"
    SCHOOL = "school"
    CHARITY = "charity"
    PRIVATE = "private body"


@dataclass(frozen=True, kw_only=True)
class BusinessCase:
    """What article 2 of the Order of 2009 wants of the case for trading, and who approved it."""

    objectives: str
    resources: str  # investment and other resources
    risks: str  # and how significant they are
    results: str  # expected financial results, and other outcomes
    approved_by: str


@dataclass(frozen=True, kw_only=True)
class PowerClaim:
    """The power that is relied on, with what it asks. `designated_by` names the order that makes a body a public body
    of the Act of 1970; `by_company`: the service is supplied by a company of the councils."""

    power: Power
    designated_by: str = ""
    by_company: bool = False
    business_case: BusinessCase | None = None


def wrong_power(claim: PowerClaim, *, body: BodyKind, is_above_cost: bool) -> Iterator[str]:
    """Why the power does not carry this, a sentence each; nothing where it does.

    `is_above_cost`: the price is over the full cost, so that it makes a profit.
    """
    match claim.power:
        case Power.GOODS_AND_SERVICES:
            yield from _goods_and_services(claim, body=body)
        case Power.CHARGE:
            if is_above_cost:
                yield "Section 93 allows a charge up to the cost, and the price is above it."
        case Power.TRADE:
            yield from _trade(claim)
        case Power.COMPETENCE:
            if is_above_cost and not claim.by_company:
                yield "Section 4 of the Localism Act 2011 wants a company for what is done for profit."


def _goods_and_services(claim: PowerClaim, *, body: BodyKind) -> Iterator[str]:
    if body in (BodyKind.PARTNER, BodyKind.LOCAL_AUTHORITY):
        return
    if body in (BodyKind.PRIVATE, BodyKind.CHARITY):
        yield f"The Act of 1970 is for local authorities and designated public bodies, and not for a {body.value}."
    elif not claim.designated_by.strip():
        yield f"Name the order that designates this {body.value} as a public body of the Act of 1970."


def _trade(claim: PowerClaim) -> Iterator[str]:
    if not claim.by_company:
        yield "Section 95 allows trading through a company alone."
    case = claim.business_case
    if case is None:
        yield "The Order of 2009 wants a business case that was approved, and there is none."
        return
    for words, called in (
        (case.objectives, "its objectives"),
        (case.resources, "the investment and other resources"),
        (case.risks, "the risks, and how significant they are"),
        (case.results, "the financial results and other outcomes that are expected"),
    ):
        if not says_why(words):
            yield f"The business case does not say {called}."
    if not case.approved_by.strip():
        yield "The business case was approved by nobody yet."
