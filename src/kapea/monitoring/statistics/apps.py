from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "kapea.monitoring.statistics"
    label = "statistics"
