from django.apps import AppConfig


class GuardConfig(AppConfig):
    name = "kapea.guard"
    label = "guard"
