"""The pages of priorities, in every state."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from goldenthread.plans.operations import write_corporate_plan
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_plans import officer_of_it
from tests.plans.improvement import IN_APRIL, finalised
from tests.plans.test_priorities import WRITTEN
from tests.world import make_council, make_indicator, make_measure

ONE = "/priorities/havering-2019/1"


def entered(address: str) -> Callable[[Client], str]:
    """The officer, once Havering's priorities are entered: something serves one of them, nothing the other."""

    def reach(client: Client) -> str:
        officer = officer_of_it()
        finalised(by=officer)
        for ref in ("CTX01", "CTX02"):
            make_measure(indicator=make_indicator(ref), council=make_council("Havering"))
        write_corporate_plan(WRITTEN, by=officer, at=IN_APRIL)
        sign_in(client, officer)
        return address

    return reach


def none_entered(client: Client) -> str:
    """The officer, before any priority is entered."""
    sign_in(client, officer_of_it())
    return "/priorities"


PRIORITY_STATES = (
    State("priorities, none yet", none_entered),
    State("priorities", entered("/priorities")),
    State("corporate plan", entered("/priorities/havering-2019")),
    State("priority", entered(ONE)),
    State("link what serves a priority, with errors", entered(f"{ONE}/link/indicator"), sent_empty=True),
    State("take links to a priority away", entered(f"{ONE}/unlink")),
    State("tags of a priority", entered(f"{ONE}/tags")),
)
