"""Where the parts of the thread have their pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from django.urls import get_script_prefix, reverse

from goldenthread.domain.thread import Finding, Node, NodeKind


def address_of(kind: NodeKind | None, key: str) -> str:
    """The page of the thread that begins with it; "" where there is none."""
    found = None if kind is None or not key else _PAGES.get(kind)
    return "" if found is None else found(key)


def own_address(node: Node) -> str:
    """Where the thing itself is kept: the plan, the action, the indicator's page, the decision."""
    found = _OWN.get(node.kind) if node.key else None
    return "" if found is None else found(node.key)


def finding_address(finding: Finding) -> str:
    """The page of the thread of what hangs on nothing; "" of a post."""
    return address_of(finding.kind, finding.key)


def _split(key: str) -> list[str]:
    """What stands before the last stroke, and after it."""
    before, _, after = key.rpartition("/")
    return [before, after]


_PAGES: Mapping[NodeKind, Callable[[str], str]] = {
    NodeKind.COUNCIL: lambda key: reverse("thread:council", args=[key]),
    NodeKind.PRIORITY: lambda key: reverse("thread:priority", args=_split(key)),
    NodeKind.INDICATOR: lambda key: reverse("thread:indicator", args=[key]),
    NodeKind.FIGURE: lambda key: _higher("indicators", _split(key)[0]),
    NodeKind.EXCEPTION: lambda key: _higher("indicators", _split(key)[0]),
    NodeKind.ACTION: lambda key: reverse("thread:action", args=_split(key)),
    NodeKind.PLAN: lambda key: reverse("thread:plan", args=[key]),
    NodeKind.SERVICE_PLAN: lambda key: reverse("thread:service-plan", args=_split(key)),
    NodeKind.DECISION: lambda key: reverse("thread:decision", args=[key]),
}
_OWN: Mapping[NodeKind, Callable[[str], str]] = {
    NodeKind.PRIORITY: lambda key: reverse("plans:priority", args=_split(key)),
    NodeKind.SERVICE_PLAN: lambda key: reverse("plans:service-plan", args=_split(key)),
    NodeKind.INDICATOR: lambda key: _higher("indicators", key),
    NodeKind.ACTION: lambda key: reverse("plans:action", args=_split(key)),
    NodeKind.PLAN: lambda key: reverse("plans:plan", args=[key]),
    NodeKind.DECISION: lambda key: _higher("meetings", "/".join(key.split("/")[:2])),
}


def _higher(*parts: str) -> str:
    """A page by its path, below where the product stands: this room names no address of a room above it."""
    return get_script_prefix() + "/".join(quote(one, safe="/") for one in parts)
