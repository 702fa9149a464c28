"""What is read: a plan's file, and that of a council's priorities."""

from goldenthread.plans.forms.plan_file import read_plan
from goldenthread.plans.forms.priorities_file import read_priorities

__all__ = ("read_plan", "read_priorities")
