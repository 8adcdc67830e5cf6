from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kapea.registers.people"
    label = "people"

    def ready(self) -> None:
        """Tell the worklist which page shows a person."""
        from kapea.registers.worklist.subjects import register_subject

        register_subject("person", "people:person")
