"""Plans with their actions, how each stands quarter by quarter, what they serve and with which resources."""

from goldenthread.plans.models.kept_under_review import PlanReview, Risk, RiskScore
from goldenthread.plans.models.plans import (
    ActionVersion,
    Amendment,
    Dependency,
    Plan,
    PlanAction,
    PlanVersion,
    Theme,
)
from goldenthread.plans.models.priorities import CorporatePlan, OutcomeTag, Priority, PriorityLink
from goldenthread.plans.models.progress import Progress, ProgressFreeze, ProgressQuarter
from goldenthread.plans.models.resources import ActionResource, CostShare, ServicePlanResource, StatedVariance
from goldenthread.plans.models.service_plans import (
    ProvidedToCouncil,
    ServiceLevel,
    ServicePlan,
    ServicePlanVersion,
)

__all__ = (
    "ActionResource",
    "ActionVersion",
    "Amendment",
    "CorporatePlan",
    "CostShare",
    "Dependency",
    "OutcomeTag",
    "Plan",
    "PlanAction",
    "PlanReview",
    "PlanVersion",
    "Priority",
    "PriorityLink",
    "Progress",
    "ProgressFreeze",
    "ProgressQuarter",
    "ProvidedToCouncil",
    "Risk",
    "RiskScore",
    "ServiceLevel",
    "ServicePlan",
    "ServicePlanResource",
    "ServicePlanVersion",
    "StatedVariance",
    "Theme",
)
