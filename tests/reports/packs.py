"""A pack made of a few figures."""

from __future__ import annotations

from typing import Any

from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.publishing.document import ReportDocument
from goldenthread.reports.documents.pack import joint_committee_pack
from tests.reports.rounds import FROZEN_AT, make_facts


def make_pack(*figures: FigureSnapshot, **facts: Any) -> ReportDocument:
    """The Joint Committee's pack of these figures; facts follow from them unless they are given."""
    made = make_facts(figures, **facts)
    return joint_committee_pack(made, tuple(figures), as_at=made.frozen_at or FROZEN_AT)
