"""Spans of financial years in words."""

from __future__ import annotations


def span_words(first_year: int, last_year: int) -> str:
    """ "2019/20", or "2019/20 to 2020/21", of the years named by their first calendar years."""
    first, last = (f"{year}/{(year + 1) % 100:02}" for year in (first_year, last_year))
    return first if first == last else f"{first} to {last}"
