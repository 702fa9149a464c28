"""Which role may do what: the one table. docs/reference/roles.md is made from it.

A role is held through an appointment, which says where it reaches; nothing here says where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.partnership.models import Appointment

Role = Appointment.Role


class Permission(StrEnum):
    """Something that somebody may do, or see, by a role."""

    OPEN_ROUNDS = "open rounds"
    RETURN_FIGURES = "return figures"
    QUERY_FIGURES = "query figures"
    REOPEN_FIGURES = "reopen figures"
    EDIT_WORDS = "edit words"
    SIGN_OFF_FIGURES = "sign off figures"
    RECORD_SIGN_OFFS = "record sign-offs given by e-mail"
    RATE_BY_JUDGEMENT = "rate by judgement"
    CONFIRM_PROMISES = "confirm promises"
    REFRESH_FIGURES = "refresh figures"
    WITHHOLD_FIGURES = "withhold figures"
    FREEZE_FIGURES = "freeze figures"
    RESTATE_FIGURES = "restate figures"
    CLEAR_FIGURES = "clear figures"
    CLOSE_YEARS = "close years"
    KEEP_THE_REGISTER = "keep the register"
    KEEP_THE_RECORD = "keep the record"
    KEEP_PLANS = "keep plans"
    REPORT_PROGRESS = "report progress"
    READ_PLANS = "read plans"
    KEEP_REQUESTS = "keep requests"
    SCORE_REQUESTS = "score requests"
    GIVE_A_VIEW = "give a partner's view"
    DECIDE_REQUESTS = "decide requests"
    READ_REQUESTS = "read requests"
    PUBLISH = "publish"
    ISSUE = "issue"
    RELEASE = "release"
    READ_FIGURES_IN_PROGRESS = "read figures in progress"
    READ_EVERYTHING_FROZEN = "read everything frozen"
    READ_THE_LOG = "read the log"
    ADMINISTER_PEOPLE = "administer people"
    NAME_A_DEPUTY = "name a deputy"


@dataclass(frozen=True)
class Meaning:
    """Who holds a permission, what it lets them do, and whether they need a code to sign in."""

    roles: tuple[Role, ...]  # in the order that a refusal names them
    words: str
    needs_code: bool = False


_EVERY_ROLE = tuple(Role)

MEANINGS: Mapping[Permission, Meaning] = {
    Permission.OPEN_ROUNDS: Meaning(
        (Role.PERFORMANCE_OFFICER,), "Open a quarter, say which meeting it is for, and chase what is not returned."
    ),
    Permission.RETURN_FIGURES: Meaning(
        (Role.SERVICE_LEAD, Role.PERFORMANCE_OFFICER),
        "Return figures, explain those off target, answer warnings and questions, submit.",
    ),
    Permission.QUERY_FIGURES: Meaning(
        (Role.PERFORMANCE_OFFICER, Role.DIRECTOR, Role.SECTION_151), "Ask about a figure; it goes on once answered."
    ),
    Permission.REOPEN_FIGURES: Meaning(
        (Role.PERFORMANCE_OFFICER, Role.DIRECTOR), "Open a submitted, signed-off or frozen figure again."
    ),
    Permission.EDIT_WORDS: Meaning(
        (Role.PERFORMANCE_OFFICER,),
        "Edit published words; the author's own stay beside them. Write words of their own in a report.",
    ),
    Permission.SIGN_OFF_FIGURES: Meaning(
        (Role.DIRECTOR,), "Sign figures off, but never one that they returned themselves.", needs_code=True
    ),
    Permission.RECORD_SIGN_OFFS: Meaning(
        (Role.PERFORMANCE_OFFICER,),
        "Record that a director signed figures off by e-mail, with the e-mail; never of figures that they returned.",
        needs_code=True,
    ),
    Permission.RATE_BY_JUDGEMENT: Meaning(
        (Role.PERFORMANCE_OFFICER, Role.DIRECTOR), "Rate a figure by judgement, the computed rating beside it."
    ),
    Permission.CONFIRM_PROMISES: Meaning(
        (Role.PERFORMANCE_OFFICER, Role.DIRECTOR),
        "Confirm that a promise is kept which somebody else called done.",
    ),
    Permission.REFRESH_FIGURES: Meaning(
        (Role.PERFORMANCE_OFFICER,), "Copy what changed in the register on to an open round's figures."
    ),
    Permission.WITHHOLD_FIGURES: Meaning(
        (Role.PERFORMANCE_OFFICER,), "Keep a figure, or words about it, out of public packs, with the reason."
    ),
    Permission.FREEZE_FIGURES: Meaning(
        (Role.PERFORMANCE_OFFICER,), "Freeze a round's figures as a numbered version.", needs_code=True
    ),
    # Nobody signs a restatement off, so that it takes the person who answers for the register as a whole.
    Permission.RESTATE_FIGURES: Meaning(
        (Role.PERFORMANCE_OFFICER,), "Say what a frozen figure is now known to be, and why.", needs_code=True
    ),
    Permission.CLEAR_FIGURES: Meaning(
        (Role.SECTION_151, Role.PARTNER_LEAD), "Clear their council's frozen figures for publication.", needs_code=True
    ),
    Permission.CLOSE_YEARS: Meaning(
        (Role.PERFORMANCE_OFFICER,), "Close a year: each measure's outturn against its annual target.", needs_code=True
    ),
    Permission.KEEP_THE_REGISTER: Meaning(
        (Role.PERFORMANCE_OFFICER, Role.ADMINISTRATOR),
        "Change councils, services, provision, indicators, measures, targets and policies; propose a year's list.",
    ),
    Permission.KEEP_THE_RECORD: Meaning(
        (Role.CLERK, Role.PERFORMANCE_OFFICER, Role.ADMINISTRATOR),
        "Enter meetings, items and decisions of the committee.",
    ),
    Permission.KEEP_PLANS: Meaning(
        (Role.PERFORMANCE_OFFICER,),
        "Write priorities, plans and service plans, record that plans were agreed and what was changed of them since; "
        "open and close their quarters.",
    ),
    Permission.REPORT_PROGRESS: Meaning(
        (Role.SERVICE_LEAD, Role.DIRECTOR, Role.PERFORMANCE_OFFICER),
        "Say how an action of a plan stands, and by when it is expected.",
    ),
    Permission.READ_PLANS: Meaning(
        (
            Role.PERFORMANCE_OFFICER,
            Role.SERVICE_LEAD,
            Role.DIRECTOR,
            Role.SECTION_151,
            Role.PARTNER_LEAD,
            Role.CLERK,
            Role.MEMBER,
            Role.AUDITOR,
        ),
        "See priorities, plans that are final with their closed quarters, service plans and the thread between them.",
    ),
    Permission.KEEP_REQUESTS: Meaning(
        (Role.PERFORMANCE_OFFICER, Role.CLERK),
        "Write the protocol; receive requests of outside bodies, state what their evaluation rests on, enter what the "
        "committee decided of them and what came of it.",
    ),
    Permission.SCORE_REQUESTS: Meaning(
        (Role.PERFORMANCE_OFFICER, Role.DIRECTOR, Role.SERVICE_LEAD),
        "Score a request of an outside body, and settle where scorers differ.",
    ),
    Permission.GIVE_A_VIEW: Meaning(
        (Role.PARTNER_LEAD, Role.SECTION_151, Role.PERFORMANCE_OFFICER),
        "Say what their council's view is of a request of an outside body.",
    ),
    Permission.DECIDE_REQUESTS: Meaning(
        (Role.PERFORMANCE_OFFICER, Role.DIRECTOR),
        "Decide a request of an outside body, up to the value that the protocol gives an officer or a director.",
        needs_code=True,
    ),
    Permission.READ_REQUESTS: Meaning(
        (
            Role.PERFORMANCE_OFFICER,
            Role.SERVICE_LEAD,
            Role.DIRECTOR,
            Role.SECTION_151,
            Role.PARTNER_LEAD,
            Role.CLERK,
            Role.AUDITOR,
        ),
        "See the protocol, and requests of outside bodies with everything that was stated of them.",
    ),
    Permission.PUBLISH: Meaning(
        (Role.PERFORMANCE_OFFICER,), "Publish a pack, or a correction of one.", needs_code=True
    ),
    Permission.ISSUE: Meaning((Role.PERFORMANCE_OFFICER,), "Give a restricted pack to named people.", needs_code=True),
    Permission.RELEASE: Meaning(
        (Role.CLERK, Role.PERFORMANCE_OFFICER), "Make a publication public, with the agenda.", needs_code=True
    ),
    Permission.READ_FIGURES_IN_PROGRESS: Meaning(
        (Role.PERFORMANCE_OFFICER, Role.SERVICE_LEAD, Role.DIRECTOR, Role.SECTION_151, Role.PARTNER_LEAD),
        "See figures, drafts and notes before they are frozen, where the role reaches.",
    ),
    Permission.READ_EVERYTHING_FROZEN: Meaning(
        (Role.PERFORMANCE_OFFICER, Role.DIRECTOR, Role.MEMBER, Role.AUDITOR),
        "See every council's figures once they are frozen and issued, and what stands behind each.",
    ),
    Permission.READ_THE_LOG: Meaning(
        (Role.ADMINISTRATOR, Role.AUDITOR, Role.PERFORMANCE_OFFICER), "Read the event log, and save it as a file."
    ),
    Permission.ADMINISTER_PEOPLE: Meaning(
        (Role.ADMINISTRATOR,),
        "Invite people, close and open their accounts, and say who holds which role.",
        needs_code=True,
    ),
    Permission.NAME_A_DEPUTY: Meaning(
        _EVERY_ROLE, "Name who acts in their place while they are away, from a day to a day."
    ),
}

ROLE_WORDS: Mapping[Role, str] = {
    Role.ADMINISTRATOR: "Looks after people, their roles and the product itself; has no say in figures.",
    Role.PERFORMANCE_OFFICER: "Keeps the register, runs the quarter, and makes and publishes the report.",
    Role.SERVICE_LEAD: "Returns a service's figures and explains those that are off target.",
    Role.DIRECTOR: "Questions and signs off the figures of a directorate, and owns what was promised.",
    Role.SECTION_151: "Sees a council's figures every quarter, questions them and clears them.",
    Role.PARTNER_LEAD: "Stands for a partner council: sees its figures and clears them.",
    Role.CLERK: "Keeps the committee's record, and releases publications with the agenda.",
    Role.MEMBER: "Sits on the committee: reads what was issued, for every council.",
    Role.AUDITOR: "Asks of any frozen figure who, when, from what and under which rule.",
}


def roles_with(*permissions: Permission) -> tuple[Role, ...]:
    """The roles that hold any of the permissions, in the order that a refusal names them."""
    return tuple(dict.fromkeys(role for one in permissions for role in MEANINGS[one].roles))


def permissions_of(role: str) -> tuple[Permission, ...]:
    """What a role may do, in the order of the table."""
    return tuple(permission for permission, meaning in MEANINGS.items() if role in meaning.roles)


def role_needs_code(role: str) -> bool:
    """Whether who holds the role signs in with a code: it signs off, clears, publishes or administers."""
    return any(MEANINGS[permission].needs_code for permission in permissions_of(role))
