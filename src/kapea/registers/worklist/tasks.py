"""What the worker does for the worklist each minute: late tasks go up, notices go out."""

from django.utils import timezone
from django_tasks import task

from kapea.registers.worklist.escalation import escalate_late
from kapea.registers.worklist.notices import send_waiting


@task()
def keep_clocks() -> tuple[int, int]:
    """Send up what is late and send the notices that wait; return how many of each."""
    now = timezone.now()
    return escalate_late(now=now), send_waiting(now=now)
