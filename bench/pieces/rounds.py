"""A round: opening it for every measure on the year's list, each with two years of earlier quarters."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bench.databases import fresh_copy
from bench.measuring import Piece, Work
from bench.register import OFFICER, fill_register
from goldenthread.accounts.models import User
from goldenthread.domain.periods import Quarter
from goldenthread.figures.operations import open_round

AT = datetime(2019, 10, 1, 9, tzinfo=UTC)


def _opening(folder: Path) -> Work:
    fresh_copy("register-1200", lambda: fill_register(measures=1200, services=13), into=folder)
    officer = User.objects.get(email=OFFICER)
    return lambda: open_round(quarter=Quarter.parse("2019-20 Q2"), meeting=None, by=officer, at=AT)


PIECES = (Piece("open a round of 1,200 measures", _opening, seconds=2.0),)
