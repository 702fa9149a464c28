"""The words of a PDF. A scan is a picture and has none."""

from __future__ import annotations


def words_of_pdf(content: bytes, *, most: int) -> str:
    """What a PDF says, page by page, until there is so much; "" where it is damaged or protected, or holds no text."""
    import pypdfium2  # noqa: PLC0415 - takes a moment, and only a PDF needs it

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ""
    found: list[str] = []
    length = 0
    for number in range(len(document)):
        try:
            page = document[number]
            words = page.get_textpage().get_text_bounded().replace("\r\n", "\n").strip()
            page.close()
        except pypdfium2.PdfiumError:  # a page that is damaged: the others are read
            continue
        found.append(words)
        length += len(words)
        if length > most:
            break
    return "\n".join(found)
