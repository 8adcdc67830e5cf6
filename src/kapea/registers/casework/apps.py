from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "kapea.registers.casework"
    label = "casework"

    def ready(self) -> None:
        """Receive hand-overs, and tell the worklist of this register's records and tasks."""
        from kapea.guard.break_glass.kinds import register_record_kind
        from kapea.registers.casework.access import owned_codes, owner_of
        from kapea.registers.casework.packing import left_behind_of, package_of
        from kapea.registers.casework.services import receive_hand_over
        from kapea.registers.worklist.handover import register_receiver
        from kapea.registers.worklist.own_records import register_own_package, register_own_records
        from kapea.registers.worklist.subjects import register_subject, register_task

        register_receiver("casework", receive_hand_over)
        register_record_kind("case", permission="casework.case.read", find=owner_of, url_name="casework:case")
        register_own_records("case", owned_codes)
        register_own_package("case", package_of, left_behind=left_behind_of)
        register_subject("case", "casework:case")
        register_subject("referral", "casework:referral")
        write = "casework.case.write"
        for kind, label, permission in (
            ("case.accept", _("Accept a case"), "casework.case.accept"),
            ("case.identify", _("Identify and register the child"), write),
            ("case.assess", _("Assess risk and needs"), write),
            ("case.plan", _("Make the plan with the child"), write),
            ("case.action", _("Do the next action of the plan"), write),
            ("case.visit", _("Visit the child"), write),
            ("work.approve", _("Approve an assessment or a plan"), "casework.work.approve"),
            ("closure.decide", _("Decide on closing a case"), "casework.closure.approve"),
            ("referral.answer", _("Answer a referral"), "casework.referral.answer"),
            ("referral.await", _("See that a referral is answered"), "casework.referral.send"),
            ("case.flag", _("Act on what is flagged"), write),
            ("case.review", _("Review the plan"), write),
        ):
            register_task(kind, label=label, permission=permission)
        register_task(
            "referral.read_outcome",
            label=_("Read what came of a referral"),
            permission="casework.referral.send",
            is_told=True,
        )
