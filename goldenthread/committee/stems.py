"""Words as a search compares them: in one case, in one spelling, and by one British English stemmer.

"Organised", "organize" and "organisations" are one to whoever searches. What a text says is not changed: only how its
words are found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from threading import Lock

import snowballstemmer

LONGEST = 40  # as many characters of a stem are compared as its column holds
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STEMMER = snowballstemmer.stemmer("english")
# It keeps the word that it is at in itself, and requests are answered by threads.
_ONE_AT_A_TIME = Lock()
# Words that stand in every paper and so tell none from another.
_EMPTY_WORDS = """
a about also an and any are as at be been but by can did do does for from had has have he her his how i if in into is
it its no not of on or our she so such than that the their them then there these they this those to was we were what
when where which who will with would you your
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_KINDS = (
    "arm|behavi|cand|clam|col|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb|parl|ranc|rig|rum|sav|splend|tum|val|vap|vig"
)
# What is spelt in two ways, British and American or noun and verb: each rule leaves one of them.
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})iz(?=(?:e[drs]?|ers|es|ing|ation|ations|able)$)"), "is"),
    (re.compile(r"(?<=l)yz(?=(?:e[drs]?|ers|es|ing)$)"), "ys"),
    (re.compile(rf"^(dis|mis|un)?({_KINDS})our(?=$|[a-z])"), r"\g<1>\2or"),
    (re.compile(r"^(amphi)?(calib|cent|fib|lit|theat)er(?=s?$)"), r"\g<1>\2re"),
    (re.compile(r"^(centi|kilo|milli)(lit|met)er(?=s?$)"), r"\g<1>\2re"),
    (re.compile(r"^(licen|practi)s(?=e[ds]?$|ing$)"), r"\1c"),
    (re.compile(r"^(defen|offen|preten)s(?=es?$)"), r"\1c"),
    (re.compile(r"^programm?e?(?=s?$)"), "program"),
    (re.compile(r"^(acknowledg|judg)e?ment(?=s?$)"), r"\1ment"),
    (re.compile(r"^(cancel|channel|counsel|fuel|label|level|model|signal|total|travel)l(?=ed$|ing$|er$|ers$)"), r"\1"),
)  # fmt: skip


def words_with_places(text: str) -> Iterator[tuple[int, int, str]]:
    """Every word of a text that is searched by: where it begins, where it ends, and its stem."""
    for found in _WORD.finditer(text):
        stem = stem_of(found.group())
        if stem:
            yield found.start(), found.end(), stem


def stems_typed(words: str) -> tuple[str, ...]:
    """The stems of what somebody typed, each once, in their order; () where they are all words of every text."""
    return tuple(dict.fromkeys(stem for _, _, stem in words_with_places(words)))


def first_places(text: str) -> dict[str, int]:
    """Each stem of a text with the place where it is first found."""
    found: dict[str, int] = {}
    for start, _, stem in words_with_places(text):
        found.setdefault(stem, start)
    return found


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """The stem by which a word is compared; "" of one that is left out."""
    bare = unicodedata.normalize("NFKD", word).casefold().replace("’", "'").removesuffix("'s").replace("'", "")
    bare = "".join(one for one in bare if not unicodedata.combining(one))
    if bare in _EMPTY:
        return ""
    for pattern, instead in _SPELLINGS:
        bare = pattern.sub(instead, bare)
    with _ONE_AT_A_TIME:
        return str(_STEMMER.stemWord(bare))[:LONGEST]


def marked(text: str, *, stems: Collection[str]) -> tuple[tuple[str, bool], ...]:
    """A text in its parts, one after another: each with whether it is a word that was searched for."""
    parts: list[tuple[str, bool]] = []
    done = 0
    for start, end, stem in words_with_places(text):
        if stem in stems:
            parts += [(text[done:start], False), (text[start:end], True)]
            done = end
    return tuple(part for part in (*parts, (text[done:], False)) if part[0])
