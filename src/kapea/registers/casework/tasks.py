"""What the worker does for casework once a day: what has run out is ended and its task set."""

from django.utils import timezone
from django_tasks import task

from kapea.registers.casework.services import expire_referrals, settle_lapsed


@task()
def expire_unanswered() -> int:
    """Expire the referrals past their last day, and note grounds that have run out; return how many."""
    now, ended = timezone.now(), 0
    while expired := expire_referrals(now=now):
        ended += expired
    return ended + settle_lapsed(now=now)
