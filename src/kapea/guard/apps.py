from django.apps import AppConfig


class GuardConfig(AppConfig):
    name = "kapea.guard"
    label = "guard"

    def ready(self) -> None:
        from kapea.guard.accounts import events  # noqa: F401 - connects what is audited about sign-ins
