"""What the data-protection officer reads of the audit: codes and counts, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack

READ = "guard.audit.read"
PAGE = 50
SLACK = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which events are wanted. before: only those with a smaller number (the next page)."""

    actor: str = ""
    action: str = ""
    object_code: str = ""
    outcome: str = ""
    from_on: date | None = None
    to_on: date | None = None
    before: int | None = None

    def told(self) -> Mapping[str, object]:
        """Return what was asked, as the audit keeps it."""
        return {name: str(value) for name, value in asdict(self).items() if value}


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some events, newest first. next_before: where the following page begins, None at the end."""

    events: Sequence[AuditEvent]
    next_before: int | None


@transaction.atomic
def audit_page(wanted: Filter, *, by: Viewer, now: datetime) -> Page:
    """Return the events asked for; the reading is itself an event. Raises NotFound."""
    if not by.scopes(READ, "audit"):
        raise NotFound
    rows = AuditEvent.objects.order_by("-seq").filter(**_conditions(wanted))
    found = list(rows[: PAGE + 1])
    record_event("audit.read", by=by, details=wanted.told(), at=now)
    return Page(events=found[:PAGE], next_before=found[PAGE - 1].seq if len(found) > PAGE else None)


def count_events(wanted: Filter, *, by: Viewer) -> int:
    """Return how many events `audit_page` lists over all its pages; 0 for who may not read them."""
    if not by.scopes(READ, "audit"):
        return 0
    conditions = _conditions(wanted)
    rows = AuditEvent.objects.filter(**conditions)
    if "at__gte" in conditions:
        rows = rows.filter(seq__gte=_seq_near(conditions["at__gte"] - SLACK))  # type: ignore[operator]
    return rows.count()


def _seq_near(at: datetime) -> int:
    """Return the number of an event written about then, by halving: times rise with the numbers.

    The times of anonymous acts are cut to the hour, so they rise only roughly: callers leave SLACK.
    """
    low = 1
    high = AuditEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 1
    while low < high:
        middle = (low + high) // 2
        written = AuditEvent.objects.filter(seq=middle).values_list("at", flat=True).first()
        if written is not None and written < at:
            low = middle + 1
        else:
            high = middle
    return low


def actions() -> Sequence[str]:
    """Return the words of the actions there are: one seek in the index for each, however long the chain."""
    found: list[str] = []
    words = AuditEvent.objects.order_by("action").values_list("action", flat=True)
    following = words.first()
    while following is not None:
        found.append(following)
        following = words.filter(action__gt=following).first()
    return found


def _conditions(wanted: Filter) -> dict[str, object]:
    zone = current_pack().time_zone
    conditions: dict[str, object] = {}
    for name in ("actor", "action", "object_code", "outcome"):
        if value := getattr(wanted, name):
            conditions[name] = value
    if wanted.from_on:
        conditions["at__gte"] = datetime.combine(wanted.from_on, time.min, tzinfo=zone)
    if wanted.to_on:
        conditions["at__lt"] = datetime.combine(wanted.to_on + timedelta(days=1), time.min, tzinfo=zone)
    if wanted.before:
        conditions["seq__lt"] = wanted.before
    return conditions
