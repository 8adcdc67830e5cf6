"""What the worker does for casework once a day: referrals that nobody answered expire."""

from django.utils import timezone
from django_tasks import task

from kapea.registers.casework.services import expire_referrals


@task()
def expire_unanswered() -> int:
    """Expire the referrals past their last day; return how many."""
    return expire_referrals(now=timezone.now())
