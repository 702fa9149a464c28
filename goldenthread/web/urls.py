"""The public pages, the gallery of the parts of all pages, and the home page of whoever is signed in. None changes
anything."""

from django.urls import path

from goldenthread.accounts.access import public, signed_in
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission
from goldenthread.web import administration, home, views
from goldenthread.web.log import views as log
from goldenthread.web.record import data, notices, packs, reports, searching
from goldenthread.web.record import views as record

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
    path("meetings", public(record.meetings_page), name="meetings"),
    path("meetings.json", public(data.meetings_json), name="meetings-json"),
    path("meetings.atom", public(data.meetings_atom), name="meetings-atom"),
    path("meetings.ics", public(data.meetings_calendar), name="meetings-calendar"),
    path("deadlines.ics", public(data.deadlines_calendar), name="deadlines-calendar"),
    path("meetings/search", public(searching.search_page), name="search"),
    path("meetings/search.json", public(searching.search_json), name="search-json"),
    path("meetings/<slug:committee>/<slug:day>.json", public(data.meeting_json), name="meeting-json"),
    path("meetings/<slug:committee>/<slug:day>", public(record.meeting_of_day_page), name="meeting"),
    path("meetings/<slug:committee>/<slug:day>/pack", public(packs.pack_whole_page), name="pack"),
    path("meetings/<slug:committee>/<slug:day>/pack.pdf", public(packs.pack_pdf), name="pack-pdf"),
    path("matters/<slug:committee>/<slug:slug>.json", public(data.matter_json), name="matter-json"),
    path("matters/<slug:committee>/<slug:slug>", public(record.matter_of_name_page), name="matter"),
    path("decisions", public(record.decisions_page), name="decisions"),
    path(
        "decisions/<slug:committee>/<slug:day>/<str:number>",
        public(notices.notice_page),
        name="notice",
    ),
    path("decisions.json", public(data.decisions_json), name="decisions-json"),
    path("papers/<int:paper_id>", public(record.paper_page), name="paper"),
    path("papers/<int:paper_id>/read", public(reports.report_page), name="report"),
    path("accessibility", public(views.accessibility_page), name="accessibility"),
    path("gallery", public(views.gallery_page), name="gallery"),
    path("gallery/form", public(views.gallery_form_page), name="gallery-form"),
    path("health", public(views.health), name="health"),
]
