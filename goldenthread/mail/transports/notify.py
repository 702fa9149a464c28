"""Messages by GOV.UK Notify, which councils may use for e-mail without charge.

Notify wants a template of its own: subject `((subject))`, body `((body))`. It makes its own HTML from the text.
"""

from __future__ import annotations

import requests
from notifications_python_client.errors import HTTPError, InvalidResponse
from notifications_python_client.notifications import NotificationsAPIClient
from urllib3.exceptions import NewConnectionError

from goldenthread.mail.transports import Doubtful, Parcel, Postponed, Rejected, Unreachable

# https://docs.notifications.service.gov.uk/rest-api.html: a bad request; no right to send; too many at once.
_BAD_REQUEST, _FORBIDDEN, _NOT_FOUND, _TOO_MANY = 400, 403, 404, 429


class Notify:
    """Each message is sent under its reference, by which Notify can be asked for it afterwards."""

    name = "notify"

    def __init__(self, *, key: str, template: str, url: str) -> None:
        self.where = f"by GOV.UK Notify at {url}"
        self._template = template
        self._client = NotificationsAPIClient(key, base_url=url, timeout=30)

    def open(self) -> None:
        """There is no line to hold open."""

    def hand_over(self, parcel: Parcel) -> str:
        try:
            answer = self._client.send_email_notification(
                email_address=parcel.address,
                template_id=self._template,
                personalisation={"subject": parcel.subject, "body": parcel.text},
                reference=parcel.reference,
            )
            return str(answer["id"])
        except HTTPError as error:
            raise _meaning(error) from error
        except (InvalidResponse, LookupError, TypeError) as error:
            # It may have taken the message and speak otherwise than we know.
            raise Doubtful("GOV.UK Notify gave an answer that cannot be read.") from error

    def find(self, parcel: Parcel) -> str | None:
        try:
            found = self._client.get_all_notifications(reference=parcel.reference)["notifications"]
            return str(found[0]["id"]) if found else None
        except (HTTPError, InvalidResponse, LookupError, TypeError) as error:
            raise Unreachable(f"GOV.UK Notify cannot be asked: {error}") from error

    def close(self) -> None:
        self._client.request_session.close()


def _meaning(error: HTTPError) -> Exception:
    if error.response is None:
        words = "GOV.UK Notify cannot be reached."
        return Unreachable(words) if _never_left(error.__cause__) else Doubtful(words)
    words = f"GOV.UK Notify: {error.status_code} {error.message}"
    if error.status_code == _BAD_REQUEST:
        return Rejected(words)
    if error.status_code in (_FORBIDDEN, _NOT_FOUND, _TOO_MANY):
        return Unreachable(words)
    if error.status_code < 500:
        return Postponed(words)
    return Doubtful(words)


def _never_left(cause: BaseException | None) -> bool:
    """Whether no connection was made, so that nothing can have been taken."""
    if isinstance(cause, requests.ConnectTimeout):
        return True
    reason = getattr(cause.args[0], "reason", None) if cause is not None and cause.args else None
    return isinstance(reason, NewConnectionError)
