from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "kapea.registers.directory"
    label = "directory"
