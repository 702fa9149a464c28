"""The numbers of resolutions: "1", "2", and "3a" for what stands as a) under 3."""

from __future__ import annotations

from string import ascii_letters


def taken_apart(number: str) -> tuple[str, str]:
    """The digits and the letters: ("3", "a") of "3a", ("3", "") of "3"; a number without digits is all letters."""
    digits = number.rstrip(ascii_letters)
    return digits, number[len(digits) :]


def number_in_words(number: str) -> str:
    """As minutes refer to it: "3 a)" of "3a", "3" of "3"."""
    digits, letters = taken_apart(number)
    return f"{digits} {letters})" if digits and letters else number
