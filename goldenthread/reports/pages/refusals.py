"""What is refused, in the words of a page: a command is nothing that its reader could type."""

from __future__ import annotations

import re

from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.publishing.rules import AlreadyPublished
from goldenthread.reports.issuing import IssuedAlready
from goldenthread.reports.linter import LintFinding
from goldenthread.reports.operations import PackNotFit
from goldenthread.reports.queries import NothingFrozen
from goldenthread.reports.releasing import NotCleared, ReleasedLate
from goldenthread.reports.year_documents import YearNotClosed

_SENTENCES = re.compile(r"(?<=[.!?”])\s+(?=[“A-Z0-9])|\n")
_OF_A_COMMAND = re.compile(r"`|(?<!\w)--[a-z]")
# What to do instead, by the kind of refusal.
_AT_THE_PAGE: tuple[tuple[type[Refused], str], ...] = (
    (NothingFrozen, "Freeze them at the round first."),
    (AlreadyPublished, "Look at what stands now, and publish a correction of it where one is needed."),
    (IssuedAlready, "Give it to more people, or say why it is made anew."),
    (YearNotClosed, "Close the year first."),
    (NotCleared, "Ask its Section 151 officer or partner lead to clear them."),
    (ReleasedLate, "Give that reason below."),
)
# And by the code of what a check found.
_MENDED = {
    "warning-unanswered": (
        "Open the figure again, have the warning answered or the figure put right, and freeze the round again."
    ),
    "meeting-before-quarter-ended": "Set the right meeting for the round, and freeze it again.",
    "meeting-before-year-ended": "Set the right meeting for the last quarter's round, and close the year again.",
    "long-reasons": "Shorten them at the figure's page.",
    "long-back-on-track": "Shorten it at the figure's page.",
    "long-action": "Have it said more shortly.",
    "claim-untrue": "Have the words put right, or edit them at the figure's page.",
}


def page_words(refused: Refused) -> tuple[str, ...]:
    """Why something was refused, a text for each reason, and what to do at the page."""
    if isinstance(refused, PackNotFit):
        return ("The checks find something that must be mended first. See what they found below.",)
    said = [one.message for one in refused.problems] if isinstance(refused, InputRefused) else [str(refused)]
    instead = next((words for kind, words in _AT_THE_PAGE if isinstance(refused, kind)), "")
    return tuple(" ".join(filter(None, (without_commands(words), instead))) for words in said)


def finding_words(finding: LintFinding) -> str:
    """What a check found, and how it is mended at a page."""
    return " ".join(filter(None, (without_commands(finding.words), _MENDED.get(finding.code, ""))))


def without_commands(words: str) -> str:
    """The words without the sentences that tell what to type at a command line."""
    return " ".join(one.strip() for one in _SENTENCES.split(words) if one.strip() and not _OF_A_COMMAND.search(one))
