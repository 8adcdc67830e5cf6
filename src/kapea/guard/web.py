"""The doors of the site: each view says who may come in, or that it is public.

A view without one of the two marks is refused by a test. The door answers 404 to whoever has
no grant of its permission: "absent" and "not yours" look alike. What a viewer sees behind the
door is decided by the register's queries, record by record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from kapea.guard.access.viewer import ANONYMOUS, Viewer
from kapea.guard.accounts.queries import viewer_of
from kapea.guard.audit.refusals import record_refusal
from kapea.packs.vocabulary import PERMISSIONS, SECTIONS

View = Callable[..., HttpResponse]
PURPOSE = "guard.purpose"
REFUSALS = (403, 404)
FRESH_SECONDS = 300


@dataclass(frozen=True, kw_only=True)
class Door:
    """What a view asks of who comes in.

    permission "" with signed_in True: any signed-in person.
    record: the kind of record its URL names ("case", "contact" …), "" when it names none.
    """

    permission: str = ""
    section: str = "summary"
    record: str = ""
    signed_in: bool = True


class ViewerMiddleware:
    """Give each request its `viewer`, and write down what a signed-in person was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        if request.user.is_authenticated:
            found = viewer_of(request.user, purpose=request.session.get(PURPOSE, ""), now=now)
        else:
            found = ANONYMOUS
        request.viewer = found  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code in REFUSALS and found.user_id and request.resolver_match:
            match = request.resolver_match
            kind = getattr(getattr(match.func, "door", None), "record", "")
            code = str(match.kwargs.get("code", "")) if kind else ""
            record_refusal(
                found, route=match.view_name, on=(kind, code), status=response.status_code, now=now
            )
        return response


def viewer(request: HttpRequest) -> Viewer:
    """Return who is looking."""
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found


def public(view: View) -> View:
    """Mark a view that anyone may open without signing in."""
    view.door = Door(signed_in=False)  # type: ignore[attr-defined]
    return view


def door(permission: str = "", *, section: str = "summary", record: str = "") -> Callable[[View], View]:
    """Let in signed-in people to whom the matrix grants the permission (any, when "")."""
    if permission and permission not in PERMISSIONS:
        raise ValueError(f"{permission} is not a permission of the vocabulary.")
    if section and section not in SECTIONS:
        raise ValueError(f"{section} is not a section of the vocabulary.")

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if permission and not viewer(request).scopes(permission, section):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.door = Door(permission=permission, section=section, record=record)  # type: ignore[attr-defined]
        return guarded

    return mark


def asks_again(view: View) -> View:
    """Let the act through only within five minutes of showing a password or a second factor.

    Older than that, the person shows it once more and comes back to the page. Nothing that was
    typed is kept meanwhile: it may be about a child.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
        newest = max((record["at"] for record in records), default=0)
        if timezone.now().timestamp() - newest <= FRESH_SECONDS:
            return view(request, *args, **kwargs)
        request.method = "GET"
        return suspend_request(request, reverse("account_reauthenticate"))

    return checked
