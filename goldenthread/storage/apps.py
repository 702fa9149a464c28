from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StorageConfig(AppConfig):
    name = "goldenthread.storage"

    def ready(self) -> None:
        from goldenthread.storage.triggers import install_after_migrating

        # Once for each migrate, whichever app it is told of first: the step is idempotent.
        post_migrate.connect(install_after_migrating, sender=self)
