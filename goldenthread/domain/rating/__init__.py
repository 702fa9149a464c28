"""Rating: a policy, compiled once, applied to a figure gives green, amber, red or why not, and the reason in words."""

from goldenthread.domain.rating.comparators import Since
from goldenthread.domain.rating.compiled import compile_policy
from goldenthread.domain.rating.inputs import (
    STATED_WORDS,
    STATUS_WORDS,
    Rating,
    RatingCode,
    RatingInputs,
    StatedUnreadable,
    Status,
    absence_of,
    read_stated,
    value_of_fraction,
)
from goldenthread.domain.rating.policy import Edge, Gap, Labels, Policy, Rule, RuleName
from goldenthread.domain.rating.reading import read_policy, shipped_policies
from goldenthread.domain.rating.tried import TriedRule, rules_tried
from goldenthread.domain.rating.words import gaps_in_words, policy_in_words
from goldenthread.domain.rating.year_end import year_end_inputs

__all__ = [
    "STATED_WORDS",
    "STATUS_WORDS",
    "Edge",
    "Gap",
    "Labels",
    "Policy",
    "Rating",
    "RatingCode",
    "RatingInputs",
    "Rule",
    "RuleName",
    "Since",
    "StatedUnreadable",
    "Status",
    "TriedRule",
    "absence_of",
    "compile_policy",
    "gaps_in_words",
    "policy_in_words",
    "read_policy",
    "read_stated",
    "rules_tried",
    "shipped_policies",
    "value_of_fraction",
    "year_end_inputs",
]
