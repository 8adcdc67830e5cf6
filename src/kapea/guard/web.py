"""The doors of the site: each view says who may come in, or that it is public.

A view without one of the two marks is refused by a test. The door answers 404 to whoever has
no grant of its permission: "absent" and "not yours" look alike. What a viewer sees behind the
door is decided by the register's queries, record by record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from kapea.guard.access.viewer import ANONYMOUS, Viewer
from kapea.guard.accounts.queries import viewer_of
from kapea.packs.vocabulary import PERMISSIONS, SECTIONS

View = Callable[..., HttpResponse]


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
    """Give each request its `viewer`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = viewer_of(request.user) if request.user.is_authenticated else ANONYMOUS  # type: ignore[attr-defined]
        return self.get_response(request)


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
    if section not in SECTIONS:
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
