"""Everything that is read of rounds and figures."""

from goldenthread.figures.queries.due import DueFigure, figures_due, within_reach
from goldenthread.figures.queries.facts import round_facts
from goldenthread.figures.queries.freezes import (
    Draft,
    FrozenRound,
    draft,
    draft_snapshots,
    facts_of,
    freeze_numbered,
    latest_freeze,
    opened_again,
    snapshots_of,
)
from goldenthread.figures.queries.rounds import (
    Chosen,
    RoundNotOpen,
    ServiceUnknown,
    chosen_figures,
    round_of,
    service_called,
)

__all__ = [
    "Chosen",
    "Draft",
    "DueFigure",
    "FrozenRound",
    "RoundNotOpen",
    "ServiceUnknown",
    "chosen_figures",
    "draft",
    "draft_snapshots",
    "facts_of",
    "figures_due",
    "freeze_numbered",
    "latest_freeze",
    "opened_again",
    "round_facts",
    "round_of",
    "service_called",
    "snapshots_of",
    "within_reach",
]
