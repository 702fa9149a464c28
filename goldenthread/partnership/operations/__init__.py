"""Everything that changes councils, services, provision, people and their appointments."""

from goldenthread.partnership.operations.appointing import (
    AlreadyAppointed,
    AppointmentUnknown,
    EndedAlready,
    KnownAlready,
    appoint,
    end_appointment,
    invite_new,
)
from goldenthread.partnership.operations.as_seen import ChangedMeanwhile
from goldenthread.partnership.operations.messages import send_message_again
from goldenthread.partnership.operations.people import (
    AccountClosed,
    AdministratorThere,
    DeputyRefused,
    NameAsBefore,
    NameMissing,
    NotLinked,
    OwnAccount,
    call_off_deputy,
    close_account,
    first_administrator,
    invite,
    name_deputy,
    open_account,
    rename,
    unlink_account,
)
from goldenthread.partnership.operations.sheets import enter_partnership, happening_of

__all__ = [
    "AccountClosed",
    "AdministratorThere",
    "AlreadyAppointed",
    "AppointmentUnknown",
    "ChangedMeanwhile",
    "DeputyRefused",
    "EndedAlready",
    "KnownAlready",
    "NameAsBefore",
    "NameMissing",
    "NotLinked",
    "OwnAccount",
    "appoint",
    "call_off_deputy",
    "close_account",
    "end_appointment",
    "enter_partnership",
    "first_administrator",
    "happening_of",
    "invite",
    "invite_new",
    "name_deputy",
    "open_account",
    "rename",
    "send_message_again",
    "unlink_account",
]
