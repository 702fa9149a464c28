"""What is read: plans, priorities, service plans and resources from files."""

from goldenthread.plans.forms.plan_file import read_plan
from goldenthread.plans.forms.plan_workbook import read_plan_workbook, write_plan_workbook
from goldenthread.plans.forms.priorities_file import read_priorities
from goldenthread.plans.forms.resources_file import read_named_numbers, read_resources
from goldenthread.plans.forms.service_plan_file import read_service_plan

__all__ = (
    "read_named_numbers",
    "read_plan",
    "read_plan_workbook",
    "read_priorities",
    "read_resources",
    "read_service_plan",
    "write_plan_workbook",
)
