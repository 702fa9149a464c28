"""The rating policies that measures use."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.domain.rating import Policy, read_policy, shipped_policies
from goldenthread.indicators.models import RatingPolicy
from goldenthread.storage.once import read_once


@dataclass(frozen=True, kw_only=True)
class PolicyFacts:
    """A version of a rating policy, with the text that it is read from."""

    id: int
    slug: str
    version: int
    text: str
    sha256: str


@read_once
def policy_texts() -> dict[int, PolicyFacts]:
    """Every policy that is kept, by id, ordered by slug and version; in one read."""
    return {
        policy.pk: PolicyFacts(
            id=policy.pk, slug=policy.slug, version=policy.version, text=policy.text, sha256=policy.sha256
        )
        for policy in RatingPolicy.objects.order_by("slug", "version")
    }


def every_policy() -> tuple[Policy, ...]:
    """Every policy that a measure may be rated by, shipped or kept, by title and version; in one read."""
    found = {(policy.slug, policy.version): policy for policy in shipped_policies().values()}
    for kept in policy_texts().values():
        found[kept.slug, kept.version] = read_policy(kept.text)
    return tuple(sorted(found.values(), key=lambda policy: (policy.title.casefold(), policy.version)))
