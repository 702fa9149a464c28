"""Policies that are named on a command line: one that is shipped by its slug, another by its file."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.rating import Policy, read_policy, shipped_policies


def policy_or_file(typed: str) -> Policy | Path:
    """A shipped policy, or the path of a file; anything else is wrong usage."""
    shipped = shipped_policies().get(typed)
    if shipped is not None:
        return shipped
    path = Path(typed)
    if path.is_file():
        return path
    known = ", ".join(shipped_policies())
    raise ArgumentTypeError(f"{typed!r} is neither a policy nor a file; the policies are {known}")


def named_policy(named: Policy | Path) -> Policy:
    """The policy itself; raises InputRefused with everything that is wrong with its file."""
    if isinstance(named, Policy):
        return named
    try:
        text = named.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputRefused([Problem("This is not UTF-8 text; save the file as UTF-8.", file=named.name)]) from None
    return read_policy(text, file=named.name)
