"""The pages of people, and of what the partnership is made of."""

from django.urls import URLPattern

app_name = "partnership"
urlpatterns: list[URLPattern] = []
