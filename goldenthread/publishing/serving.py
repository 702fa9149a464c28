"""How a file of a document is sent to a browser: byte for byte, and a page with its one style and nothing else."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import HttpResponse

# Browsers show these two; everything else is saved, whatever its name says.
_SHOWN = {".html", ".pdf"}


def published_page_policy(style_sha256: str) -> str:
    """The policy of a published page: its one style block, by its hash ("sha256-..."), and no other content."""
    style = f"'{style_sha256}'" if style_sha256 else "'none'"
    return (
        f"default-src 'none'; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def served(
    content: bytes, *, name: str, media_type: str, style_sha256: str = "", is_shown: bool | None = None
) -> HttpResponse:
    """The file. A page and a PDF are shown unless `is_shown` says otherwise; every other is saved.

    Names are made of letters, digits, hyphens and points: nothing in them needs quoting.
    """
    shown = PurePosixPath(name).suffix in _SHOWN if is_shown is None else is_shown
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{name}"',
            "Content-Security-Policy": published_page_policy(style_sha256),
            "X-Content-Type-Options": "nosniff",
        },
    )
