"""Who may do what, and what may stand in the partnership's sheets."""

from goldenthread.partnership.rules.names import Names
from goldenthread.partnership.rules.roles import (
    CodeMissing,
    NotAllowed,
    RoleMissing,
    check_code,
    check_may,
    roles_in_words,
    why_no_code,
)
from goldenthread.partnership.rules.sheets import PartnershipChanges, check_sheets

__all__ = [
    "CodeMissing",
    "Names",
    "NotAllowed",
    "PartnershipChanges",
    "RoleMissing",
    "check_code",
    "check_may",
    "check_sheets",
    "roles_in_words",
    "why_no_code",
]
