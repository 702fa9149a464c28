"""A meeting as its clerk's page shows it, and the page of each step that is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.committee.forms.steps import StepForm
from goldenthread.committee.operations.locking import ChangedMeanwhile
from goldenthread.committee.queries.desk import DeskItem, DeskMeeting, desk_meeting, desk_meeting_of_item
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.partnership.access import Person, check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.partnership.rules import NotAllowed

WRONG, CHANGED = 422, 409


@dataclass(frozen=True, kw_only=True)
class Step:
    """What the page of a step says. `caption` stands above its heading: of which meeting, or of which item."""

    heading: str
    button: str
    done: str
    caption: str = ""
    about: tuple[str, ...] = ()
    warning: str = ""
    is_grave: bool = False
    cancel: str = "Cancel"


def clerk(request: HttpRequest) -> Person:
    """Who keeps the record; raises NotAllowed for anybody else."""
    return check_here(request, Permission.KEEP_THE_RECORD, of=WHOLE)


def seen_meeting(meeting_id: int) -> DeskMeeting:
    """The meeting; 404 where there is none."""
    meeting = desk_meeting(meeting_id)
    if meeting is None:
        raise Http404
    return meeting


def seen_item(item_id: int) -> tuple[DeskMeeting, DeskItem]:
    """An item with its meeting; 404 where there is none."""
    meeting = desk_meeting_of_item(item_id)
    if meeting is None:
        raise Http404
    return meeting, next(item for item in meeting.items if item.id == item_id)


def meeting_words(meeting: DeskMeeting) -> str:
    """ "oneSource Joint Committee, 7 February 2020"."""
    return f"{meeting.committee_name}, {day_words(meeting.date)}"


def meeting_address(meeting_id: int) -> str:
    return reverse("committee:meeting", args=[meeting_id])


def step_page(
    request: HttpRequest,
    form: StepForm,
    step: Step,
    *,
    back: str,
    act: Callable[[], object],
    version: int = 0,
    template: str = "committee/step.html",
    **shown: Any,
) -> HttpResponse:
    """The page of a step; sent, the step itself, and then back to `back`.

    `act` takes the step and may give the address to go to instead. What is refused is said at the boxes, and what was
    typed is kept. Where somebody else changed it meanwhile, the page says so and takes the newest version with it.
    """
    context = {"form": form, "step": step, "back": back, "version": version, **shown}
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, {**context, "version": request.POST.get("version", "")}, status=WRONG)
    try:
        to = act()
    except NotAllowed:
        raise
    except ChangedMeanwhile as changed:
        return render(request, template, {**context, "changed": str(changed)}, status=CHANGED)
    except InputRefused as refused:
        form.add_refusal(refused)
        return render(request, template, context, status=WRONG)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, template, context, status=WRONG)
    messages.success(request, step.done)
    return HttpResponseRedirect(to if isinstance(to, str) else back)
