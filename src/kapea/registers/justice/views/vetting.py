"""Certificates of conviction, and counts of children in conflict with the law."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.engines.errors import KapeaError
from kapea.guard.errors import NotFound
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.registers.justice import words
from kapea.registers.justice.forms.money import CountForm, VettingForm
from kapea.registers.justice.problems import PROBLEMS
from kapea.registers.justice.services import vetting
from kapea.registers.sheets.problems import add_problem


@door("justice.vetting.answer")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask whether a person has a final conviction; the answer opens as a certificate."""
    form = VettingForm(request.POST or None, purposes=vetting.purposes())
    if request.method == "POST" and form.is_valid():
        question = vetting.Question(**form.cleaned_data)
        by, now = viewer(request), timezone.now()
        try:
            code = once(
                request.POST.get("submission_key", ""),
                act="justice.vetting",
                do=lambda: vetting.answer(question, by=by, now=now).code,
            )
        except NotFound:
            raise
        except KapeaError as error:
            add_problem(form, error, PROBLEMS)
        else:
            return redirect("justice:certificate", code)
    return render(request, "justice/vetting.html", {"form": form}, status=422 if form.errors else 200)


@door("justice.vetting.answer", record="vetting")
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Show a certificate to who issued it: yes or no, for whom and for what."""
    found = vetting.certificate(code, by=viewer(request))
    purpose = words.VETTING_PURPOSE.get(found.purpose, found.purpose)
    return render(request, "justice/certificate.html", {"found": found, "purpose": purpose})


@door("justice.indicator.write", section="counts")
def counts(request: HttpRequest) -> HttpResponse:
    """Record how many children in conflict with the law an indicator counts."""
    form = CountForm(request.POST or None)
    by, now = viewer(request), timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            vetting.count_children(**form.cleaned_data, by=by, now=now)
        except NotFound:
            raise
        except KapeaError as error:
            add_problem(form, error, PROBLEMS)
        else:
            messages.success(request, _("Recorded."))
            return redirect("justice:counts")
    context = {"form": form, "rows": vetting.counted_by(by)}
    return render(request, "justice/counts.html", context, status=422 if form.errors else 200)
