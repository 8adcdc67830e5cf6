"""What the worker does for the audit: anchors each hour what the chain holds.

`kapea worker` enqueues `anchor_chain` each hour; `kapea audit anchor` does the same by hand.
"""

from django.utils import timezone
from django_tasks import task

from kapea.guard.audit.anchors import write_anchor


@task()
def anchor_chain() -> int:
    """Write one anchor; return the event number it stands at (0: nothing new)."""
    anchor = write_anchor(now=timezone.now())
    return anchor.seq if anchor else 0
