"""What each policy calls its ratings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from goldenthread.domain.rating import RatingCode, read_policy
from goldenthread.indicators.queries.policies import policy_texts


@dataclass(frozen=True, kw_only=True)
class PolicyLabels:
    """A version of a policy, and its words for the three ratings: "Green", or "Green (on track)"."""

    slug: str
    version: int
    title: str
    green: str
    amber: str
    red: str

    def of(self, rating: str) -> str:
        """The word for a rating by its code; "" for what is none of the three."""
        return {"green": self.green, "amber": self.amber, "red": self.red}.get(rating, "")


def policy_labels() -> dict[int, PolicyLabels]:
    """Every policy that is kept, by id; in one read."""
    return {pk: _labels(policy.text) for pk, policy in policy_texts().items()}


@lru_cache(maxsize=256)
def _labels(text: str) -> PolicyLabels:
    policy = read_policy(text)
    return PolicyLabels(
        slug=policy.slug,
        version=policy.version,
        title=policy.title,
        green=policy.labels.of(RatingCode.GREEN),
        amber=policy.labels.of(RatingCode.AMBER),
        red=policy.labels.of(RatingCode.RED),
    )
