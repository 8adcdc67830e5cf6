from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "kapea.registers.agencies"
    label = "agencies"
