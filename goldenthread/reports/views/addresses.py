"""The addresses of documents: who prepares them, who releases them, and who was given them."""

from django.urls import path

from goldenthread.accounts.access import signed_in
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission
from goldenthread.reports.views import documents, drafting, issuing, publishing

# The performance officer prepares, publishes and issues; the clerk releases too, and sees what is to be released.
# A document tells of every council, so their role is for the whole partnership.
_releases, _publishes = needs(Permission.RELEASE, whole=True), needs(Permission.PUBLISH, whole=True)
_issues, _writes = needs(Permission.ISSUE, whole=True), needs(Permission.EDIT_WORDS, whole=True)
_ONE = "reports/<slug:period>/<slug:audience>"

urlpatterns = [
    path("reports", _releases(documents.reports_page), name="reports"),
    path("reports/issued", signed_in(issuing.issued_page), name="issued"),
    # Whether there is such a publication is told to nobody but those who may read it: the view answers 404.
    path("reports/documents/<slug:public_id>", signed_in(issuing.kept_page), name="kept"),
    path("reports/documents/<slug:public_id>/<str:name>", signed_in(issuing.kept_file), name="kept-file"),
    path(_ONE, _releases(documents.document_page), name="document"),
    path(f"{_ONE}/words", _writes(drafting.words_page), name="words"),
    path(f"{_ONE}/words/<slug:place>", _writes(drafting.place_page), name="place"),
    path(f"{_ONE}/preview", _publishes(documents.preview_page), name="preview"),
    path(f"{_ONE}/preview.pdf", _publishes(documents.preview_pdf), name="preview-pdf"),
    path(f"{_ONE}/checks", _publishes(documents.checks_page), name="checks"),
    path(f"{_ONE}/publish", _publishes(publishing.publish_page), name="publish"),
    path(f"{_ONE}/issue", _issues(issuing.issue_page), name="issue"),
    path(f"{_ONE}/release", _releases(publishing.release_page), name="release"),
]
