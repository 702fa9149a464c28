"""The pages of plans: for those who report on them, and for the officer who keeps them."""

from django.urls import path

from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission
from goldenthread.plans.views import actions, kept_under_review, plans, priorities, resources, service_plans

_reads = needs(Permission.READ_PLANS, hidden=True)
_reports = needs(Permission.REPORT_PROGRESS, hidden=True)
_keeps = needs(Permission.KEEP_PLANS, hidden=True)
_confirms = needs(Permission.CONFIRM_PROMISES, hidden=True)
_PRIORITY = "priorities/<slug:slug>/<str:ref>"
_PLAN, _QUARTER = "plans/<slug:slug>", "plans/<slug:slug>/quarters/<slug:period>"

app_name = "plans"
urlpatterns = [
    path("plans", _reads(plans.plans_page), name="plans"),
    path(_PLAN, _reads(plans.plan_page), name="plan"),
    path(f"{_PLAN}/agree", _keeps(plans.agree_page), name="agree"),
    path(f"{_PLAN}/amendments/<int:place>", _keeps(plans.settle_page), name="settle"),
    path(f"{_PLAN}/delegate", _keeps(plans.delegate_page), name="delegate"),
    path(f"{_PLAN}/finalise", _keeps(plans.finalise_page), name="finalise"),
    path(f"{_PLAN}/review", _keeps(kept_under_review.review_page), name="review"),
    path(f"{_PLAN}/risks/add", _keeps(kept_under_review.add_risk_page), name="add-risk"),
    path(f"{_PLAN}/risks/<str:ref>/score", _keeps(kept_under_review.score_page), name="score-risk"),
    path(f"{_PLAN}/risks/<str:ref>/close", _keeps(kept_under_review.close_risk_page), name="close-risk"),
    path(f"{_PLAN}/add", _keeps(actions.add_page), name="add"),
    path(f"{_PLAN}/ask", _keeps(plans.open_page), name="open"),
    path(_QUARTER, _reads(plans.quarter_page), name="quarter"),
    path(f"{_QUARTER}/close", _keeps(plans.close_page), name="close"),
    path(f"{_QUARTER}/actions/<str:ref>", _reports(actions.report_page), name="report"),
    path(f"{_QUARTER}/actions/<str:ref>/confirm", _confirms(actions.confirm_page), name="confirm"),
    path("service-plans", _reads(service_plans.service_plans_page), name="service-plans"),
    path("service-plans/<slug:service>/<slug:year>", _reads(service_plans.service_plan_page), name="service-plan"),
    path("resources", _reads(resources.resources_page), name="resources"),
    path("cost-shares", _reads(resources.cost_shares_page), name="cost-shares"),
    path(f"{_PLAN}/actions/<str:ref>/resources", _keeps(resources.agree_page), name="agree-resource"),
    path("priorities", _reads(priorities.priorities_page), name="priorities"),
    path("priorities/<slug:slug>", _reads(priorities.corporate_plan_page), name="corporate-plan"),
    path(_PRIORITY, _reads(priorities.priority_page), name="priority"),
    path(f"{_PRIORITY}/link/<slug:kind>", _keeps(priorities.link_page), name="link"),
    path(f"{_PRIORITY}/unlink", _keeps(priorities.unlink_page), name="unlink"),
    path(f"{_PRIORITY}/tags", _keeps(priorities.tags_page), name="tags"),
    path(f"{_PLAN}/actions/<str:ref>", _reads(actions.action_page), name="action"),
    path(f"{_PLAN}/actions/<str:ref>/change/<slug:kind>", _keeps(actions.change_page), name="change"),
]
