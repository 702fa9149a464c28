"""What is worth knowing of a table that was rated, and stops nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from goldenthread.domain.rating import RatingCode

ROWS_NAMED_IN_A_WARNING = 5


@dataclass
class Remarks:
    """What is worth knowing of a table and stops nothing: each remark with how many rows, and the first few."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    ratings: dict[RatingCode, int] = field(default_factory=dict)

    def add(self, words: str, *, row: int) -> None:
        self.counts[words] = self.counts.get(words, 0) + 1
        named = self.rows.setdefault(words, [])
        if len(named) < ROWS_NAMED_IN_A_WARNING:
            named.append(row)

    def take(self, other: Remarks) -> None:
        """What was remarked on in another share of the same table."""
        for words, rows in other.rows.items():
            self.rows[words] = sorted((*self.rows.get(words, []), *rows))[:ROWS_NAMED_IN_A_WARNING]
            self.counts[words] = self.counts.get(words, 0) + other.counts[words]
        for code, count in other.ratings.items():
            self.ratings[code] = self.ratings.get(code, 0) + count

    def in_words(self) -> tuple[str, ...]:
        """A sentence each, in the order of the rows, however the table was shared out."""
        by_row = sorted(self.rows.items(), key=lambda remark: (remark[1], remark[0]))
        return tuple(self._sentence(words, named) for words, named in by_row)

    def _sentence(self, words: str, named: list[int]) -> str:
        more = self.counts[words] - len(named)
        listed = ", ".join(str(row) for row in named)
        return f"{'Row' if len(named) == 1 else 'Rows'} {listed}{f' and {more:,} more' if more else ''}: {words}"
