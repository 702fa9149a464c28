from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "goldenthread.web"

    def ready(self) -> None:
        from goldenthread.partnership.queries.owed import say_what_is_owed
        from goldenthread.web.owed import owed_of_figures

        say_what_is_owed(owed_of_figures)
