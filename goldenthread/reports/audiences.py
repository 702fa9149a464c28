"""For whom a quarter's pack is made: who may read it, and by which name it goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.domain.problems import Refused
from goldenthread.figures.queries.clearances import council_called
from goldenthread.partnership.queries import CouncilFacts, councils


class AudienceKind(StrEnum):
    """The kinds of audience, as typed."""

    JOINT_COMMITTEE = "joint-committee"
    MANAGEMENT_TEAM = "management-team"
    CHAIRS_BRIEFING = "chairs-briefing"
    SECTION_151 = "section-151"
    PARTNER_COUNCIL = "partner-council"

    @property
    def is_restricted(self) -> bool:
        """Given to named people, and never public."""
        return self in (AudienceKind.MANAGEMENT_TEAM, AudienceKind.CHAIRS_BRIEFING, AudienceKind.SECTION_151)

    @property
    def is_given_unfrozen(self) -> bool:
        """Issued from a round that is not frozen, too: those who prepare what will be, or are briefed on it."""
        return self in (AudienceKind.MANAGEMENT_TEAM, AudienceKind.CHAIRS_BRIEFING)

    @property
    def is_of_a_council(self) -> bool:
        return self in (AudienceKind.SECTION_151, AudienceKind.PARTNER_COUNCIL)


class AudienceUnknown(Refused):
    """Nobody is called so, or it is not said of which council."""


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Somebody whom a pack is made for; `council` is None for those of the whole partnership."""

    kind: AudienceKind
    council: CouncilFacts | None = None

    @property
    def key(self) -> str:
        """ "section-151:havering": as typed, and as a publication keeps it."""
        return self.kind.value if self.council is None else f"{self.kind.value}:{self.council.slug}"

    @property
    def is_restricted(self) -> bool:
        return self.kind.is_restricted

    @property
    def of_council(self) -> CouncilFacts:
        """The council of an audience that is of one."""
        if self.council is None:
            raise ValueError(f"{self.key} is of no council")
        return self.council


def audience_called(typed: str, *, council: str = "") -> Audience:
    """The audience typed: "management-team", "section-151:havering", or "section-151" with the council beside it.

    Raises AudienceUnknown or CouncilUnknown.
    """
    name, _, after = typed.strip().casefold().partition(":")
    kind = next((one for one in AudienceKind if one.value == name), None)
    if kind is None:
        raise AudienceUnknown(f"There is no audience {typed!r}. There are: {', '.join(audience_keys())}.")
    if after and council and after != council.strip().casefold():
        raise AudienceUnknown(
            f"{typed!r} and {council!r} are two councils: name one.", at_terminal="--council names one too."
        )
    slug = after or council
    if kind.is_of_a_council and not slug:
        known = ", ".join(f"{kind.value}:{one.slug}" for one in councils())
        raise AudienceUnknown(f"A pack for {kind.value} is of one council: {known or 'there is none yet'}.")
    if slug and not kind.is_of_a_council:
        raise AudienceUnknown(f"A pack for {kind.value} is of the whole partnership: name no council.")
    return Audience(kind=kind, council=council_called(slug) if slug else None)


def audience_keys() -> tuple[str, ...]:
    """Every audience, as typed."""
    every = councils()
    return tuple(
        key
        for kind in AudienceKind
        for key in ([f"{kind.value}:{one.slug}" for one in every] if kind.is_of_a_council else [kind.value])
    )
