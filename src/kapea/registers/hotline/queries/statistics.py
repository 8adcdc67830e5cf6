"""What the hotline did in a span of days: contacts, clocks kept, missed calls, addresses. Counts only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, F, Q, QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack
from kapea.registers.hotline.models import AddressReport, Contact, MissedCall

READ = "hotline.statistics.read"
Counted = list[tuple[str, int]]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How often a clock was kept. kept of those that were to keep it; None when there were none."""

    name: str
    of: int
    kept: int
    target: float

    @property
    def percent(self) -> int | None:
        """The share kept, in percent."""
        return round(100 * self.kept / self.of) if self.of else None

    @property
    def is_reached(self) -> bool:
        return self.of == 0 or self.kept >= self.target * self.of


@dataclass(frozen=True, kw_only=True)
class HotlineNumbers:
    """The hotline's own numbers. counselling: contacts that the pack's kinds count as such."""

    contacts: int
    counselling: int
    answered: int
    missed: int
    by_channel: Counted
    by_kind: Counted
    by_category: Counted
    by_priority: Counted
    by_outcome: Counted
    clocks: tuple[Kept, ...]


@dataclass(frozen=True, kw_only=True)
class AddressNumbers:
    """The numbers by which networks of hotlines publish their years.

    removed_within: for each number of days, reports removed within it. median_days: from report to
    removal, None when nothing was removed.
    """

    reports: int
    duplicates: int
    handed_over: Kept
    by_label: Counted
    by_site: Counted
    by_country: Counted
    by_age: Counted
    by_sex: Counted
    by_commerciality: Counted
    illegal: int
    police_within: Kept
    removed: int
    removed_within: list[tuple[int, int]]
    median_days: float | None


def hotline_numbers(*, by: Viewer, start: datetime, end: datetime, now: datetime) -> HotlineNumbers:
    """Return the numbers of the contacts received from start until before end. Raises NotFound.

    now: a clock that still runs is not counted; one that has run out unmet is not kept.
    """
    rows = _ours(Contact.objects.filter(is_complaint=False), by=by, start=start, end=end)
    kinds = current_pack().code_list("contact_kind")
    counted = {code for code in kinds.codes if kinds.item(code).attributes.get("counts_as_contact") != "no"}
    by_kind = _by(rows, "kind")
    total = rows.count()
    missed = MissedCall.objects.filter(agency_code=by.agency, missed_at__gte=start, missed_at__lt=end)
    return HotlineNumbers(
        contacts=total,
        counselling=sum(count for kind, count in by_kind if kind in counted),
        answered=rows.filter(channel="phone").count(),
        missed=missed.count(),
        by_channel=_by(rows, "channel"),
        by_kind=by_kind,
        by_category=_categories(rows),
        by_priority=_by(rows, "priority"),
        by_outcome=_by(rows.exclude(outcome=""), "outcome"),
        clocks=_clocks(rows, now=now),
    )


def _ours(rows: QuerySet, *, by: Viewer, start: datetime, end: datetime) -> QuerySet:  # type: ignore[type-arg]
    if not by.scopes(READ, "counts") or not by.agency:
        raise NotFound
    return rows.filter(agency_code=by.agency, received_at__gte=start, received_at__lt=end)


def _by(rows: QuerySet, field: str) -> Counted:  # type: ignore[type-arg]
    found = rows.values(field).annotate(total=Count("pk")).order_by("-total", field)
    return [(row[field], row["total"]) for row in found]


def _categories(rows: QuerySet) -> Counted:  # type: ignore[type-arg]
    """Return how many contacts name each category; a contact may name several."""
    totals: dict[str, int] = {}
    for chosen in rows.exclude(categories=[]).values_list("categories", flat=True).iterator():
        for code in chosen:
            totals[code] = totals.get(code, 0) + 1
    return sorted(totals.items(), key=lambda each: (-each[1], each[0]))


def _clocks(rows: QuerySet, *, now: datetime) -> tuple[Kept, ...]:  # type: ignore[type-arg]
    """Return how often each clock was kept. A contact that was closed without a referral needed none."""
    target = float(current_pack().rule("contact.clocks").values["target_share"])  # type: ignore[arg-type]
    red = rows.filter(priority="red")
    first = _kept(
        "first_action", red, met="first_action_at", due="first_action_due_at", target=target, now=now
    )
    to_refer = rows.exclude(closed_at__isnull=False, referred_at__isnull=True)
    return (
        first,
        *(
            _kept(
                f"referral_{priority}",
                to_refer.filter(priority=priority),
                met="referred_at",
                due="referral_due_at",
                target=target,
                now=now,
            )
            for priority in ("red", "amber", "green")
        ),
    )


def _kept(name: str, rows: QuerySet, *, met: str, due: str, target: float, now: datetime) -> Kept:  # type: ignore[type-arg]
    """Return how often a clock was kept, of those that were met or have run out."""
    decided = rows.filter(**{f"{due}__isnull": False}).filter(
        Q(**{f"{met}__isnull": False}) | Q(**{f"{due}__lt": now})
    )
    kept = decided.filter(**{f"{met}__lte": F(due)}).count()
    return Kept(name=name, of=decided.count(), kept=kept, target=target)


def address_numbers(*, by: Viewer, start: datetime, end: datetime, now: datetime) -> AddressNumbers:
    """Return the numbers of the addresses reported from start until before end. Raises NotFound.

    now: as for the contacts.
    """
    rows = _ours(AddressReport.objects.all(), by=by, start=start, end=end)
    steps = current_pack().rule("url_report.statistics").values
    target = float(current_pack().rule("url_report.clocks").values["target_share"])  # type: ignore[arg-type]
    illegal = rows.filter(label__in=["baseline", "national"])
    told = _days(illegal.exclude(police_told_at=None), "police_told_at")
    removed = _days(rows.exclude(removed_at=None), "removed_at")
    police_days = int(steps["police_within_days"])  # type: ignore[call-overload]
    return AddressNumbers(
        reports=rows.count(),
        duplicates=rows.filter(is_first=False).count(),
        handed_over=_kept(
            "handed_over", rows, met="handed_over_at", due="hand_over_due_at", target=target, now=now
        ),
        by_label=_by(rows.exclude(label=""), "label"),
        by_site=_by(rows.exclude(site_type=""), "site_type"),
        by_country=_by(rows.exclude(hosting_country=""), "hosting_country"),
        by_age=_by(illegal.exclude(depicted_age=""), "depicted_age"),
        by_sex=_by(illegal.exclude(depicted_sex=""), "depicted_sex"),
        by_commerciality=_by(illegal.exclude(commerciality=""), "commerciality"),
        illegal=illegal.count(),
        police_within=Kept(
            name="police_told",
            of=illegal.count(),
            kept=sum(1 for days in told if days <= police_days),
            target=target,
        ),
        removed=len(removed),
        removed_within=[
            (step, sum(1 for days in removed if days <= step))
            for step in steps["removed_within_days"]  # type: ignore[attr-defined]
        ],
        median_days=round(median(removed), 1) if removed else None,
    )


def _days(rows: QuerySet, field: str) -> list[float]:  # type: ignore[type-arg]
    pairs: Iterable[tuple[datetime, datetime]] = rows.values_list("received_at", field)
    return [(until - since) / timedelta(days=1) for since, until in pairs]
