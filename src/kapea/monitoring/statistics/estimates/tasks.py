"""What the worker does for an estimate: computes it."""

from django.utils import timezone
from django_tasks import task

from kapea.monitoring.statistics.estimates.services import compute_estimate


@task()
def compute(code: str) -> str:
    """Compute one estimate; return the state it ended in."""
    return compute_estimate(code, clock=timezone.now)
