"""Everything that changes councils, services, provision, people and their appointments."""

from goldenthread.partnership.operations.messages import send_message_again
from goldenthread.partnership.operations.people import (
    AccountClosed,
    AdministratorThere,
    DeputyRefused,
    NameMissing,
    NotLinked,
    OwnAccount,
    call_off_deputy,
    close_account,
    first_administrator,
    invite,
    name_deputy,
    open_account,
    unlink_account,
)
from goldenthread.partnership.operations.sheets import enter_partnership, happening_of

__all__ = [
    "AccountClosed",
    "AdministratorThere",
    "DeputyRefused",
    "NameMissing",
    "NotLinked",
    "OwnAccount",
    "call_off_deputy",
    "close_account",
    "enter_partnership",
    "first_administrator",
    "happening_of",
    "invite",
    "name_deputy",
    "open_account",
    "send_message_again",
    "unlink_account",
]
