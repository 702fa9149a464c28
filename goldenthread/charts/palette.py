"""The colours and shapes of everything shown, in one place: pages, prints and office files read them from here.

Text has a contrast of at least 4.5 to 1 and shapes of at least 3 to 1 against what they stand on; a test computes it.
`thread` and `hairline` only decorate.
"""

from __future__ import annotations

import math

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
# How people see colours who lack one of the three kinds of cone, as a matrix of linear red, green and blue: Machado and
# others, "A physiologically-based model for simulation of color vision deficiency", 2009, at full severity.
SEEN_WITHOUT = {
    "red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# Two colours nearer than this are taken for one another at a glance, by everybody or by those who see fewer colours.
# 2.3 is just to be seen side by side; a rating is told from another across a page. Ours are 29 and 13 apart at least.
LEAST_APART, LEAST_APART_FOR_SOME = 20.0, 10.0


def contrast_between(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), of two colours as "#1d4f76", by the formula of WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest_dark_enough(colour: str, *, least: float = LEAST_FOR_SHAPES, against: str = "#ffffff") -> str:
    """The colour itself where it stands out enough from what it stands on, which is light; else the same hue darkened
    by as little as will do."""
    channels = _channels(colour)
    for part in range(255, -1, -1):
        darker = "#" + "".join(f"{channel * part // 255:02x}" for channel in channels)
        if contrast_between(darker, against) >= least:
            return darker
    return "#000000"


def apart(one: str, other: str, *, without: str = "") -> float:
    """How different two colours look, by the distance of CIELAB (CIE 1976, white of D65): to everybody, or to those who
    see no "red", "green" or "blue"."""
    first, second = (_lab(_linear(colour), without=without) for colour in (one, other))
    return math.dist(first, second)


def _lab(linear: list[float], *, without: str) -> tuple[float, float, float]:
    if without:
        linear = [
            sum(part * channel for part, channel in zip(row, linear, strict=True)) for row in SEEN_WITHOUT[without]
        ]
    red, green, blue = (min(max(channel, 0.0), 1.0) for channel in linear)
    x = _lab_part((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    y = _lab_part(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    z = _lab_part((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _lab_part(share: float) -> float:
    return float(share ** (1 / 3)) if share > 0.008856 else 7.787 * share + 16 / 116


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _linear(colour: str) -> list[float]:
    parts = [channel / 255 for channel in _channels(colour)]
    return [c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4) for c in parts]


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
