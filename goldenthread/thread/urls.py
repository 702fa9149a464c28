"""The pages of the golden thread: downwards from a council's priorities, upwards from whatever serves them."""

from django.urls import path

from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission
from goldenthread.thread.views import pages

_reads = needs(Permission.READ_PLANS, hidden=True)

app_name = "thread"
urlpatterns = [
    path("thread", _reads(pages.hub_page), name="hub"),
    path("thread/coverage", _reads(pages.coverage_page), name="coverage"),
    path("thread/priorities/<slug:slug>/<str:ref>", _reads(pages.priority_page), name="priority"),
    path("thread/indicators/<path:ref>", _reads(pages.indicator_page), name="indicator"),
    path("thread/actions/<slug:slug>/<str:ref>", _reads(pages.action_page), name="action"),
    path("thread/plans/<slug:slug>", _reads(pages.plan_page), name="plan"),
    path("thread/service-plans/<slug:service>/<slug:year>", _reads(pages.service_plan_page), name="service-plan"),
    path("thread/decisions/<path:reference>", _reads(pages.decision_page), name="decision"),
    path("thread/<slug:council>", _reads(pages.council_page), name="council"),
]
