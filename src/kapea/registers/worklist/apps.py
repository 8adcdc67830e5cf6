from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorklistConfig(AppConfig):
    name = "kapea.registers.worklist"
    label = "worklist"

    def ready(self) -> None:
        """Listen for records opened in danger and pairs that wait, and name the tasks that follow."""
        from kapea.guard.break_glass import signals
        from kapea.registers.people.index.signals import queue_changed
        from kapea.registers.people.index.waiting import REVIEW
        from kapea.registers.worklist import danger, index_review, unattended
        from kapea.registers.worklist.subjects import register_list, register_subject, register_task

        register_list(unattended.LIST, "worklist:unattended")
        register_task(
            unattended.KIND,
            label=_("Work is late in a body where nobody supervises"),
            permission=unattended.MANAGE,
        )
        signals.opened.connect(danger.tell, dispatch_uid="worklist.opened")
        signals.reviewed.connect(danger.reviewed, dispatch_uid="worklist.reviewed")
        queue_changed.connect(index_review.follow, dispatch_uid="worklist.index_review")
        register_list(index_review.LIST, "people:index_waiting")
        register_task(index_review.KIND, label=_("Say which records are one person"), permission=REVIEW)
        register_subject("person", "people:person")
        register_subject("opening", "guard:break_glass_review")
        register_task(
            danger.REVIEW, label=_("Review an opening in danger"), permission="guard.break_glass.review"
        )
        register_task(
            danger.TOLD,
            label=_("Your record was opened in danger"),
            permission="worklist.task.read",
            is_told=True,
        )
