from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "goldenthread.attachments"
