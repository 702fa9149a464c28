"""What an administrator decides about messages."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.mail.operations import send_again
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.rules import check_may


@transaction.atomic
def send_message_again(*, number: int, by: User, today: date, at: datetime) -> str:
    """Has a message sent once more that may have been sent, or was given up; the address that it goes to.

    Raises RoleMissing, CodeMissing, MessageUnknown and NotToBeSentAgain.
    """
    check_may(by, Permission.ADMINISTER_PEOPLE, today=today)
    return send_again(number=number, by=by.pk, at=at)
