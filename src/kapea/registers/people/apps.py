from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kapea.registers.people"
    label = "people"
