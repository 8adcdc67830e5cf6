from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "kapea.registers.worklist"
    label = "worklist"
