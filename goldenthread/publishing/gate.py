"""The gate before publication: a PDF that is not accessible and archival is not published.

Two checks that know nothing of each other. `page-validation` checks the rules of PDF/UA-1 and PDF/A-2a that a machine
can check. Our own reads the tags as a screen reader would and says what those rules leave open: each drawing with its
alternative, each row and column of a table with a header, one title, contents, language.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import page
import pikepdf
from pikepdf import Array, Object

PROFILES = ("ua1", "2a")
# The checker stops at 1,024 rows in a table, for files from strangers; a pack of a large partnership has more.
LIMITS = page.SafetyLimits(max_table_grid_rows=20_000)


class GateRefused(Exception):
    """The PDF may not be published; `problems` says why, all at once."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("The PDF may not be published:\n" + "\n".join(problems))
        self.problems = problems


def check_gate(pdf_bytes: bytes, *, language: str, figures: int) -> None:
    """Raises GateRefused where the PDF breaks a rule; `figures` is how many drawings the document holds."""
    # The validator is not Python and lets go of the interpreter: both profiles and our own check run side by side.
    with ThreadPoolExecutor(max_workers=len(PROFILES)) as pool:
        validations = [pool.submit(_broken_rules, pdf_bytes, profile) for profile in PROFILES]
        ours = tag_problems(pdf_bytes, language=language, figures=figures)
        broken = [problem for validation in validations for problem in validation.result()]
    if broken or ours:
        raise GateRefused((*broken, *ours))


def _broken_rules(pdf_bytes: bytes, profile: str) -> list[str]:
    try:
        report = page.validate_pdf_bytes(pdf_bytes, profile=profile, limits=LIMITS)
    except page.PageError as error:
        return [f"{profile}: the file cannot be checked: {error}"]
    if report.is_compliant:
        return []
    counts = Counter((failure.rule_id, failure.message) for failure in report.failures)
    return [f"{profile}: {rule}: {message} ({count} times)" for (rule, message), count in counts.items()]


def tag_problems(pdf_bytes: bytes, *, language: str, figures: int) -> tuple[str, ...]:
    """What is missing from a PDF's tags, in words; empty where nothing is."""
    try:
        with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
            found = Counter(_element_problems(pdf.Root))
            problems = [f"{count} × {problem}" for problem, count in found.items() if problem not in _COUNTED]
            problems += _document_problems(pdf.Root, language=language)
            problems += _lost_words(pdf)
    except pikepdf.PdfError as error:
        return (f"The file is no sound PDF: {error}",)
    if found["Figure"] != figures:
        problems.append(f"{found['Figure']} drawings are tagged and the document holds {figures}.")
    if found["H1"] != 1:
        problems.append(f"There are {found['H1']} headings of level 1; there is one, the title.")
    return tuple(problems)


_COUNTED = {"Figure", "H1"}


def _document_problems(root: Object, *, language: str) -> Iterator[str]:
    if str(root.get("/Lang", "")) != language:
        yield f"The document's language is not given as {language}."
    if not _says_yes(root, "/MarkInfo", "/Marked"):
        yield "The document is not marked as tagged."
    if not _says_yes(root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield "The window's title would be the file's name."
    if "/Outlines" not in root:
        yield "There are no bookmarks."
    metadata = root.get("/Metadata")
    if metadata is None or "/Filter" in metadata:
        yield "The metadata is missing or compressed."


# Where Typst puts a run of words: the page's own corner is 0 0.
_WORDS_AT = re.compile(rb"q [\d.]+ 0 0 -[\d.]+ (-?[\d.]+) (-?[\d.]+) cm\S* cs [\d. ]+scn\s+BT")
_WORDS_END = b"\nET\n"


def _lost_words(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Words set where nobody can read them: what does not fit runs off the page, and no other check would notice."""
    for number, page_object in enumerate(pdf.pages, start=1):
        _, _, width, height = (float(edge) for edge in page_object.MediaBox)
        content = page_object.Contents.read_bytes()
        places = [(float(x), float(y)) for x, y in _WORDS_AT.findall(content)]
        if len(places) != content.count(_WORDS_END):
            yield f"Page {number}: it cannot be seen where some of its words stand."
        if any(not (0 < x < width and 0 < y < height) for x, y in places):
            yield f"Page {number}: words run off the page."


def _says_yes(root: Object, part: str, key: str) -> bool:
    return part in root and key in root[part] and bool(root[part][key])


def _element_problems(root: Object) -> Iterator[str]:
    """Problems of single elements, and "Figure" and "H1" once for each there is."""
    waiting = elements_in(root.StructTreeRoot) if "/StructTreeRoot" in root else []
    while waiting:
        kind, element = waiting.pop()
        if kind == "/Figure":
            yield "Figure"
            if not str(element.get("/Alt", "")).strip():
                yield "a drawing without a text alternative"
            continue
        below = elements_in(element)
        waiting += below
        kinds = {kind for kind, _ in below}
        if kind == "/H1":
            yield "H1"
        elif kind == "/TH" and not any("/Scope" in attributes for attributes in element.get("/A", ())):
            yield "a header cell that does not say what it heads"
        elif kind == "/TR" and "/TD" in kinds and below[0][0] != "/TH":
            yield "a table row without a header"
        elif kind == "/Table" and "/Caption" not in kinds:
            yield "a table without a caption"
        elif kind == "/Table" and "/THead" not in kinds:
            yield "a table without column headers"


def elements_in(node: Object) -> list[tuple[str, Object]]:
    """The structure elements right below a node, each with its kind ("/TR"); marked content and links are left out."""
    kids = node.get("/K")
    if kids is None or isinstance(kids, int):
        return []
    found = []
    for kid in kids if isinstance(kids, Array) else (kids,):
        # A number is marked content, a dictionary without a kind a reference to it or to a link.
        if not isinstance(kid, int) and (kind := kid.get("/S")) is not None:
            found.append((str(kind), kid))
    return found
