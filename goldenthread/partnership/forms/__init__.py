"""What people say of the partnership: in the sheets of a register, and on its pages."""

from goldenthread.partnership.forms.sheets import (
    COUNCIL_MEANING,
    FROM_MEANING,
    AppointmentRow,
    CouncilRow,
    DirectorateRow,
    PartnershipRow,
    PartnershipSheets,
    PersonRow,
    ProvisionRow,
    ServiceRow,
)

__all__ = [
    "COUNCIL_MEANING",
    "FROM_MEANING",
    "AppointmentRow",
    "CouncilRow",
    "DirectorateRow",
    "PartnershipRow",
    "PartnershipSheets",
    "PersonRow",
    "ProvisionRow",
    "ServiceRow",
]
