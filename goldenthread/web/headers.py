"""What every answer tells the browser: only our own files style it and run in it, and nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Our pages need their own stylesheet and scripts, and send forms to themselves. A published page brings its own policy,
# with its style's hash. Nothing inline is let through: drawings carry their colours as attributes.
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

Answer = Callable[[HttpRequest], HttpResponse]


def strict_headers(get_response: Answer) -> Answer:
    """Middleware: a content policy on every answer that does not bring its own; and no refusal is stored anywhere, so
    that what is not there yet, a pack before its release, is there for everybody once it is."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", _policy(getattr(response, "form_target", "")))
        response.headers.setdefault(
            "Permissions-Policy", "interest-cohort=(), geolocation=(), camera=(), microphone=()"
        )
        if response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def _policy(form_target: str) -> str:
    """The policy of a page of ours; a form of it may lead to the organisation's own sign-in, where it says so."""
    if not form_target:
        return PAGE_POLICY
    return PAGE_POLICY.replace("form-action 'self'", f"form-action 'self' {form_target}")
