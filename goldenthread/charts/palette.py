"""The colours and shapes of everything shown, in one place: pages, prints and office files read them from here.

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
# Of a rating or a direction of travel, each a path of 8 by 8 with its sign cut out (fill-rule evenodd).
SHAPES = {
    "green": "M4 0a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM1.7 4.3L2.5 3.5L3.5 4.5L5.6 2.2L6.4 3L3.5 6.1z",
    "amber": "M4 0L8 7.7H0zM3.4 2.7H4.6L4.4 5.1H3.6zM3.4 5.7H4.6V6.8H3.4z",
    "red": "M0 0H8V8H0zM1.6 2.4L2.4 1.6L4 3.2L5.6 1.6L6.4 2.4L4.8 4L6.4 5.6L5.6 6.4L4 4.8L2.4 6.4L1.6 5.6L3.2 4z",
    "not-rated": "M4 0a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM4 1a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM2.3 3.5H5.7V4.5H2.3z",
    "improved": "M4 1.2L7 6.6H1z",
    "worse": "M1 1.6H7L4 7z",
    "same": "M1.6 1L7 4L1.6 7z",
    "not-stated": "M1.5 3.5H6.5V4.5H1.5z",
}
# Least contrasts of WCAG 2.2: of words (1.4.3) and of shapes that carry a meaning (1.4.11).
LEAST_FOR_WORDS, LEAST_FOR_SHAPES = 4.5, 3.0


def contrast_between(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), of two colours as "#1d4f76", by the formula of WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
