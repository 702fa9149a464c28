"""The colours of everything published, in one place: print and screen read them from here.

Text has a contrast of at least 4.5 to 1 and shapes of at least 3 to 1 against what they stand on; a test computes it.
`thread` and `hairline` only decorate.
"""

from __future__ import annotations

PALETTE = {
    "ink": "#1f2933",
    "quiet": "#56616c",
    "accent": "#1d4f76",
    "thread": "#b58900",
    "hairline": "#d5dbe1",
    "shade": "#eef2f6",
    "focus": "#fff3bf",
    "green": "#1b7340",
    "green-tint": "#e4f3ea",
    "amber": "#b35900",
    "amber-tint": "#fdf0dd",
    "red": "#b3261e",
    "red-tint": "#fbe7e5",
    "not-rated": "#56616c",
    "not-rated-tint": "#f0f2f4",
}
