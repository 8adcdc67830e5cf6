"""The numbers of those who see no case: openings to review, refusals, accounts, notices, tables."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.guard.accounts.queries import accounts
from kapea.guard.audit.queries import READ, Filter, count_events
from kapea.guard.break_glass.queries import REVIEW, openings_to_review
from kapea.guard.pack import local_day
from kapea.monitoring.statistics.queries import tables
from kapea.registers.people.index import waiting
from kapea.registers.worklist.notices import MANAGE, count_notices
from kapea.registers.worklist.unattended import untold_bodies

Card = dict[str, object]


def home_cards(*, by: Viewer, now: datetime) -> list[Card]:
    """Return the cards of supervision, oversight, administration and statistics that the viewer may have."""
    return [*_reviews(by), *_index(by), *_audit(by, now), *_administration(by), *_figures(by)]


def _reviews(by: Viewer) -> list[Card]:
    if not by.scopes(REVIEW):
        return []
    number = len(openings_to_review(by=by))
    url = reverse("guard:break_glass_reviews")
    return [
        _card(_("Openings in danger to review"), number, url, "danger" if number else "neutral", "shield")
    ]


def _index(by: Viewer) -> list[Card]:
    if not by.scopes(waiting.REVIEW):
        return []
    number = waiting.count_waiting(by=by)
    url = reverse("people:index_waiting")
    return [_card(_("Pairs of records to review"), number, url, "info" if number else "neutral", "people")]


def _audit(by: Viewer, now: datetime) -> list[Card]:
    if not by.scopes(READ, "audit"):
        return []
    today = local_day(now)
    url = reverse("guard:audit")
    lists = (
        (_("Refused today"), {"outcome": "refused"}, "warn", "lock"),
        (_("Records opened in danger today"), {"action": "break_glass.opened"}, "danger", "key"),
        (_("Sealed files fetched today"), {"action": "address.file_downloaded"}, "info", "download"),
    )
    return [
        _card(
            words,
            count_events(Filter(from_on=today, to_on=today, **asked), by=by),
            f"{url}?from_on={today}&to_on={today}&"
            + "&".join(f"{name}={value}" for name, value in asked.items()),
            tone,
            icon,
        )
        for words, asked, tone, icon in lists
    ]


def _administration(by: Viewer) -> list[Card]:
    found: list[Card] = []
    if by.scopes(MANAGE, "counts"):
        url = reverse("worklist:outbox")
        failed, waiting = (count_notices(by=by, status=status) for status in ("failed", "waiting"))
        found.append(_card(_("Notices that failed"), failed, f"{url}?status=failed", "danger", "alert"))
        nobody = len(untold_bodies(by=by))
        found.append(_card(_("Bodies with nobody to tell"), nobody, f"{url}?status=nobody", "warn", "people"))
        found.append(_card(_("Notices waiting"), waiting, f"{url}?status=waiting", "info", "message"))
    if by.scopes("guard.account.manage", "accounts"):
        found.append(
            _card(_("Accounts"), len(accounts(by=by)), reverse("guard:accounts"), "neutral", "people")
        )
    return found


def _figures(by: Viewer) -> list[Card]:
    if not by.scopes("statistics.table.read", "counts"):
        return []
    return [_card(_("Tables"), len(tables(by=by)), reverse("statistics:tables"), "info", "chart")]


def _card(label: str, number: int, url: str, tone: str, icon: str) -> Card:
    return {"label": label, "number": number, "url": url, "tone": tone, "icon": icon}
