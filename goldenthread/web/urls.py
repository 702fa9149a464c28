"""The public pages, the gallery of the parts of all pages, and the home page of whoever is signed in. None changes
anything."""

from django.urls import path

from goldenthread.accounts.access import public, signed_in
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission
from goldenthread.web import administration, home, views
from goldenthread.web.log import views as log

# Whether somebody did something is not told to whoever may not read the log.
_reads_the_log = needs(Permission.READ_THE_LOG, hidden=True)

app_name = "web"
urlpatterns = [
    path("", public(views.publications_page), name="publications"),
    path("home", signed_in(home.home_page), name="home"),
    path("administration", signed_in(administration.administration_page), name="administration"),
    path("events", _reads_the_log(log.events_page), name="events"),
    path("events/export", _reads_the_log(log.export_log), name="events-export"),
    path("publications/<slug:public_id>", public(views.publication_page), name="publication"),
    path("publications/<slug:public_id>/<str:name>", public(views.publication_file), name="file"),
    path("accessibility", public(views.accessibility_page), name="accessibility"),
    path("gallery", public(views.gallery_page), name="gallery"),
    path("gallery/form", public(views.gallery_form_page), name="gallery-form"),
    path("health", public(views.health), name="health"),
]
