"""Plans with their actions, what was agreed of each, and how each stands quarter by quarter."""

from goldenthread.plans.models.plans import (
    ActionVersion,
    Amendment,
    Dependency,
    Plan,
    PlanAction,
    PlanVersion,
    Theme,
)
from goldenthread.plans.models.progress import Progress, ProgressFreeze, ProgressQuarter

__all__ = (
    "ActionVersion",
    "Amendment",
    "Dependency",
    "Plan",
    "PlanAction",
    "PlanVersion",
    "Progress",
    "ProgressFreeze",
    "ProgressQuarter",
    "Theme",
)
