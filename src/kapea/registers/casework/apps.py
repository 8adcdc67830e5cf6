from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "kapea.registers.casework"
    label = "casework"
