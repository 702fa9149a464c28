"""The addresses of a year: how far it has come, its close, the next list proposed and agreed."""

from django.urls import path

from goldenthread.figures.views import proposing, years
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission

_sees = needs(Permission.READ_FIGURES_IN_PROGRESS)
_closes, _keeps = needs(Permission.CLOSE_YEARS), needs(Permission.KEEP_THE_REGISTER)

urlpatterns = [
    path("years", _sees(years.years_page), name="years"),
    path("years/<slug:year>", _sees(years.year_page), name="year"),
    path("years/<slug:year>/close", _closes(years.close_page), name="close-year"),
    path("years/<slug:year>/propose", _keeps(proposing.propose_page), name="propose"),
    path("years/<slug:year>/propose/confirm", _keeps(proposing.confirm), name="confirm-proposal"),
    path("years/<slug:year>/propose/workbook", _keeps(proposing.workbook), name="proposal-workbook"),
    path("years/<slug:year>/agree", _keeps(years.agree_page), name="agree"),
]
