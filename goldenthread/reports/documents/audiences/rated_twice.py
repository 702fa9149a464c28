"""What is rated under two policies, the joint committee's and a council's own: in pairs, and never counted together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

from goldenthread.domain.listing import listed
from goldenthread.domain.snapshot import CouncilCount, OtherRating, PolicyText
from goldenthread.domain.terms import Terms
from goldenthread.publishing.cells import RatingMark
from goldenthread.reports.documents.sentences import count_of, once_each
from goldenthread.reports.documents.told import Place


class RatedSnapshot(Protocol):
    """A figure or a year as it was frozen, with its rating under the council's own policy."""

    @property
    def own(self) -> OtherRating | None: ...

    @property
    def reason(self) -> str: ...


class Rated(Protocol):
    """A figure or a year of a measure as it is told."""

    @property
    def snapshot(self) -> RatedSnapshot: ...

    @property
    def terms(self) -> Terms: ...

    @property
    def title(self) -> str: ...

    @property
    def mark(self) -> RatingMark: ...

    @property
    def place(self) -> Place: ...


T = TypeVar("T", bound=Rated)
Counted_co = TypeVar("Counted_co", bound=Rated, covariant=True)


class WithPolicies(Protocol):
    """Facts of a round or of a closed year."""

    @property
    def policies(self) -> tuple[PolicyText, ...]: ...


class ToldOf(Protocol[Counted_co]):
    """A round or a year as it is told."""

    @property
    def facts(self) -> WithPolicies: ...

    @property
    def counted(self) -> tuple[Counted_co, ...]: ...


def has_own_policy(one: Rated) -> bool:
    """Whether the council has a policy of its own for the measure; asked of it as the joint committee rates it."""
    return one.snapshot.own is not None


class RatedTwice(Generic[T]):
    """A council's measures, each as the joint committee rates it and as the council does."""

    council: CouncilCount
    joint: ToldOf[T]
    own: ToldOf[T]

    @property
    def pairs(self) -> tuple[tuple[T, T], ...]:
        """What is counted, joint first, then own."""
        return tuple(zip(self.joint.counted, self.own.counted, strict=True))

    @property
    def policies(self) -> tuple[PolicyText, ...]:
        """Every policy that rates a measure here, either way."""
        here = self.own.facts.policies
        return (*here, *(policy for policy in self.joint.facts.policies if policy not in here))

    @property
    def by_own_policy(self) -> tuple[T, ...]:
        """Those that the council rates by a policy of its own, so rated."""
        return tuple(own for joint, own in self.pairs if has_own_policy(joint))

    @property
    def without_own_policy(self) -> tuple[T, ...]:
        """Those that it has none for."""
        return tuple(own for joint, own in self.pairs if not has_own_policy(joint))

    @property
    def differing(self) -> tuple[tuple[T, T], ...]:
        """The pairs whose two ratings are not the same."""
        return tuple((joint, own) for joint, own in self.pairs if joint.place is not own.place)

    @property
    def own_policy_words(self) -> str:
        """Titles of the council's own policies: “Havering's rule of 2015/16”."""
        used = _uses(self.by_own_policy)
        return listed(once_each(f"“{policy.title}”" for policy in self.policies if used[policy.slug, policy.version]))


def whose_policy(told: RatedTwice[T], *, every: Iterable[T]) -> Callable[[PolicyText], str]:
    """Says of a policy whose it is and what it rates. `every` is all that is told, as the joint committee rates it."""
    name = told.council.council
    own, beside = _uses(told.by_own_policy), _uses(joint for joint, _ in told.pairs if has_own_policy(joint))
    alone = _uses(one for one in every if not has_own_policy(one))

    def whose(policy: PolicyText) -> str:
        version = (policy.slug, policy.version)
        parts = (
            (own[version], f"{name}'s own policy: rates {{}} in this pack."),
            (beside[version], f"The joint committee's: rates {{}} of {name}, beside {name}'s own policy."),
            (alone[version], f"The joint committee's: rates {{}} that {name} has no policy of its own for."),
        )
        return " ".join(words.format(count_of(number, "measure")) for number, words in parts if number)

    return whose


def _uses(figures: Iterable[Rated]) -> Counter[tuple[str, int]]:
    return Counter((figure.terms.policy_slug, figure.terms.policy_version) for figure in figures)
