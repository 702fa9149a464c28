"""The public pages. None needs a sign-in, and none changes anything."""

from django.urls import path

from goldenthread.web import views

app_name = "web"
urlpatterns = [
    path("", views.publications_page, name="publications"),
    path("publications/<slug:public_id>/<str:name>", views.publication_file, name="file"),
    path("health", views.health, name="health"),
]
