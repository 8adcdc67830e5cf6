from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareConfig(AppConfig):
    name = "kapea.registers.care"
    label = "care"

    def ready(self) -> None:
        """Receive hand-overs, and tell the worklist of this register's records and tasks."""
        from kapea.guard.break_glass.kinds import register_record_kind
        from kapea.registers.care import access
        from kapea.registers.care.placements_of_case import placements_of_case
        from kapea.registers.care.services.placing import receive_hand_over
        from kapea.registers.worklist.handover import register_receiver
        from kapea.registers.worklist.own_records import register_way_on
        from kapea.registers.worklist.placements import register_placements
        from kapea.registers.worklist.subjects import register_subject, register_task

        register_receiver("care", receive_hand_over)
        register_placements(placements_of_case)
        register_record_kind(
            "placement", permission=access.READ_PLACEMENT, find=access.owner_of, url_name="care:placement"
        )
        register_way_on("case", label=_("Ask for a placement"), url_name="care:ask", permission=access.ASK)
        register_subject("facility", "care:facility")
        register_subject("placement", "care:placement")
        for kind, label, permission in (
            ("facility.licence", _("Renew a licence"), access.LICENSE),
            ("facility.inspect", _("Inspect a facility"), access.INSPECT),
            ("facility.visit", _("Inspect a facility after a complaint"), access.INSPECT),
            ("facility.mend", _("See that what an inspection asked for is mended"), access.INSPECT),
            ("facility.capacity", _("A facility is over capacity"), access.INSPECT),
            ("facility.complaint", _("Review a complaint about a facility"), access.REVIEW_COMPLAINT),
            ("facility.suspect", _("A suspect is tied to a facility"), access.SUSPECT),
            ("placement.answer", _("Answer a request for a placement"), access.WRITE_PLACEMENT),
            ("placement.arrival", _("Record the child's arrival"), access.WRITE_PLACEMENT),
            ("placement.review", _("Review a placement"), access.WRITE_PLACEMENT),
            ("placement.confirm", _("Have an emergency placement confirmed"), access.WRITE_PLACEMENT),
            ("placement.longest", _("Residential care ends or is prolonged"), access.PROLONG),
        ):
            register_task(kind, label=label, permission=permission)
