"""The rating policies that measures use."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.indicators.models import RatingPolicy


@dataclass(frozen=True, kw_only=True)
class PolicyFacts:
    """A version of a rating policy, with the text that it is read from."""

    id: int
    slug: str
    version: int
    text: str
    sha256: str


def policy_texts() -> dict[int, PolicyFacts]:
    """Every policy that is kept, by id, ordered by slug and version; in one read."""
    return {
        policy.pk: PolicyFacts(
            id=policy.pk, slug=policy.slug, version=policy.version, text=policy.text, sha256=policy.sha256
        )
        for policy in RatingPolicy.objects.order_by("slug", "version")
    }
