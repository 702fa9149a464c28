"""Everything that changes a plan, or what it serves."""

from goldenthread.plans.operations.agreeing import (
    agree_plan,
    delegate_finalising,
    finalise_plan,
    settle_amendment,
)
from goldenthread.plans.operations.changing import ChangeSaid, add_action, change_action, close_as_delivered
from goldenthread.plans.operations.cost_shares import SharesSaid, VarianceSaid, set_cost_shares, state_variance
from goldenthread.plans.operations.linking import (
    Serves,
    ServingName,
    link_to_priority,
    tag_indicator,
    tag_priority,
    unlink_from_priority,
)
from goldenthread.plans.operations.priorities import write_corporate_plan
from goldenthread.plans.operations.progress import (
    ProgressSaid,
    close_progress,
    confirm_done,
    open_progress,
    report_progress,
)
from goldenthread.plans.operations.resources import ResourceSaid, agree_resource, agree_resources
from goldenthread.plans.operations.reviewing import ReviewSaid, review_plan
from goldenthread.plans.operations.risks import ScoreSaid, add_risk, close_risk, score_risk
from goldenthread.plans.operations.service_plans import ServicePlanUnknown, agree_service_plan, write_service_plan
from goldenthread.plans.operations.writing import write_plan

__all__ = (
    "ChangeSaid",
    "ProgressSaid",
    "ResourceSaid",
    "ReviewSaid",
    "ScoreSaid",
    "Serves",
    "ServicePlanUnknown",
    "ServingName",
    "SharesSaid",
    "VarianceSaid",
    "add_action",
    "add_risk",
    "agree_plan",
    "agree_resource",
    "agree_resources",
    "agree_service_plan",
    "change_action",
    "close_as_delivered",
    "close_progress",
    "close_risk",
    "confirm_done",
    "delegate_finalising",
    "finalise_plan",
    "link_to_priority",
    "open_progress",
    "report_progress",
    "review_plan",
    "score_risk",
    "set_cost_shares",
    "settle_amendment",
    "state_variance",
    "tag_indicator",
    "tag_priority",
    "unlink_from_priority",
    "write_corporate_plan",
    "write_plan",
    "write_service_plan",
)
