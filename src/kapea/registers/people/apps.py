from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kapea.registers.people"
    label = "people"

    def ready(self) -> None:
        """Say how a person's record is opened in danger."""
        from kapea.guard.break_glass.kinds import register_record_kind
        from kapea.registers.people.queries import owner_of

        register_record_kind(
            "person", permission="people.person.read", find=owner_of, url_name="people:person"
        )
