"""Words that every council shares for what a priority or an indicator is about.

The sixteen priority outcomes of the Local Outcomes Framework (Ministry of Housing, Communities and Local Government,
policy paper, 9 February 2026; the last two are contextual), and the seven themes of the statutory guidance on the best
value duty (8 May 2024). They stand beside a council's own words, never in place of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LOCAL_OUTCOMES = "Local Outcomes Framework"
BEST_VALUE = "Best Value themes"
SOURCES = {
    LOCAL_OUTCOMES: "https://www.gov.uk/government/publications/local-outcomes-framework/"
    "local-outcomes-framework-priority-outcomes-and-metrics--2",
    BEST_VALUE: "https://www.gov.uk/government/publications/"
    "best-value-standards-and-intervention-a-statutory-guide-for-best-value-authorities",
}


@dataclass(frozen=True, kw_only=True)
class OutcomeTag:
    """A tag by its key, "lof-child-poverty", with its name and the framework that it is of."""

    key: str
    name: str
    framework: str

    @property
    def source(self) -> str:
        """Where the framework is published."""
        return SOURCES[self.framework]


def _tags(framework: str, prefix: str, named: Iterable[tuple[str, str]]) -> tuple[OutcomeTag, ...]:
    return tuple(OutcomeTag(key=f"{prefix}-{key}", name=name, framework=framework) for key, name in named)


OUTCOME_TAGS = (
    *_tags(
        LOCAL_OUTCOMES,
        "lof",
        (
            ("housing-supply", "Housing supply"),
            ("housing-quality-and-safety", "Housing quality and safety"),
            ("homelessness-and-rough-sleeping", "Homelessness and rough sleeping"),
            ("multiple-disadvantage", "Multiple disadvantage"),
            ("best-start-in-life", "Best start in life"),
            ("every-child-achieving-and-thriving", "Every child achieving and thriving"),
            ("keeping-children-safe", "Keeping children safe (children’s social care)"),
            ("health-and-wellbeing", "Health and wellbeing"),
            ("adult-social-care-quality", "Adult social care: quality"),
            ("adult-social-care-independence", "Adult social care: independence, choice and control"),
            ("adult-social-care-neighbourhood-health", "Adult social care: neighbourhood health and integration"),
            ("neighbourhoods", "Neighbourhoods"),
            ("environment-and-climate", "Environment, circular economy and climate change"),
            ("transport-and-infrastructure", "Transport and local infrastructure"),
            ("economic-prosperity", "Economic prosperity and regeneration"),
            ("child-poverty", "Child poverty"),
        ),
    ),
    *_tags(
        BEST_VALUE,
        "bv",
        (
            ("continuous-improvement", "Continuous improvement"),
            ("leadership", "Leadership"),
            ("governance", "Governance"),
            ("culture", "Culture"),
            ("use-of-resources", "Use of resources"),
            ("service-delivery", "Service delivery"),
            ("partnerships", "Partnerships and community engagement"),
        ),
    ),
)
_BY_KEY = {one.key: one for one in OUTCOME_TAGS}


def is_tag(key: str) -> bool:
    """Whether there is a tag of this key."""
    return key in _BY_KEY


def tags_called(keys: Iterable[str]) -> tuple[OutcomeTag, ...]:
    """The tags of these keys, in the order of their frameworks; a key that is none is left out."""
    wanted = set(keys)
    return tuple(one for one in OUTCOME_TAGS if one.key in wanted)
