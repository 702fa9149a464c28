"""Every address."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("goldenthread.web.urls")),
    path("", include("goldenthread.accounts.urls")),
    path("", include("goldenthread.partnership.urls")),
    path("", include("goldenthread.committee.urls")),
    # Before the page of an indicator: "new" and "EXC01/edit" are no references.
    path("", include("goldenthread.indicators.urls")),
    path("", include("goldenthread.reports.urls")),
    path("", include("goldenthread.figures.urls")),
    path("", include("goldenthread.plans.urls")),
    path("", include("goldenthread.thread.urls")),
    path("", include("goldenthread.requests.urls")),
]
handler400 = "goldenthread.web.views.could_not_be_read"
handler404 = "goldenthread.web.views.page_not_found"
handler500 = "goldenthread.web.views.something_went_wrong"
