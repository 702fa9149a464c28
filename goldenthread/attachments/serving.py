"""An attached file as it is handed out: to be saved, never to be shown or run by the browser."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from goldenthread.attachments.queries import KeptFile

# What a browser may do with it were it opened all the same: nothing.
_POLICY = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def as_attachment(file: KeptFile) -> HttpResponse:
    """The answer that hands the file out."""
    return HttpResponse(
        file.content,
        headers={
            "Content-Type": file.media_type,
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=file.name) or "attachment",
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store, private",
        },
    )
