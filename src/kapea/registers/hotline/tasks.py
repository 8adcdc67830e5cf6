"""What the worker does for the hotline once a day: the text of settled addresses is destroyed in time."""

from django.utils import timezone
from django_tasks import task

from kapea.registers.hotline.services.addresses import erase_addresses


@task()
def erase_old_addresses() -> int:
    """Destroy the text of addresses whose time is over; return how many."""
    return erase_addresses(now=timezone.now())
