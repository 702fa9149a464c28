from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    name = "goldenthread.committee"
