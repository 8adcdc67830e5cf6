"""What the worker does for the worklist: each minute late tasks go up and notices go out; each night old ones go."""

from django.utils import timezone
from django_tasks import task

from kapea.registers.worklist.escalation import escalate_late
from kapea.registers.worklist.notices import forget_sent, send_waiting


@task()
def keep_clocks() -> tuple[int, int]:
    """Send up what is late and send the notices that wait; return how many of each."""
    now = timezone.now()
    return escalate_late(now=now), send_waiting(now=now)


@task()
def forget_sent_notices() -> int:
    """Delete the notices sent longer ago than the country keeps them; return how many."""
    return forget_sent(now=timezone.now())
