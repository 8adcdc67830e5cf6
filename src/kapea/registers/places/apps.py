from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "kapea.registers.places"
    label = "places"
