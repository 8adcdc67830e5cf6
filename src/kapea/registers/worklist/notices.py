"""Who is told by e-mail that something waits, and what became of each notice.

A notice has no content: that something waits, and where to sign in. No code, no name, no place. Notices
wait in the outbox until the worker sends them; one that fails is tried again, then shown as failed.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kapea.engines.dates import deadline
from kapea.guard.access.viewer import Viewer, background
from kapea.guard.accounts.queries import Reachable, reachable, reachable_person
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import current_pack
from kapea.registers.worklist.models import Notice

MANAGE = "worklist.notice.manage"
RULE = "worklist.notices"
DANGER = "danger"
MOST_AT_ONCE = 100
LISTS = ("waiting", "failed", "sent")


@dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """A notice as the administrator sees it: to whom, when, how it stands; there is no content."""

    pk: int
    recipient: str
    kind: str
    status: str
    created_at: datetime
    sent_at: datetime | None
    tries: int
    next_try_at: datetime | None
    fault: str


def notify_agency(
    agency_code: str,
    *,
    permission: str,
    kind: str,
    now: datetime,
    scope: str = "",
    on_duty: Collection[int] = (),
) -> int:
    """Put a notice in the outbox for each person of a body who may do something; return how many.

    scope: only those who hold the permission in that scope ("agency": those who supervise the body).
    on_duty: only these accounts, when any of them can be reached.
    """
    people = reachable(agency_code, permission=permission, scope=scope)
    there = [each for each in people if each.user_id in on_duty]
    return _put(there or people, kind=kind, now=now)


def notify_person(user_id: int, *, kind: str, now: datetime) -> int:
    """Put a notice in the outbox for one person, if they have an address."""
    found = reachable_person(user_id)
    return _put([found] if found else [], kind=kind, now=now)


def _put(people: Iterable[Reachable], *, kind: str, now: datetime) -> int:
    """Store notices; nobody gets a second one of a kind while one waits or within the quiet time."""
    wanted = list(people)
    if not wanted:
        return 0
    quiet_since = now if kind == DANGER else now - (_after("quiet", now=now) - now)
    recent = Notice.objects.filter(recipient_id__in=[each.user_id for each in wanted], kind=kind)
    told = set(recent.filter(status="waiting").values_list("recipient_id", flat=True))
    told |= set(recent.filter(created_at__gt=quiet_since).values_list("recipient_id", flat=True))
    new = [each for each in wanted if each.user_id not in told]
    Notice.objects.bulk_create(
        [
            Notice(
                recipient_id=each.user_id,
                recipient_by=each.username,
                kind=kind,
                created_at=now,
                next_try_at=now,
            )
            for each in new
        ]
    )
    return len(new)


def send_waiting(*, now: datetime) -> int:
    """Send what waits and is due; return how many went out. Called by the worker only."""
    rows = Notice.objects.filter(status="waiting", next_try_at__lte=now).order_by("created_at", "pk")
    return sum(_send(notice, now=now) for notice in rows[:MOST_AT_ONCE])


def _send(notice: Notice, *, now: datetime) -> bool:
    found = reachable_person(notice.recipient_id)
    notice.tries += 1
    try:
        if found is None:
            notice.status, notice.fault, notice.next_try_at = "failed", "no_address", None
            return False
        subject, text = words_of(notice.kind, language=found.language)
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [found.email])
        notice.status, notice.sent_at, notice.next_try_at, notice.fault = "sent", now, None, ""
        return True
    except OSError as error:
        _try_later(notice, fault=type(error).__name__, now=now)
        return False
    finally:
        notice.save()


def _try_later(notice: Notice, *, fault: str, now: datetime) -> None:
    """Set the next try, each twice as late as the one before; after the last try the notice has failed."""
    notice.fault = fault
    if notice.tries >= int(_values()["tries"]):
        notice.status, notice.next_try_at = "failed", None
        return
    wait = _after("try_again", now=now) - now
    notice.next_try_at = now + wait * 2 ** (notice.tries - 1)


def words_of(kind: str, *, language: str) -> tuple[str, str]:
    """Return subject and text of a notice: the same for everybody, whatever waits."""
    with translation.override(language or settings.LANGUAGE_CODE):
        urgent = kind == DANGER
        subject = (
            _("Kapea: something urgent waits for you") if urgent else _("Kapea: something waits for you")
        )
        text = _(
            "Please sign in as you usually do and look at your tasks. This message says no more on purpose."
        )
        return subject, text


def _values() -> Any:
    return current_pack().rule(RULE).values


def _after(name: str, *, now: datetime) -> datetime:
    pack = current_pack()
    return deadline(now, _values()[name], calendar=pack.calendar, time_zone=pack.time_zone)


@transaction.atomic
def forget_sent(*, now: datetime) -> int:
    """Delete the notices sent longer ago than the country keeps them; return how many. For the background.

    What waits or has failed stays until somebody has looked at it.
    """
    kept = _after("kept", now=now) - now
    gone, _kinds = Notice.objects.filter(status="sent", sent_at__lt=now - kept).delete()
    if gone:
        record_event("notice.forgotten", by=background("notices"), details={"notices": gone}, at=now)
    return gone


def _managed(by: Viewer) -> bool:
    return bool(by.scopes(MANAGE, "counts"))


def outbox(*, by: Viewer, status: str = "", page: int = 1, size: int = 50) -> list[NoticeRow]:
    """Return one page of the outbox, the newest first. Raises NotFound."""
    if not _managed(by):
        raise NotFound
    rows = Notice.objects.filter(status=status) if status in LISTS else Notice.objects.all()
    return [
        NoticeRow(
            pk=row.pk,
            recipient=row.recipient_by,
            kind=row.kind,
            status=row.status,
            created_at=row.created_at,
            sent_at=row.sent_at,
            tries=row.tries,
            next_try_at=row.next_try_at,
            fault=row.fault,
        )
        for row in rows.order_by("-created_at", "-pk")[(page - 1) * size : page * size]
    ]


def count_notices(*, by: Viewer, status: str = "") -> int:
    """Return how many notices `outbox` lists over all its pages; 0 for who may not see it."""
    if not _managed(by):
        return 0
    rows = Notice.objects.filter(status=status) if status in LISTS else Notice.objects.all()
    return rows.count()


@transaction.atomic
def try_again(*, by: Viewer, now: datetime) -> int:
    """Let every failed notice be tried from the start; return how many. Raises NotAllowed."""
    if not _managed(by):
        raise NotAllowed
    moved = Notice.objects.filter(status="failed").update(
        status="waiting", tries=0, fault="", next_try_at=now
    )
    record_event("notice.tried_again", by=by, details={"notices": moved}, at=now)
    return moved
