from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlineConfig(AppConfig):
    name = "kapea.registers.hotline"
    label = "hotline"

    def ready(self) -> None:
        """Tell the worklist what this register's tasks are called and where they lead."""
        from kapea.guard.break_glass.kinds import register_record_kind
        from kapea.registers.hotline.queries import owner_of
        from kapea.registers.worklist.subjects import register_subject, register_task

        register_record_kind(
            "contact", permission="hotline.contact.read", find=owner_of, url_name="hotline:contact"
        )
        register_subject("contact", "hotline:contact")
        register_task("contact.triage", label=_("Triage a contact"), permission="hotline.contact.triage")
        register_task(
            "contact.hand_over", label=_("Hand a contact over"), permission="hotline.contact.hand_over"
        )
        register_task("contact.reply", label=_("Answer a reporter"), permission="hotline.message.write")
