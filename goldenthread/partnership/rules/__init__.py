"""Who may do what, and what may stand in the partnership's sheets."""

from goldenthread.partnership.rules.names import Names
from goldenthread.partnership.rules.roles import (
    CodeMissing,
    LastAdministrator,
    NotAllowed,
    OwnRole,
    RoleMissing,
    check_code,
    check_is_given_by_another,
    check_may,
    check_somebody_administers,
    roles_in_words,
    why_no_code,
)
from goldenthread.partnership.rules.sheets import PartnershipChanges, check_sheets

__all__ = [
    "CodeMissing",
    "LastAdministrator",
    "Names",
    "NotAllowed",
    "OwnRole",
    "PartnershipChanges",
    "RoleMissing",
    "check_code",
    "check_is_given_by_another",
    "check_may",
    "check_sheets",
    "check_somebody_administers",
    "roles_in_words",
    "why_no_code",
]
