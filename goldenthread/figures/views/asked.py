"""The figure that a page is of, and who looks at it."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from goldenthread.figures.queries.mine import AskedFigure, figure_asked
from goldenthread.partnership.access import Person, check_here, shown_here
from goldenthread.partnership.permissions import Permission


def figure_here(
    request: HttpRequest, figure_id: int, permission: Permission | None = None
) -> tuple[AskedFigure, Person]:
    """The figure, and who looks at it: 404 to whoever may not see it, and the reason to whoever may not do this."""
    asked = figure_asked(figure_id)
    if asked is None:
        raise Http404
    person = shown_here(request, Permission.READ_FIGURES_IN_PROGRESS, of=asked.scope)
    if permission is not None:
        person = check_here(request, permission, of=asked.scope)
    return asked, person
