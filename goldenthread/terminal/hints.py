"""Which command does what a sentence asks for. Sentences speak to pages too, and so name none: it is added here."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.domain.problems import Problem

# A part of a sentence, and what whoever typed a command is told after it. A test holds each part to its sentence.
HINTS = (
    ("Do it at a later moment.", "Give one with --at, or leave --at out for now."),
    ("Have it opened again first", "`reopen` does that."),
    ("ask for it again, and send it then", "`reopen` asks for it again."),
    ("A question about it has no answer yet.", "`query --answer` answers it."),
    ("A warning is not answered yet", "`warnings` answers it."),
    ("Give the reason: the author reads it.", "--because gives it."),
    ("what shall not be read is withheld", "`withhold` does that."),
    ("An edit changes words and never numbers", "`query` asks the author."),
)


def with_hints(words: str) -> str:
    """The sentence, and after it which command does what it asks for."""
    return " ".join([words, *(hint for part, hint in HINTS if part in words)])


def told_at_terminal(problem: Problem) -> Problem:
    """The problem as whoever typed a command is told it."""
    told = problem.told_at_terminal()
    return replace(told, message=with_hints(told.message))
