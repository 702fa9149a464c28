"""Every read of the register: what is due, the year's list, earlier figures, the register whole."""

from goldenthread.indicators.queries.authority import AuthorityFacts
from goldenthread.indicators.queries.due import (
    AccountabilityInForce,
    DefinitionBreak,
    DefinitionInForce,
    DueMeasure,
    Listing,
    MeasuresIncomplete,
    TargetInForce,
    measures_due,
)
from goldenthread.indicators.queries.ended import councils_left, dropped_at_once, measures_ended, measures_ended_in
from goldenthread.indicators.queries.history import EarlierFigureFacts, earlier_figures, measures_in_rounds
from goldenthread.indicators.queries.lists import (
    CouncilMeasures,
    ListCounts,
    ListFacts,
    agreed_list,
    list_counts,
    provided_to_one_council,
)
from goldenthread.indicators.queries.policies import PolicyFacts, policy_texts
from goldenthread.indicators.queries.register import held_register
from goldenthread.indicators.queries.successions import SuccessionFacts, successions

__all__ = [
    "AccountabilityInForce",
    "AuthorityFacts",
    "CouncilMeasures",
    "DefinitionBreak",
    "DefinitionInForce",
    "DueMeasure",
    "EarlierFigureFacts",
    "ListCounts",
    "ListFacts",
    "Listing",
    "MeasuresIncomplete",
    "PolicyFacts",
    "SuccessionFacts",
    "TargetInForce",
    "agreed_list",
    "councils_left",
    "dropped_at_once",
    "earlier_figures",
    "held_register",
    "list_counts",
    "measures_due",
    "measures_ended",
    "measures_ended_in",
    "measures_in_rounds",
    "policy_texts",
    "provided_to_one_council",
    "successions",
]
