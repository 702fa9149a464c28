"""Rows of which some columns stand fast while they are in one state; an app says so of its models in `apps.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StandsFast:
    """While `state_field` of a row is `state`, the database refuses to change these fields, or to remove the row.

    The step that leads away from that state may not change them either; the one that leads into it may.
    """

    model: str
    state_field: str
    state: str
    fields: tuple[str, ...]
