from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliceConfig(AppConfig):
    name = "kapea.registers.police"
    label = "police"

    def ready(self) -> None:
        """Receive hand-overs, and tell the worklist of this register's tasks."""
        from kapea.guard.break_glass.kinds import register_record_kind
        from kapea.registers.police.queries import owner_of
        from kapea.registers.police.services import receive_hand_over
        from kapea.registers.worklist.handover import register_receiver
        from kapea.registers.worklist.subjects import register_subject, register_task

        register_receiver("police", receive_hand_over)
        register_record_kind(
            "incident", permission="police.incident.read", find=owner_of, url_name="police:incident"
        )
        register_subject("incident", "police:incident")
        write = "police.incident.write"
        register_task("incident.confirm", label=_("Confirm an incident"), permission=write)
        register_task("incident.investigate", label=_("Investigate an incident"), permission=write)
        register_task(
            "incident.send_to_court",
            label=_("Send an incident to court"),
            permission="police.incident.send_to_court",
        )
