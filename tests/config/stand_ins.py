"""Pages that ask for permissions in each way that a page can; an URLconf with ours and these."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

from goldenthread.accounts.access import public, signed_in
from goldenthread.config.urls import urlpatterns as ours
from goldenthread.partnership.access import check_here, needs, shown_here
from goldenthread.partnership.models import Council
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import scope_of


def _answer(request, **_):
    return HttpResponse("done")


def _of_a_council(request, council):
    check_here(request, Permission.CLEAR_FIGURES, of=scope_of(council=Council.objects.get(slug=council)))
    return HttpResponse("cleared")


def _figures_of_a_council(request, council):
    shown_here(request, Permission.CLEAR_FIGURES, of=scope_of(council=Council.objects.get(slug=council)))
    return HttpResponse("figures")


urlpatterns = [
    *ours,
    path("test/undeclared", _answer),
    path("test/public", public(_answer)),
    path("test/signed-in", signed_in(_answer)),
    path("test/sign-off", needs(Permission.SIGN_OFF_FIGURES)(_answer)),
    path("test/log", needs(Permission.READ_THE_LOG, hidden=True)(_answer)),
    path("test/clear/<slug:council>", needs(Permission.CLEAR_FIGURES)(_of_a_council)),
    path("test/figures/<slug:council>", needs(Permission.CLEAR_FIGURES, hidden=True)(_figures_of_a_council)),
]

handler404 = "goldenthread.web.views.page_not_found"
handler500 = "goldenthread.web.views.something_went_wrong"
