from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kapea.registers.people"
    label = "people"

    def ready(self) -> None:
        """Tell the worklist which page shows a person."""
        from kapea.guard.break_glass.kinds import register_record_kind
        from kapea.registers.people.queries import owner_of
        from kapea.registers.worklist.subjects import register_subject

        register_record_kind(
            "person", permission="people.person.read", find=owner_of, url_name="people:person"
        )
        register_subject("person", "people:person")
