"""What the worker does for alternative care once a day: adults near children are compared with the suspects."""

from django.utils import timezone
from django_tasks import task

from kapea.registers.care.services.concerns import look_again


@task()
def look_for_new_suspects() -> int:
    """Tie the adults of facilities to suspects known since; return how many ties are new."""
    return look_again(now=timezone.now())
