from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "kapea.site"
    label = "site"
