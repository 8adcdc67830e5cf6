"""Which numbers of casework stand on whose home. Each opens exactly the list it counts."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kapea.guard.access.viewer import Viewer
from kapea.registers.casework import access
from kapea.registers.casework.queries.lists import CaseFilter, count_cases, lists_of
from kapea.registers.casework.queries.referrals import boxes_of, count_referrals

Card = dict[str, object]


def home_cards(*, by: Viewer, now: datetime) -> list[Card]:
    """Return the viewer's cards of casework: code, label, number, url, tone, icon."""
    if not by.may(access.READ) and not by.may(access.ANSWER):
        return []
    return [*_case_cards(by), *_referral_cards(by, now=now)]


def _case_cards(by: Viewer) -> Iterator[Card]:
    """Yield a card for each list that the viewer has."""
    mine = CaseFilter(which="mine")
    wanted = (
        ("waiting", CaseFilter(which="waiting"), _("Cases to accept"), "warn", "inbox"),
        ("mine", mine, _("My open cases"), "info", "person"),
        ("high", CaseFilter(which="mine", risk="high"), _("My cases at high risk"), "danger", "alert"),
        ("closure", CaseFilter(which="closure"), _("Closures to decide"), "warn", "check"),
        ("agency", CaseFilter(which="agency"), _("Open cases of my agency"), "neutral", "people"),
    )
    has = lists_of(by)
    for code, filtered, label, tone, icon in wanted:
        if filtered.which in has:
            asked = {"list": filtered.which} | ({"risk": filtered.risk} if filtered.risk else {})
            yield {
                "code": f"casework.{code}",
                "label": label,
                "number": count_cases(filtered, by=by),
                "url": f"{reverse('casework:cases')}?{urlencode(asked)}",
                "tone": tone,
                "icon": icon,
            }


def _referral_cards(by: Viewer, *, now: datetime) -> Iterator[Card]:
    wanted = (
        ("to_answer", _("Referrals to answer"), "warn", "inbox"),
        ("accepted", _("Referrals we have accepted"), "neutral", "check"),
        ("sent", _("Referrals waiting for an answer"), "info", "clock"),
    )
    has = boxes_of(by)
    for box, label, tone, icon in wanted:
        if box in has:
            yield {
                "code": f"casework.referrals.{box}",
                "label": label,
                "number": count_referrals(box, by=by, now=now),
                "url": f"{reverse('casework:referrals')}?{urlencode({'box': box})}",
                "tone": tone,
                "icon": icon,
            }
