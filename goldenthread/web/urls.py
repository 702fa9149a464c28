"""The public pages, and the gallery of the parts of all pages. None needs a sign-in, and none changes anything."""

from django.urls import path

from goldenthread.accounts.access import public
from goldenthread.web import views

app_name = "web"
urlpatterns = [
    path("", public(views.publications_page), name="publications"),
    path("publications/<slug:public_id>/<str:name>", public(views.publication_file), name="file"),
    path("accessibility", public(views.accessibility_page), name="accessibility"),
    path("gallery", public(views.gallery_page), name="gallery"),
    path("gallery/form", public(views.gallery_form_page), name="gallery-form"),
    path("health", public(views.health), name="health"),
]
