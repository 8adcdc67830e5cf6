"""Registering the child of a case, past those who may already be recorded."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.guard.errors import NotAllowed
from kapea.guard.saving import earlier_result, once
from kapea.guard.web import door, viewer
from kapea.registers.casework import access, queries, services
from kapea.registers.casework.errors import AlreadyDone
from kapea.registers.people.intake import take_in, told_names

ACT = "casework.child"


@door(access.WRITE, section="identity", record="case")
def child(request: HttpRequest, code: str) -> HttpResponse:
    """Register the child: the form, then the choice among similar records, then the case."""
    by, now = viewer(request), timezone.now()
    key = request.POST.get("submission_key", "")
    page = queries.accessible_case(code, by=by, now=now)
    if "register_child" not in page.granted:
        raise NotAllowed
    if request.method != "POST" and "register_child" not in page.acts:
        context = {"page": page, "act": {"title": _("Register the child")}}
        return render(request, "casework/not_now.html", context, status=409)
    if earlier_result(key, act=ACT):
        return redirect("casework:case", code)
    intake = take_in(request, by=by, now=now, initial=_told(page))
    if intake.draft is None:
        return render(request, "casework/child.html", {"page": page, "intake": intake}, status=intake.status)
    draft, same_as = intake.draft, intake.same_as
    try:
        once(
            key,
            act=ACT,
            do=lambda: services.register_child(code, draft, same_as=same_as, by=by, now=now),
        )
    except AlreadyDone:
        messages.warning(request, _("A child is registered already. Look at it before you go on."))
        return redirect("casework:case", code)
    messages.success(request, _("The child is registered."))
    return redirect("casework:case", code)


def _told(page: queries.CasePage) -> dict[str, Any]:
    """Return what the hand-over said of the child, for the form."""
    told = page.told
    if told is None:
        return {}
    return {
        "sex": told.sex,
        "age_years": told.age_years,
        "province_code": page.province_code,
        **told_names(km=told.name_km, latin=told.name_latin),
    }
