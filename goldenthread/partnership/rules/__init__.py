"""Who may do what, and what may stand in the partnership's sheets."""

from goldenthread.partnership.rules.names import Names
from goldenthread.partnership.rules.roles import RoleMissing, check_holds_role
from goldenthread.partnership.rules.sheets import PartnershipChanges, check_sheets

__all__ = ["Names", "PartnershipChanges", "RoleMissing", "check_holds_role", "check_sheets"]
