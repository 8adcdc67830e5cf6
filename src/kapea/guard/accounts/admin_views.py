"""The administrator's pages about accounts. No case is in them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapea.guard.accounts import services
from kapea.guard.accounts.duties import AccountFault, Duties
from kapea.guard.accounts.forms import NARROW, DutiesForm, NewAccountForm, ReasonForm
from kapea.guard.accounts.queries import account, accounts
from kapea.guard.accounts.second_factor import has_second_factor
from kapea.guard.accounts.services import MANAGE
from kapea.guard.pack import current_pack
from kapea.guard.web import asks_again, door, viewer

ACTS: Mapping[str, Callable[..., str | None]] = {
    "deactivate": services.deactivate,
    "reactivate": services.reactivate,
    "password": services.reset_password,
    "factor": services.reset_second_factor,
}


@require_safe
@door(MANAGE, section="accounts")
def account_list(request: HttpRequest) -> HttpResponse:
    """List the accounts."""
    words = request.GET.get("q", "").strip()[:60]
    found = accounts(by=viewer(request), words=words)
    context = {"accounts": found, "words": words, "roles": current_pack().roles}
    return render(request, "guard/accounts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(MANAGE, section="accounts")
@asks_again
def account_add(request: HttpRequest) -> HttpResponse:
    """Add an account and show its one-time password, once."""
    if NARROW in request.POST:
        return render(request, "guard/account_add.html", {"form": NewAccountForm.retyped(request.POST)})
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        username = form.cleaned_data["username"].strip()
        password = _tried(
            form,
            lambda: services.add_account(
                username=username, duties=form.duties(), by=viewer(request), now=timezone.now()
            ),
        )
        if password:
            return _show_password(request, username, password)
    return render(request, "guard/account_add.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@door(MANAGE, section="accounts", record="account")
@asks_again
def account_change(request: HttpRequest, username: str) -> HttpResponse:
    """Show one account; on POST change what its person does."""
    by = viewer(request)
    found = account(username, by=by)
    first = {name: getattr(found, name) for name in Duties.__dataclass_fields__}
    is_narrowed = NARROW in request.POST
    form = (
        DutiesForm.retyped(request.POST) if is_narrowed else DutiesForm(request.POST or None, initial=first)
    )
    if request.method == "POST" and not is_narrowed and form.is_valid():
        done = _tried(
            form,
            lambda: (
                services.change_duties(username=username, duties=form.duties(), by=by, now=timezone.now())
                or "done"
            ),
        )
        if done:
            messages.success(request, gettext("The account was changed. Its sign-ins were ended."))
            return redirect("guard:account_change", username=username)
    context = {
        "account": found,
        "form": form,
        "reason_form": ReasonForm(),
        "has_factor": has_second_factor(found),
        "is_own": by.username == username,
    }
    return render(request, "guard/account_change.html", context)


@require_POST
@door(MANAGE, section="accounts", record="account")
@asks_again
def account_act(request: HttpRequest, username: str, act: str) -> HttpResponse:
    """Close, open or reset an account, with a reason."""
    form = ReasonForm(request.POST)
    if act not in ACTS:
        raise Http404
    if not form.is_valid():
        messages.error(request, gettext("Choose a reason."))
        return redirect("guard:account_change", username=username)
    reason = form.cleaned_data["reason"]
    password = ACTS[act](username=username, reason=reason, by=viewer(request), now=timezone.now())
    if password:
        return _show_password(request, username, password)
    messages.success(request, gettext("Done. The audit holds it with your reason."))
    return redirect("guard:account_change", username=username)


def _tried(form: Any, act: Callable[[], str]) -> str:
    """Do the act; a fault goes beside the form's fields and what was typed is kept."""
    try:
        return act()
    except AccountFault as fault:
        words = fault.said(gettext, language=get_language() or "en")
        form.add_error(fault.field if fault.field in form.fields else None, words)
        return ""


def _show_password(request: HttpRequest, username: str, password: str) -> HttpResponse:
    context = {"username": username, "password": password, "days": services.GIVEN_PASSWORD_SERVES.days}
    return render(request, "guard/account_password.html", context)
