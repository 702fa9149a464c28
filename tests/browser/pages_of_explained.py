"""The page that says how a frozen figure came about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from goldenthread.figures.operations import reopen_figures, sign_off_figures
from tests.at_browser import sign_in
from tests.browser.pages import State
from tests.browser.pages_of_evidence import attach
from tests.browser.pages_of_running import FROZEN, OCTOBER, Quarter
from tests.figures.quarter import figure_of


def explained(which: str, *, twice: bool = False) -> Callable[[Client], str]:
    """The officer looks at one figure of a quarter that was frozen, once or twice."""

    def reach(client: Client) -> str:
        quarter = Quarter()
        attach(quarter, quarter.amber)
        sign_off_figures(figure_ids=[figure_of(quarter.red).pk], by=quarter.head, at=OCTOBER)
        quarter.freeze()
        if twice:
            reopen_figures(
                figure_ids=[figure_of(quarter.red).pk],
                by=quarter.officer,
                reason="An invoice was counted twice",
                at=FROZEN + timedelta(hours=1),
            )
            quarter.freeze(later=1)
        sign_in(client, quarter.officer)
        return f"/figures/{figure_of(getattr(quarter, which)).pk}/explained"

    return reach


EXPLAINED_STATES = (
    State("how a red figure came about", explained("red")),
    State("how a figure with evidence came about, in one of two versions", explained("amber", twice=True)),
    State("how a figure came about that was not returned", explained("awaited")),
)
MAIN_OF_EXPLAINED = ("how a red figure came about",)
