"""The pages of a quarter, of the register and of an indicator. What somebody may see of them, queries say."""

from django.urls import path

from goldenthread.accounts.access import signed_in
from goldenthread.reports import views

app_name = "reports"
urlpatterns = [
    path("quarters", signed_in(views.quarters_page), name="quarters"),
    path("quarters/<slug:period>", signed_in(views.overview_page), name="overview"),
    path("quarters/<slug:period>/figures", signed_in(views.figures_page), name="figures"),
    path("indicators", signed_in(views.register_page), name="register"),
    path("indicators/export", signed_in(views.export_register), name="export"),
    path("indicators/<str:ref>", signed_in(views.indicator_page), name="indicator"),
]
