"""Addresses of a quarter's pages and of what stands behind their numbers."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

from goldenthread.components.quarter_slugs import slug_of
from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.sight import Seen
from goldenthread.figures.views.shown_explained import explained_address


def quarter_address(quarter: Quarter, **asked: str) -> str:
    """The overview of a quarter."""
    return _with(reverse("reports:overview", args=[slug_of(quarter)]), asked)


def figures_address(quarter: Quarter, **asked: str) -> str:
    """The list of a quarter's figures, narrowed as asked."""
    return _with(_figures_path(slug_of(quarter), get_script_prefix()), asked)


@lru_cache(maxsize=64)
def _figures_path(slug: str, _prefix: str) -> str:
    """Where a quarter's figures are, below where the product stands: asked hundreds of times for one page."""
    return reverse("reports:figures", args=[slug])


def indicator_address(ref: str) -> str:
    """The page of an indicator."""
    return reverse("reports:indicator", args=[ref])


def behind_figure(figure_id: int, *, seen: Seen, is_frozen: bool) -> str:
    """The page that says how a figure came about; "" where it was not frozen, or is seen as everybody sees it."""
    return explained_address(figure_id) if is_frozen and seen is not Seen.RELEASED else ""


def _with(address: str, asked: dict[str, str]) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return f"{address}?{urlencode(kept)}" if kept else address
