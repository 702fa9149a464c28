"""What is read: a plan's file."""

from goldenthread.plans.forms.plan_file import read_plan

__all__ = ("read_plan",)
