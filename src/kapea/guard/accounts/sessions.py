"""How long a sign-in lasts, and how a person sees and ends their own.

Thirty minutes without use and twelve hours in all. The session's own row in the database is the
sign-in: deleting it ends it at once, wherever it is used.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from kapea.guard.accounts.devices import remember_person
from kapea.guard.accounts.models import SignedIn, User

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(minutes=1)
STARTED, SEEN = "guard.started_at", "guard.seen_at"
SYSTEMS: Final = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
BROWSERS: Final = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


class SessionLimits:
    """End a sign-in that was idle or lasted too long; keep when it was last used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        if request.user.is_authenticated:
            if _is_over(request, now=now):
                logout(request)
                messages.info(
                    request, gettext("You were signed out because the time was over. Sign in again.")
                )
            else:
                _touch(request, now=now)
        response = self.get_response(request)
        if username := getattr(request, "signed_in_now", None):
            remember_person(request, response, username)
        return response


def start_session(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Begin the two clocks of a sign-in and list it among the person's own."""
    request.session[STARTED] = request.session[SEEN] = now.timestamp()
    request.session.save()
    SignedIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "device": device_words(request.META.get("HTTP_USER_AGENT", "")),
            "since": now,
            "seen_at": now,
        },
    )


def own_sessions(user: User) -> list[SignedIn]:
    """Return where the person is signed in, last used first; those that ended are forgotten."""
    rows = SignedIn.objects.filter(user=user)
    alive = set(
        Session.objects.filter(
            session_key__in=rows.values("session_key"), expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    rows.exclude(session_key__in=alive).delete()
    return list(rows.order_by("-seen_at"))


def end_sessions(user: User, *, only: str = "", but: str = "") -> int:
    """End the person's sign-ins (one, or all but one); return how many."""
    rows = SignedIn.objects.filter(user=user)
    if only:
        rows = rows.filter(session_key=only)
    keys = list(rows.exclude(session_key=but).values_list("session_key", flat=True))
    with transaction.atomic():
        Session.objects.filter(session_key__in=keys).delete()
        SignedIn.objects.filter(session_key__in=keys).delete()
    return len(keys)


def device_words(user_agent: str) -> str:
    """Return browser and system in two words; nothing that tells one person's device from another's.

    >>> device_words("Mozilla/5.0 (Linux; Android 10; K) Chrome/137.0 Mobile Safari/537.36")
    'Chrome, Android'
    """
    system = next((name for name in SYSTEMS if name in user_agent), "")
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    return ", ".join(filter(None, (browser, system)))


def _is_over(request: HttpRequest, *, now: datetime) -> bool:
    started, seen = request.session.get(STARTED), request.session.get(SEEN)
    if started is None or seen is None:
        return True
    return now - _instant(started) > ABSOLUTE or now - _instant(seen) > IDLE


def _touch(request: HttpRequest, *, now: datetime) -> None:
    if now - _instant(request.session[SEEN]) >= SEEN_EVERY:
        request.session[SEEN] = now.timestamp()
        SignedIn.objects.filter(session_key=request.session.session_key).update(seen_at=now)


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
