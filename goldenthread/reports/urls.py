"""The pages of a quarter, of the register, of an indicator and of reports. What somebody may see, queries say."""

from django.urls import path

from goldenthread.accounts.access import signed_in
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission
from goldenthread.reports.views import addresses, despatching, filing, plan_reports, quarters, requests, service_plans

_reads_plans = needs(Permission.READ_PLANS, hidden=True)
_publishes = needs(Permission.PUBLISH, whole=True, hidden=True)
_keeps = needs(Permission.KEEP_THE_RECORD, hidden=True)
_reads_requests = needs(Permission.READ_REQUESTS, hidden=True)
_keeps_requests = needs(Permission.KEEP_REQUESTS, hidden=True)

_PROGRESS = "plans/<slug:slug>/quarters/<slug:period>"
_SERVICE_PLAN = "service-plans/<slug:service>/<slug:year>"

app_name = "reports"
urlpatterns = [
    path("quarters", signed_in(quarters.quarters_page), name="quarters"),
    path("quarters/<slug:period>", signed_in(quarters.overview_page), name="overview"),
    path("quarters/<slug:period>/figures", signed_in(quarters.figures_page), name="figures"),
    path("indicators", signed_in(quarters.register_page), name="register"),
    path("indicators/export", signed_in(quarters.export_register), name="export"),
    path("indicators/<path:ref>", signed_in(quarters.indicator_page), name="indicator"),
    path("committee/items/<int:item_id>/report/file", _keeps(filing.file_page), name="file-report"),
    path("committee/meetings/<int:meeting_id>/due", _keeps(despatching.due_page), name="due"),
    path("committee/meetings/<int:meeting_id>/checks", _keeps(despatching.papers_page), name="papers"),
    path("committee/meetings/<int:meeting_id>/checks/<slug:key>", _keeps(despatching.pass_page), name="pass"),
    path("committee/meetings/<int:meeting_id>/publish", _keeps(despatching.send_out_page), name="send-out"),
    path(f"{_SERVICE_PLAN}/document", _reads_plans(service_plans.service_plan_page), name="service-plan"),
    path(f"{_SERVICE_PLAN}/document.pdf", _reads_plans(service_plans.service_plan_pdf), name="service-plan-pdf"),
    path(f"{_PROGRESS}/report", _publishes(plan_reports.report_page), name="plan-report"),
    path(f"{_PROGRESS}/report/publish", _publishes(plan_reports.publish_page), name="publish-plan-report"),
    path("protocol/<int:version>/document", _reads_requests(requests.protocol_page), name="protocol"),
    path("protocol/<int:version>/document.pdf", _reads_requests(requests.protocol_pdf), name="protocol-pdf"),
    path("requests/quarters/<slug:period>/document", _reads_requests(requests.register_page), name="requests"),
    path("requests/quarters/<slug:period>/document.pdf", _reads_requests(requests.register_pdf), name="requests-pdf"),
    path("requests/<str:reference>/evaluation", _reads_requests(requests.evaluation_page), name="evaluation"),
    path("requests/<str:reference>/evaluation.pdf", _reads_requests(requests.evaluation_pdf), name="evaluation-pdf"),
    path("requests/<str:reference>/notice", _reads_requests(requests.notice_page), name="notice"),
    path("requests/<str:reference>/notice.pdf", _reads_requests(requests.notice_pdf), name="notice-pdf"),
    path("requests/<str:reference>/notice/publish", _publishes(requests.publish_page), name="publish-notice"),
    path("requests/<str:reference>/committee", _keeps_requests(requests.put_page), name="put-request"),
    *addresses.urlpatterns,
]
