"""A person's own account: purpose in effect, where they are signed in, password and second factor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kapea.guard.accounts.own import choose_purpose, end_own_sessions
from kapea.guard.accounts.second_factor import has_second_factor
from kapea.guard.accounts.sessions import own_sessions
from kapea.guard.web import PURPOSE, door, viewer


@require_safe
@door()
def own_account(request: HttpRequest) -> HttpResponse:
    """Show the person's own account."""
    return render(
        request,
        "guard/own_account.html",
        {
            "sessions": own_sessions(request.user),  # type: ignore[arg-type]
            "this_session": request.session.session_key,
            "has_factor": has_second_factor(request.user),  # type: ignore[arg-type]
        },
    )


@require_POST
@door()
def purpose(request: HttpRequest) -> HttpResponse:
    """Work for another purpose from now on."""
    request.session[PURPOSE] = choose_purpose(request.POST.get("purpose", ""), by=viewer(request))
    return redirect(_back(request))


@require_POST
@door()
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one of the person's own sign-ins, or all but this one."""
    ended = end_own_sessions(
        request.user,  # type: ignore[arg-type]
        only=request.POST.get("session", ""),
        but=str(request.session.session_key),
        by=viewer(request),
    )
    messages.success(request, gettext("Sign-ins ended: %(count)s.") % {"count": ended})
    return redirect("guard:own_account")


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return "/home/"
