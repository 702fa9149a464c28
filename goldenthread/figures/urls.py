"""The pages of figures."""

from django.urls import path

from goldenthread.accounts.access import signed_in
from goldenthread.figures.views import kept, listing, returning, running, trying, uploading, yearly
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission

_returns, _sees = needs(Permission.RETURN_FIGURES), needs(Permission.READ_FIGURES_IN_PROGRESS, hidden=True)

app_name = "figures"
urlpatterns = [
    path("returns", _returns(listing.returns_page), name="returns"),
    path("returns/submit", _returns(listing.submit_ready), name="submit-ready"),
    # Whether there is such a figure is not told to whoever may not see it.
    path("returns/figures/<int:figure_id>", _sees(returning.figure_page), name="figure"),
    path("returns/figures/<int:figure_id>/answer", _sees(returning.answer_question), name="answer"),
    path("returns/<slug:period>/upload", _returns(uploading.upload_page), name="upload"),
    path("returns/<slug:period>/upload/confirm", _returns(uploading.confirm), name="confirm"),
    path("returns/<slug:period>/workbook/<slug:service>", _returns(uploading.workbook), name="workbook"),
    path("policies/<slug:slug>/try", signed_in(trying.try_policy_page), name="try-policy"),
    *running.urlpatterns,
    *yearly.urlpatterns,
    *kept.urlpatterns,
]
