"""How a double submit makes one record, and how a stale save is noticed."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from kapea.guard.errors import StaleSave


class Submission(models.Model):
    """One sent form: its key and the code of what it made."""

    key = models.CharField(max_length=64, primary_key=True)
    act = models.CharField(max_length=80)
    result = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "guard"


class Versioned(models.Model):
    """A record whose saves carry the version they were made from."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


def once(key: str, *, act: str, do: Callable[[], str]) -> str:
    """Do the act once for this form; return the code it made, the same for every repeat.

    key: the form's submission key; an empty key always acts. Runs in one transaction.
    """
    if not key:
        with transaction.atomic():
            return do()
    try:
        with transaction.atomic():
            row = Submission.objects.create(key=key, act=act)
            row.result = do()
            row.save(update_fields=["result"])
            return row.result
    except IntegrityError:
        earlier = Submission.objects.filter(key=key, act=act).first()
        if earlier is None:
            raise
        return earlier.result


def earlier_result(key: str, *, act: str) -> str:
    """Return the code that this form has already made, "" when it has made none.

    For a page that asks something before it acts: a form sent twice is then answered at once.
    """
    if not key:
        return ""
    return Submission.objects.filter(key=key, act=act).values_list("result", flat=True).first() or ""


def save_current(record: Versioned, *, version: int, changes: Mapping[str, object]) -> None:
    """Store `changes` if the record still carries `version`; else raise StaleSave with what is stored."""
    rows = type(record)._default_manager.filter(pk=record.pk, version=version)
    if rows.update(version=version + 1, **changes):
        record.refresh_from_db()
        return
    record.refresh_from_db()
    raise StaleSave(saved={name: getattr(record, name) for name in changes}, version=record.version)


def hour_of(at: datetime) -> datetime:
    """Return the instant cut to its hour: how times of anonymous reports are kept."""
    return at.replace(minute=0, second=0, microsecond=0)
