"""Messages to a mail server."""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from goldenthread.mail.transports import Doubtful, Parcel, Postponed, Rejected, Unreachable
from goldenthread.mail.transports.letters_by_mail import as_mail, message_id


class Smtp:
    """One connection for all that is sent in a row. What a server took, it cannot be asked for."""

    name = "smtp"

    def __init__(self, *, sender: str, host: str, port: int, **options: Any) -> None:
        self.where = f"to the mail server {host}:{port}"
        self._sender = sender
        self._backend = EmailBackend(host=host, port=port, **options)

    def open(self) -> None:
        try:
            if self._is_open():
                return
            self.close()
            self._backend.open()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(f"The mail server cannot be used: {_words(error)}") from error

    def hand_over(self, parcel: Parcel) -> str:
        mail = as_mail(parcel, sender=self._sender)
        try:
            self._backend.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            raise _refusal(code, said) from refused
        except smtplib.SMTPSenderRefused as refused:
            # Of every message alike: the sender's address is a setting.
            raise Unreachable(f"The mail server refuses the sender: {_said(refused.smtp_error)}") from refused
        except smtplib.SMTPDataError as refused:
            raise _refusal(refused.smtp_code, refused.smtp_error) from refused
        except (OSError, smtplib.SMTPException) as error:
            # The server may have taken it before the line broke.
            self.close()
            raise Doubtful(f"The line to the mail server broke: {_words(error)}") from error
        return message_id(parcel, sender=self._sender)

    def find(self, parcel: Parcel) -> str | None:
        raise Doubtful("The product was stopped while it handed this to the mail server.")

    def close(self) -> None:
        # A line that is broken already is as closed as it will be.
        self._backend.fail_silently = True
        self._backend.close()
        self._backend.connection = None
        self._backend.fail_silently = False

    def _is_open(self) -> bool:
        """A server hangs up on who is silent for long: ask before anything is taken for sent."""
        line = self._backend.connection
        if line is None:
            return False
        try:
            return bool(line.noop()[0] == 250)
        except (OSError, smtplib.SMTPException):
            return False


def _refusal(code: int, said: bytes | str) -> Exception:
    """RFC 5321, 4.2.1: 4xx is for now, 5xx for good."""
    words = f"The mail server refuses it: {code} {_said(said)}"
    return Postponed(words) if code < 500 else Rejected(words)


def _said(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_said(error.smtp_error)}"
    return str(error) or type(error).__name__
