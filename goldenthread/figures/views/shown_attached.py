"""How pages say what is attached to a figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.figures.queries.attached import Evidence, SignedByEmail
from goldenthread.terminal.order import moment_in_words


@dataclass(frozen=True, kw_only=True)
class EvidenceShown:
    """A file as a page lists it. `off` says who took it off, and when; "" while it is attached."""

    evidence_id: int
    name: str
    address: str
    words: str
    about: str
    off: str


@dataclass(frozen=True, kw_only=True)
class EmailShown:
    """How a figure was signed off by e-mail, and where the e-mail is."""

    words: str
    name: str
    address: str


def evidence_shown(evidence: Iterable[Evidence], *, figure_id: int) -> tuple[EvidenceShown, ...]:
    """Each file with where it is handed out; those that were taken off come last."""
    every = sorted(evidence, key=lambda one: one.removed_at is not None)
    return tuple(
        EvidenceShown(
            evidence_id=one.evidence_id,
            name=one.name,
            address=reverse("figures:evidence-file", kwargs={"figure_id": figure_id, "evidence_id": one.evidence_id}),
            words=one.words,
            about=f"{one.size}, attached by {one.attached_by}, {moment_in_words(one.attached_at)}",
            off="" if one.removed_at is None else f"Taken off by {one.removed_by}, {moment_in_words(one.removed_at)}",
        )
        for one in every
    )


def email_shown(signed: SignedByEmail | None, *, figure_id: int) -> EmailShown | None:
    """The sign-off by e-mail; None where there is none."""
    if signed is None:
        return None
    return EmailShown(
        words=(
            f"Signed off by e-mail: {signed.director} wrote it on {moment_in_words(signed.sent_at)}. "
            f"{signed.recorded_by} recorded it on {moment_in_words(signed.recorded_at)}. No code was asked for."
        ),
        name=f"{signed.name}, {signed.size}",
        address=reverse("figures:sign-off-email", kwargs={"figure_id": figure_id}),
    )
