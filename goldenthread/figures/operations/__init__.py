"""Everything that changes a figure."""

from goldenthread.figures.operations.chasing import NothingToChase, chase_figures, tell_what_is_due
from goldenthread.figures.operations.editing import Edited, Editing, EditRefused, edit_words
from goldenthread.figures.operations.freezing import Frozen, NothingToFreeze, freeze_round
from goldenthread.figures.operations.opening import (
    MeetingBeforeQuarterEnded,
    MovedMeeting,
    NothingToMeasure,
    OpenedRound,
    QuarterNotBegun,
    RoundAlreadyOpen,
    move_meeting,
    open_round,
)
from goldenthread.figures.operations.overriding import Overridden, OverrideRefused, Overriding, override_ratings
from goldenthread.figures.operations.refreshing import (
    Refreshed,
    RefreshedFigure,
    Refreshing,
    RefreshRefused,
    RoundWasFrozen,
    refresh_figures,
)
from goldenthread.figures.operations.restating import RestatementRefused, Restating, restate_figure
from goldenthread.figures.operations.returning import take_returns
from goldenthread.figures.operations.steps import (
    Stepped,
    answer_queries,
    query_figures,
    reopen_figures,
    sign_off_figures,
    submit_figures,
)
from goldenthread.figures.operations.warning import answer_warnings
from goldenthread.figures.operations.withholding import Withheld, WithholdingRefused, WithholdingSaid, withhold

__all__ = [
    "EditRefused",
    "Edited",
    "Editing",
    "Frozen",
    "MeetingBeforeQuarterEnded",
    "MovedMeeting",
    "NothingToChase",
    "NothingToFreeze",
    "NothingToMeasure",
    "OpenedRound",
    "Overridden",
    "OverrideRefused",
    "Overriding",
    "QuarterNotBegun",
    "RefreshRefused",
    "Refreshed",
    "RefreshedFigure",
    "Refreshing",
    "RestatementRefused",
    "Restating",
    "RoundAlreadyOpen",
    "RoundWasFrozen",
    "Stepped",
    "Withheld",
    "WithholdingRefused",
    "WithholdingSaid",
    "answer_queries",
    "answer_warnings",
    "chase_figures",
    "edit_words",
    "freeze_round",
    "move_meeting",
    "open_round",
    "override_ratings",
    "query_figures",
    "refresh_figures",
    "reopen_figures",
    "restate_figure",
    "sign_off_figures",
    "submit_figures",
    "take_returns",
    "tell_what_is_due",
    "withhold",
]
