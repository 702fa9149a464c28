"""Rounds and the figures in them."""

from goldenthread.figures.models.attached import (
    EmailedSignOff,
    FigureEvidence,
    PromiseConfirmation,
    PromiseEvidence,
    PromiseWord,
)
from goldenthread.figures.models.changed import EditedWords, RefreshedTerms, Restatement, Withholding
from goldenthread.figures.models.clearances import Clearance
from goldenthread.figures.models.frozen import Freeze, FrozenFigure
from goldenthread.figures.models.returned import (
    ExceptionReport,
    ExpectedWarning,
    FigureQuery,
    PromiseAnswer,
    RatingOverride,
    RemedialAction,
    ReturnedValue,
    ValueWarning,
)
from goldenthread.figures.models.rounds import EXCEPTIONS, Figure, ReturnFile, Round
from goldenthread.figures.models.years import YearClose, YearFigure

__all__ = [
    "EXCEPTIONS",
    "Clearance",
    "EditedWords",
    "EmailedSignOff",
    "ExceptionReport",
    "ExpectedWarning",
    "Figure",
    "FigureEvidence",
    "FigureQuery",
    "Freeze",
    "FrozenFigure",
    "PromiseAnswer",
    "PromiseConfirmation",
    "PromiseEvidence",
    "PromiseWord",
    "RatingOverride",
    "RefreshedTerms",
    "RemedialAction",
    "Restatement",
    "ReturnFile",
    "ReturnedValue",
    "Round",
    "ValueWarning",
    "Withholding",
    "YearClose",
    "YearFigure",
]
