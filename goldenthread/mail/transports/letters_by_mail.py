"""A message as e-mail has it: the text first, the same in HTML beside it."""

from __future__ import annotations

from email.utils import parseaddr

from django.core.mail import EmailMultiAlternatives

from goldenthread.mail.transports import Parcel, Rejected


def as_mail(parcel: Parcel, *, sender: str) -> EmailMultiAlternatives:
    """The message; its Message-ID is made from the reference, so that two copies of it are seen to be one.

    Raises Rejected for an address that no mail can be written to.
    """
    mail = EmailMultiAlternatives(
        subject=parcel.subject,
        body=parcel.text,
        from_email=sender,
        to=[parcel.address],
        # RFC 3834: no answer is wanted from a machine, an absence note for one.
        headers={"Message-ID": message_id(parcel, sender=sender), "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(parcel.html, "text/html")
    try:
        parcel.address.rpartition("@")[0].encode("ascii")
        mail.message()
    except ValueError as error:  # letters beyond ASCII before the @, or a line end
        raise Rejected(f"Nothing can be sent to the address {parcel.address!r}.") from error
    return mail


def message_id(parcel: Parcel, *, sender: str) -> str:
    """<reference@the sender's host>"""
    return f"<{parcel.reference}@{parseaddr(sender)[1].rpartition('@')[2]}>"
