"""Every address of the product, what it declares, and an example of it.

A page that is added here is asked for by everybody of the cast, in `test_addresses.py`; one that is not fails it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.accounts.access import Access, access_of

# What stands for the parts of an address, by the name of each.
EXAMPLES: dict[str, dict[str, str]] = {
    "web:file": {"public_id": "none", "name": "none.pdf"},
    "accounts-invitation": {"token": "none"},
    "accounts-invitation-organisation": {"token": "none"},
    "accounts-end-session": {"which": "none"},
    "web:publication": {"public_id": "none"},
    **{
        f"web:{name}": {"committee": "none", "day": "2020-02-07"}
        for name in ("meeting", "meeting-json", "pack", "pack-pdf")
    },
    **{f"web:{name}": {"committee": "none", "slug": "none"} for name in ("matter", "matter-json")},
    "web:notice": {"committee": "none", "day": "2020-02-07", "number": "0"},
    **{f"plans:{name}": {"slug": "none"} for name in ("plan", "agree", "delegate", "finalise", "open")},
    **{f"plans:{name}": {"slug": "none"} for name in ("add", "add-risk", "review")},
    "plans:service-plan": {"service": "none", "year": "2019-20"},
    **{f"reports:{name}": {"service": "none", "year": "2019-20"} for name in ("service-plan", "service-plan-pdf")},
    **{f"reports:{name}": {"slug": "none", "period": "2019-20-q3"} for name in ("plan-report", "publish-plan-report")},
    "plans:agree-resource": {"slug": "none", "ref": "1.1"},
    **{f"plans:{name}": {"slug": "none", "ref": "R1"} for name in ("score-risk", "close-risk")},
    "plans:corporate-plan": {"slug": "none"},
    **{f"plans:{name}": {"slug": "none", "ref": "1"} for name in ("priority", "unlink", "tags")},
    "plans:link": {"slug": "none", "ref": "1", "kind": "indicator"},
    "plans:settle": {"slug": "none", "place": "1"},
    **{f"plans:{name}": {"slug": "none", "period": "2019-20-q3"} for name in ("quarter", "close")},
    **{f"plans:{name}": {"slug": "none", "period": "2019-20-q3", "ref": "1.1"} for name in ("report", "confirm")},
    "plans:action": {"slug": "none", "ref": "1.1"},
    "plans:change": {"slug": "none", "ref": "1.1", "kind": "date"},
    **{f"requests:{name}": {"version": "1"} for name in ("protocol-version", "agree-protocol")},
    **{f"reports:{name}": {"version": "0"} for name in ("protocol", "protocol-pdf")},
    **{f"reports:{name}": {"period": "none"} for name in ("requests", "requests-pdf")},
    **{
        f"reports:{name}": {"reference": "none"}
        for name in ("evaluation", "evaluation-pdf", "notice", "notice-pdf", "publish-notice", "put-request")
    },
    "requests:export": {"kind": "csv"},
    "requests:quarter": {"period": "2019-20-q3"},
    **{
        f"requests:{name}": {"reference": "none"}
        for name in (
            *("request", "correct", "acknowledge", "withdraw", "needs", "build-price", "considerations", "case"),
            *("score", "use-protocol", "evaluate", "decide", "reply", "agreement", "enter-income", "review", "end"),
        )
    },
    "requests:gate": {"reference": "none", "gate": "power"},
    "requests:view": {"reference": "none", "council": "none"},
    "requests:settle": {"reference": "none", "criterion": "none"},
    "thread:council": {"council": "none"},
    "thread:plan": {"slug": "none"},
    "thread:indicator": {"ref": "none"},
    "thread:decision": {"reference": "none/2020-02-07/1/1"},
    **{f"thread:{name}": {"slug": "none", "ref": "1"} for name in ("priority", "action")},
    "thread:service-plan": {"service": "none", "year": "2019-20"},
    "committee:my-meeting": {"meeting_id": "0"},
    "committee:my-paper": {"paper_id": "0"},
    "web:paper": {"paper_id": "0"},
    "web:report": {"paper_id": "0"},
    "reports:kept": {"public_id": "none"},
    "reports:kept-file": {"public_id": "none", "name": "none.pdf"},
    **{
        f"reports:{name}": {"period": "2019-20-q2", "audience": "joint-committee"}
        for name in ("document", "words", "preview", "preview-pdf", "checks", "publish", "issue", "release")
    },
    "reports:place": {"period": "2019-20-q2", "audience": "joint-committee", "place": "introduction"},
    "reports:overview": {"period": "2019-20-q2"},
    "reports:figures": {"period": "2019-20-q2"},
    "reports:indicator": {"ref": "NONE01"},
    **{
        f"indicators:{name}": {"ref": "NONE01"}
        for name in ("edit", "councils", "targets", "owners", "review", "retire", "restore")
    },
    **{
        f"{room}:{name}": {"slug": "own-tolerance"}
        for room, name in (("indicators", "policy"), ("indicators", "adopt"), ("figures", "try-policy"))
    },
    "figures:figure": {"figure_id": "0"},
    "figures:answer": {"figure_id": "0"},
    "figures:evidence": {"figure_id": "0"},
    "figures:evidence-remove": {"figure_id": "0", "evidence_id": "0"},
    "figures:evidence-file": {"figure_id": "0", "evidence_id": "0"},
    "figures:sign-off-email": {"figure_id": "0"},
    "figures:explained": {"figure_id": "0"},
    "figures:emailed": {"period": "2019-20-q2"},
    "figures:promise": {"action_id": "0"},
    "figures:promise-confirm": {"action_id": "0"},
    "figures:promise-file": {"action_id": "0", "evidence_id": "0"},
    "figures:upload": {"period": "2019-20-q2"},
    "figures:confirm": {"period": "2019-20-q2"},
    "figures:workbook": {"period": "2019-20-q2", "service": "none"},
    **{
        f"figures:{name}": {"figure_id": "0"}
        for name in ("look", "query", "reopen", "words", "withhold", "judge", "restate", "send-one", "sign-off-one")
    },
    **{
        f"figures:{name}": {"period": "2019-20-q2"}
        for name in ("board", "send", "freeze", "meeting", "chase", "refresh")
    },
    "partnership:ratings": {"council": "none"},
    "indicators:add-part": {"kind": "councils"},
    "indicators:change-part": {"kind": "councils", "slug": "none"},
    "indicators:leave": {"slug": "none"},
    **{f"indicators:{name}": {"service": "none", "council": "none"} for name in ("change-provision", "end-provision")},
    **{
        f"figures:{name}": {"year": "2019-20"}
        for name in ("year", "close-year", "propose", "confirm-proposal", "proposal-workbook", "agree")
    },
    "figures:clear": {"period": "2019-20-q2", "council": "none"},
    **{
        f"partnership:{name}": {"person_id": "0"}
        for name in ("person", "invite-again", "new-code", "close", "open", "unlink", "rename", "appoint", "deputy")
    },
    "partnership:end": {"person_id": "0", "appointment_id": "0"},
    "partnership:call-off": {"person_id": "0", "deputy_id": "0"},
    "partnership:call-off-own": {"deputy_id": "0"},
    "partnership:send-again": {"number": "0"},
    **{
        f"committee:{name}": {"committee_id": "0"}
        for name in ("committee", "settings", "seat", "office", "pending", "closed-days", "call-in-rules")
    },
    "committee:reopen-day": {"committee_id": "0", "closed_day_id": "0"},
    "committee:call-in-ended": {"call_in_id": "0"},
    "committee:end-seat": {"committee_id": "0", "membership_id": "0"},
    **{
        f"committee:{name}": {"meeting_id": "0"}
        for name in ("meeting", "move", "cancel", "add-item", "order", "hold", "agree", "sign")
    },
    **{
        f"committee:{name}": {"item_id": "0"}
        for name in (
            *("change-item", "take-out", "add-paper", "minute", "question"),
            *("report", "write-report", "clear-report"),
            *("notice", "issue-notice", "correct-notice", "call-in"),
        )
    },
    "reports:file-report": {"item_id": "0"},
    **{f"reports:{name}": {"meeting_id": "0"} for name in ("papers", "send-out", "due")},
    "reports:pass": {"meeting_id": "0", "key": "none"},
    "committee:paper": {"paper_id": "0"},
    "committee:take-paper-out": {"item_id": "0", "paper_id": "0"},
    **{f"committee:{name}": {"question_id": "0"} for name in ("answer", "arise")},
    "committee:told": {"arising_id": "0"},
    "committee:delegate": {"decision_id": "0"},
    **{f"committee:{name}": {"delegation_id": "0"} for name in ("delegation", "discharge", "report-back", "revoke")},
    "committee:view": {"delegation_id": "0", "consultation_id": "0"},
}


@dataclass(frozen=True)
class Address:
    """One address: its name, its pattern, and what it declares; None where it declares nothing."""

    name: str
    pattern: str
    access: Access | None


def every_address() -> tuple[Address, ...]:
    """Every address of the URLconf."""
    return tuple(_within(get_resolver(), namespace="", prefix=""))


def _within(resolver: URLResolver, *, namespace: str, prefix: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        pattern = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield Address(f"{namespace}{each.name}", pattern, access_of(each.callback))
        else:
            within = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _within(each, namespace=within, prefix=pattern)
