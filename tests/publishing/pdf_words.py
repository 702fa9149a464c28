"""Reads a PDF's words back out of its pages, to compare them with the document that they were made from."""

from __future__ import annotations

import io
import re

import pikepdf


def words_on_pages(pdf_bytes: bytes) -> list[str]:
    """The words of each page in the order in which they are drawn, runs of words parted by a line feed."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        return [_words_on(page) for page in pdf.pages]


def _words_on(page: pikepdf.Page) -> str:
    fonts = {str(name): _letters(font) for name, font in page.Resources.Font.items()}
    letters: dict[int, str] = {}
    runs = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, instruction.operator
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        if str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else operands
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            runs.append("".join(letters[int.from_bytes(codes[i : i + 2])] for i in range(0, len(codes), 2)))
    return "\n".join(runs)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """Which letters each code of a font stands for, from its ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode()
    letters = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            letters[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                letters[code] = chr(int(text, 16) + code - int(first, 16))
    return letters
