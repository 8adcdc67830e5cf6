from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "kapea.registers.sheets"
    label = "sheets"
