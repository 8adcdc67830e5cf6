from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "kapea.monitoring.law"
    label = "law"
