"""Everything that a file says of a request at once."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.domain.request_evaluations import Dossier, ScoredBy
from goldenthread.domain.request_prices import PriceRecord
from goldenthread.domain.request_records import (
    CaseRecord,
    Consideration,
    GateAnswer,
    Needs,
    PartnerView,
    RequestRecord,
    Score,
)


@dataclass(frozen=True, kw_only=True)
class RequestFile:
    """What a file says; what it does not say is None or (). Scores name who gave them, by e-mail address or name."""

    asked: RequestRecord
    needs: Needs | None = None
    gates: tuple[GateAnswer, ...] = ()
    price: PriceRecord | None = None
    considerations: tuple[Consideration, ...] = ()
    views: tuple[PartnerView, ...] = ()
    case: CaseRecord | None = None
    scores: tuple[ScoredBy, ...] = ()
    settled: tuple[Score, ...] = ()

    @property
    def dossier(self) -> Dossier:
        """The file as what an evaluation is made of, without what the register knows."""
        return Dossier(
            request=self.asked,
            gates={one.gate: one for one in self.gates},
            scores=self.scores,
            settled={one.criterion: one for one in self.settled},
            needs=self.needs,
            price=self.price,
            considerations=self.considerations,
            views={one.council: one for one in self.views},
            case=self.case,
        )
