from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReturnsConfig(AppConfig):
    name = "kapea.registers.returns"
    label = "returns"

    def ready(self) -> None:
        """Receive hand-overs, and tell the worklist of this register's records and tasks."""
        from kapea.guard.break_glass.kinds import register_record_kind
        from kapea.registers.returns import access
        from kapea.registers.returns.services.opening import receive_hand_over
        from kapea.registers.worklist.handover import register_receiver
        from kapea.registers.worklist.own_records import register_way_on
        from kapea.registers.worklist.subjects import register_subject, register_task

        register_receiver("returns", receive_hand_over)
        register_record_kind(
            "return", permission=access.READ, find=access.owner_of, url_name="returns:return"
        )
        register_way_on(
            "case",
            label=_("Return the child of your case"),
            url_name="returns:from_case",
            permission=access.WRITE,
        )
        register_subject("return", "returns:return")
        for kind, label, permission in (
            ("return.accept", _("Accept a return"), access.ACCEPT),
            ("return.prepare", _("Prepare a return"), access.WRITE),
            ("return.arrival", _("Confirm the arrival"), access.WRITE),
            ("return.plan", _("Make the reintegration plan"), access.WRITE),
            ("return.visit", _("Visit after the return"), access.WRITE),
            ("return.goal", _("Do the next goal of the reintegration plan"), access.WRITE),
            ("return.closure", _("Decide on closing a return"), access.APPROVE_CLOSURE),
        ):
            register_task(kind, label=label, permission=permission)
