"""The public pages, the gallery of the parts of all pages, and the home page of whoever is signed in. None changes
anything."""

from django.urls import path

from goldenthread.accounts.access import public, signed_in
from goldenthread.web import administration, home, views

app_name = "web"
urlpatterns = [
    path("", public(views.publications_page), name="publications"),
    path("home", signed_in(home.home_page), name="home"),
    path("administration", signed_in(administration.administration_page), name="administration"),
    path("publications/<slug:public_id>/<str:name>", public(views.publication_file), name="file"),
    path("accessibility", public(views.accessibility_page), name="accessibility"),
    path("gallery", public(views.gallery_page), name="gallery"),
    path("gallery/form", public(views.gallery_form_page), name="gallery-form"),
    path("health", public(views.health), name="health"),
]
