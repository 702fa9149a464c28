"""Everything that changes requests and the protocol."""

from goldenthread.requests.operations.after import end_request, enter_agreement, enter_income, review_request
from goldenthread.requests.operations.deciding import (
    decide_request,
    evaluate_request,
    put_to_committee,
    reply_to_requester,
)
from goldenthread.requests.operations.importing import Imported, import_request
from goldenthread.requests.operations.protocols import agree_protocol, write_protocol
from goldenthread.requests.operations.receiving import (
    acknowledge_request,
    correct_request,
    receive_request,
    withdraw_request,
)
from goldenthread.requests.operations.stating import (
    answer_gate,
    build_price,
    consider,
    consider_all,
    record_partner_view,
    score_all,
    score_criterion,
    settle_score,
    state_case,
    state_needs,
    use_protocol,
)

__all__ = [
    "Imported",
    "acknowledge_request",
    "agree_protocol",
    "answer_gate",
    "build_price",
    "consider",
    "consider_all",
    "correct_request",
    "decide_request",
    "end_request",
    "enter_agreement",
    "enter_income",
    "evaluate_request",
    "import_request",
    "put_to_committee",
    "receive_request",
    "record_partner_view",
    "reply_to_requester",
    "review_request",
    "score_all",
    "score_criterion",
    "settle_score",
    "state_case",
    "state_needs",
    "use_protocol",
    "withdraw_request",
    "write_protocol",
]
