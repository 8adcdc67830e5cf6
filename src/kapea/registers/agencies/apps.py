from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "kapea.registers.agencies"
    label = "agencies"

    def ready(self) -> None:
        """Tell the accounts which units a body has."""
        from kapea.guard.accounts.units import register_units
        from kapea.registers.agencies.queries import units_of

        register_units(units_of)
