"""The data-protection officer's page of the audit."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kapea.guard.audit.forms import AuditFilterForm
from kapea.guard.audit.queries import READ, actions, audit_page
from kapea.guard.web import door, viewer


@require_safe
@door(READ, section="audit")
def audit_list(request: HttpRequest) -> HttpResponse:
    """Show the events asked for, newest first."""
    form = AuditFilterForm(request.GET or None, actions=actions())
    wanted = form.wanted(before=request.GET.get("before", ""))
    page = audit_page(wanted, by=viewer(request), now=timezone.now())
    asked = {name: value for name, value in request.GET.items() if name in form.fields and value}
    older = urlencode({**asked, "before": page.next_before}) if page.next_before else ""
    return render(request, "guard/audit.html", {"form": form, "events": page.events, "older": older})
