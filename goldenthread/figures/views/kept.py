"""The addresses of what is behind figures: what is attached, sign-offs by e-mail, promises, and all of it explained."""

from django.urls import path

from goldenthread.accounts.access import signed_in
from goldenthread.figures.views import attaching, emailing, explaining, promising
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission

# Whether there is such a figure is not told to whoever may not see it.
_sees = needs(Permission.READ_FIGURES_IN_PROGRESS, hidden=True)
_records = needs(Permission.RECORD_SIGN_OFFS)
_RETURN, _FIGURE = "returns/figures/<int:figure_id>", "rounds/figures/<int:figure_id>"

urlpatterns = [
    path(f"{_RETURN}/evidence", _sees(attaching.evidence_page), name="evidence"),
    path(f"{_RETURN}/evidence/<int:evidence_id>/remove", _sees(attaching.remove), name="evidence-remove"),
    # An auditor has it too, once a version that holds it is issued to them.
    path(f"{_FIGURE}/evidence/<int:evidence_id>", signed_in(attaching.evidence_file), name="evidence-file"),
    path("rounds/<slug:period>/emailed", _records(emailing.emailed_page), name="emailed"),
    path(f"{_FIGURE}/sign-off/email", _sees(attaching.email_file), name="sign-off-email"),
    # An auditor and a member have it once it is issued to them; the query says.
    path("figures/<int:figure_id>/explained", signed_in(explaining.explained_page), name="explained"),
    # Everybody who is signed in may have promised something; which promises they see, the queries say.
    path("promises", signed_in(promising.mine_page), name="promises"),
    path("promises/everyone", signed_in(promising.everyone_page), name="promises-everyone"),
    path("promises/<int:action_id>", signed_in(promising.promise_page), name="promise"),
    path("promises/<int:action_id>/confirm", signed_in(promising.confirm), name="promise-confirm"),
    path("promises/<int:action_id>/files/<int:evidence_id>", signed_in(promising.promise_file), name="promise-file"),
]
