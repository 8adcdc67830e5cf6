"""What the worker clears away for the guard once a day: void counts, ended sign-ins, old form keys, forgotten drafts."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task

from kapea.guard.accounts.models import SignedIn
from kapea.guard.accounts.throttle import forget_old
from kapea.guard.drafts.services import forget_old_drafts
from kapea.guard.saving import Submission

FORM_KEYS_KEPT = timedelta(days=30)
"""Longer than any page stays open: a form sent again later is a new one."""


@task()
def clear_void() -> None:
    """Clear away what no longer means anything."""
    clear_void_at(timezone.now())


def clear_void_at(now: datetime) -> None:
    """Clear away what is void at an instant."""
    forget_old(now=now)
    Session.objects.filter(expire_date__lte=now).delete()
    SignedIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    Submission.objects.filter(at__lt=now - FORM_KEYS_KEPT).delete()
    forget_old_drafts(now=now)
