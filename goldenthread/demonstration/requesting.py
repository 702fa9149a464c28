"""The protocol of the demonstration, and the case on which it is tried, each by the operation that the commands use."""

from __future__ import annotations

from datetime import datetime

from goldenthread.demonstration.content import table, text
from goldenthread.demonstration.doing import OFFICER, post
from goldenthread.domain.request_files import RequestFile
from goldenthread.requests.forms import read_protocol, read_request
from goldenthread.requests.operations import (
    agree_protocol,
    evaluate_request,
    import_request,
    score_all,
    settle_score,
    write_protocol,
)

REQUEST = "2019-001"
_FIRST, _SECOND = "First scorer", "Second scorer"


def write(*, at: datetime) -> None:
    """The protocol as a draft, for officers to try."""
    written = read_protocol(text("requests/protocol.toml").encode(), file="protocol.toml")
    write_protocol(written, by=post(OFFICER), at=at)


def enter(*, at: datetime) -> None:
    """The case, with everything that is stated of it; what is not known of it is left out."""
    import_request(_file(), by=post(OFFICER), at=at)


def score(*, at: datetime) -> None:
    """Two people score it, each by themselves, and where they differ, that is settled."""
    file, told = _file(), table("requests/story.toml")["request"]
    for scorer, who in ((_FIRST, told["first_scorer"]), (_SECOND, told["second_scorer"])):
        scores = [one.score for one in file.scores if one.scorer == scorer]
        score_all(reference=REQUEST, scores=scores, by=post(who), at=at)
    for settled in file.settled:
        settle_score(reference=REQUEST, settled=settled, by=post(OFFICER), at=at)


def evaluate(*, at: datetime) -> None:
    """What the protocol makes of it is written down."""
    evaluate_request(reference=REQUEST, by=post(OFFICER), at=at)


def agree(*, at: datetime) -> None:
    """The committee agreed the protocol, which was what an action of the Improvement Plan was to bring."""
    told = table("requests/story.toml")["agreed"]
    agree_protocol(number=1, decision=told["decision"], action=told["action"], by=post(OFFICER), at=at)


def _file() -> RequestFile:
    protocol = read_protocol(text("requests/protocol.toml").encode(), file="protocol.toml")
    file = "passenger-transport.toml"
    return read_request(text(f"requests/{file}").encode(), file=file, protocol=protocol)
