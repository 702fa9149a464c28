"""Everything that changes a plan."""

from goldenthread.plans.operations.agreeing import (
    agree_plan,
    delegate_finalising,
    finalise_plan,
    settle_amendment,
)
from goldenthread.plans.operations.changing import ChangeSaid, add_action, change_action
from goldenthread.plans.operations.progress import (
    ProgressSaid,
    close_progress,
    confirm_done,
    open_progress,
    report_progress,
)
from goldenthread.plans.operations.writing import write_plan

__all__ = (
    "ChangeSaid",
    "ProgressSaid",
    "add_action",
    "agree_plan",
    "change_action",
    "close_progress",
    "confirm_done",
    "delegate_finalising",
    "finalise_plan",
    "open_progress",
    "report_progress",
    "settle_amendment",
    "write_plan",
)
