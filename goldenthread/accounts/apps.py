from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "goldenthread.accounts"

    def ready(self) -> None:
        from goldenthread.accounts import remarks

        remarks.listen()
