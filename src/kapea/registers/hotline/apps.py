from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlineConfig(AppConfig):
    name = "kapea.registers.hotline"
    label = "hotline"

    def ready(self) -> None:
        """Tell the worklist what this register's tasks are called and where they lead."""
        from kapea.guard.break_glass.kinds import register_record_kind
        from kapea.registers.hotline.queries import owner_of
        from kapea.registers.hotline.queries.complaints import accused_by_caller, accused_in_complaint
        from kapea.registers.worklist.bypassing import register_bypass
        from kapea.registers.worklist.subjects import register_subject, register_task

        register_record_kind(
            "contact", permission="hotline.contact.read", find=owner_of, url_name="hotline:contact"
        )
        register_bypass("complaint", accused_in_complaint)
        register_bypass("contact", accused_by_caller)
        register_subject("contact", "hotline:contact")
        register_task("contact.triage", label=_("Triage a contact"), permission="hotline.contact.triage")
        register_task(
            "contact.hand_over", label=_("Hand a contact over"), permission="hotline.contact.hand_over"
        )
        register_subject("address", "hotline:address")
        register_subject("complaint", "hotline:complaint")
        register_subject("missed_call", "hotline:missed_settle")
        register_task(
            "address.hand_over", label=_("Hand over a web address"), permission="hotline.address.write"
        )
        for kind, words in (
            ("complaint.begin", _("Examine a complaint")),
            ("complaint.answer", _("Answer a complaint")),
            ("complaint.reply", _("Read what a complainant wrote")),
        ):
            register_task(kind, label=words, permission="hotline.complaint.write")
        register_task("missed.call_back", label=_("Call back"), permission="hotline.contact.take")
        register_task("contact.reply", label=_("Answer a reporter"), permission="hotline.message.write")
