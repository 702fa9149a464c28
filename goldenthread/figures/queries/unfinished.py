"""Words said about figures that stand for words still to come. They are taken, told, and refused at publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.domain.placeholders import around_placeholder, placeholder_in


@dataclass(frozen=True, kw_only=True)
class UnfinishedWords:
    """One place where a placeholder stands, and a sentence about it."""

    name: str  # "EXC01, Havering"
    words: str

    def __str__(self) -> str:
        return f"{self.name}: {self.words}"


def unfinished_words(said: Iterable[tuple[str, str]], *, name: str) -> Iterator[UnfinishedWords]:
    """What is unfinished in what was said of a figure, as (what it is, its text)."""
    for what, text in said:
        placeholder = placeholder_in(text)
        if placeholder:
            around = around_placeholder(text)
            place = f"in {what}: “{around}”" if around != placeholder else f"as {what}"
            yield UnfinishedWords(
                name=name,
                words=f"“{placeholder}” stands for words still to come, {place}. Put in what is meant: a pack that "
                "holds this is not published.",
            )
