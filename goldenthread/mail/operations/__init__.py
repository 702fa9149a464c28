"""Everything that queues a message, sends it, or decides about one that may have been sent."""

from goldenthread.mail.operations.outbox import Sendings, note_work, send_ready, settle_left_behind
from goldenthread.mail.operations.queueing import Addressee, make_digests, send, withdraw
from goldenthread.mail.operations.wishes import (
    MessageUnknown,
    NotToBeSentAgain,
    choose_digest,
    send_again,
)

__all__ = [
    "Addressee",
    "MessageUnknown",
    "NotToBeSentAgain",
    "Sendings",
    "choose_digest",
    "make_digests",
    "note_work",
    "send",
    "send_again",
    "send_ready",
    "settle_left_behind",
    "withdraw",
]
