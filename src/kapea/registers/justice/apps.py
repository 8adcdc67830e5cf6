from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JusticeConfig(AppConfig):
    name = "kapea.registers.justice"
    label = "justice"

    def ready(self) -> None:
        """Receive hand-overs, and tell the worklist of this register's tasks."""
        from kapea.guard.break_glass.kinds import register_record_kind
        from kapea.registers.justice.access import READ, owner_of
        from kapea.registers.justice.queries.protection import live_measures_of_case
        from kapea.registers.justice.services.receiving import receive_hand_over
        from kapea.registers.justice.services.vetting import accused_who_are
        from kapea.registers.worklist.handover import register_receiver
        from kapea.registers.worklist.protection import register_live_measures
        from kapea.registers.worklist.subjects import register_subject, register_task
        from kapea.registers.worklist.suspects import register_suspect_finder

        register_receiver("justice", receive_hand_over)
        register_live_measures(live_measures_of_case)
        register_suspect_finder("accused", accused_who_are)
        register_record_kind("proceeding", permission=READ, find=owner_of, url_name="justice:proceeding")
        register_subject("proceeding", "justice:proceeding")
        for kind, label, permission in (
            ("proceeding.prosecute", _("Take up a proceeding"), "justice.proceeding.write"),
            ("proceeding.limitation", _("Limitation of prosecution runs out"), "justice.proceeding.write"),
            ("proceeding.hearing", _("Prepare a hearing"), "justice.proceeding.write"),
            ("proceeding.measures", _("Decide on protective measures"), "justice.protection.decide"),
            ("proceeding.settlement", _("Review a settlement out of court"), "justice.concern.review"),
            ("proceeding.embassy", _("Notify the embassy"), "justice.proceeding.write"),
            ("proceeding.payment", _("Follow up a compensation"), "justice.judgment.write"),
        ):
            register_task(kind, label=label, permission=permission)
