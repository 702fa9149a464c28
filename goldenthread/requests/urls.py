"""The pages of requests of outside bodies and of the protocol that evaluates them."""

from django.urls import path

from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission
from goldenthread.requests.views import asking, deciding, protocols, requests, stating

_reads = needs(Permission.READ_REQUESTS, hidden=True)
_keeps = needs(Permission.KEEP_REQUESTS, hidden=True)
_scores = needs(Permission.SCORE_REQUESTS, hidden=True)
_views = needs(Permission.GIVE_A_VIEW, hidden=True)
_ONE = "requests/<str:reference>"

app_name = "requests"
urlpatterns = [
    path("protocol", _reads(protocols.protocol_page), name="protocol"),
    path("protocol/new", _keeps(protocols.write_page), name="write-protocol"),
    path("protocol/<int:version>", _reads(protocols.version_page), name="protocol-version"),
    path("protocol/<int:version>/agree", _keeps(protocols.agree_page), name="agree-protocol"),
    path("requests", _reads(requests.register_page), name="requests"),
    path("requests/new", _keeps(asking.new_page), name="new"),
    path("requests/form.xlsx", _keeps(asking.form_page), name="form"),
    path("requests/upload", _keeps(asking.upload_page), name="upload"),
    path("requests/register.<slug:kind>", _reads(requests.export_page), name="export"),
    path("requests/quarters/<slug:period>", _reads(requests.quarter_page), name="quarter"),
    path(_ONE, _reads(requests.request_page), name="request"),
    path(f"{_ONE}/correct", _keeps(asking.correct_page), name="correct"),
    path(f"{_ONE}/acknowledge", _keeps(asking.acknowledge_page), name="acknowledge"),
    path(f"{_ONE}/withdraw", _keeps(asking.withdraw_page), name="withdraw"),
    path(f"{_ONE}/gates/<slug:gate>", _keeps(stating.gate_page), name="gate"),
    path(f"{_ONE}/staff", _keeps(stating.needs_page), name="needs"),
    path(f"{_ONE}/price", _keeps(stating.price_page), name="build-price"),
    path(f"{_ONE}/found", _keeps(stating.considerations_page), name="considerations"),
    path(f"{_ONE}/views/<slug:council>", _views(stating.view_page), name="view"),
    path(f"{_ONE}/case", _keeps(stating.case_page), name="case"),
    path(f"{_ONE}/score", _scores(stating.score_page), name="score"),
    path(f"{_ONE}/settle/<slug:criterion>", _scores(stating.settle_page), name="settle"),
    path(f"{_ONE}/protocol", _keeps(stating.use_protocol_page), name="use-protocol"),
    path(f"{_ONE}/evaluate", _reads(deciding.evaluate_page), name="evaluate"),
    path(f"{_ONE}/decide", _reads(deciding.decide_page), name="decide"),
    path(f"{_ONE}/reply", _keeps(deciding.reply_page), name="reply"),
    path(f"{_ONE}/agreement", _keeps(deciding.agreement_page), name="agreement"),
    path(f"{_ONE}/income", _keeps(deciding.income_page), name="enter-income"),
    path(f"{_ONE}/review", _keeps(deciding.review_page), name="review"),
    path(f"{_ONE}/end", _keeps(deciding.end_page), name="end"),
]
