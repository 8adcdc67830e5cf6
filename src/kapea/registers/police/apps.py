from django.apps import AppConfig


class PoliceConfig(AppConfig):
    name = "kapea.registers.police"
    label = "police"

    def ready(self) -> None:
        """Receive hand-overs, and tell the worklist of this register's tasks."""
        from kapea.guard.break_glass.kinds import register_record_kind
        from kapea.registers.police import access, tasks
        from kapea.registers.police.queries.known import suspects_who_are
        from kapea.registers.police.services import receive_hand_over
        from kapea.registers.police.words import TASK
        from kapea.registers.worklist.handover import register_receiver
        from kapea.registers.worklist.subjects import register_subject, register_task
        from kapea.registers.worklist.suspects import register_suspect_finder

        register_receiver("police", receive_hand_over)
        register_suspect_finder("suspect", suspects_who_are)
        register_record_kind(
            "incident", permission=access.READ, find=access.owner_of, url_name="police:incident"
        )
        register_subject("incident", "police:incident")
        takes = {"incident.send_to_court": access.SEND}
        takes |= dict.fromkeys(tasks.TO_LOOK_INTO, access.REVIEW)
        for kind, label in TASK.items():
            register_task(kind, label=label, permission=takes.get(kind, access.WRITE))
