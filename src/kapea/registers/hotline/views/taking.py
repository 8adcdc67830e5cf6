"""The pages on which a contact is taken: a call, a visit, a message, a paper form typed in later.

What is typed is kept at each pause by `kapea.guard.drafts`.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kapea.guard.web import door, viewer
from kapea.registers.hotline import services
from kapea.registers.hotline.forms.contacts import PaperForm, TakeForm
from kapea.registers.hotline.paper import paper_questions


@door("hotline.contact.take")
def take(request: HttpRequest) -> HttpResponse:
    """Take a call, a visit or a message; silent and prank calls need two presses."""
    quick = request.POST.get("quick", "")
    if services.is_filed_directly(quick):
        return _taken(request, services.NewContact(channel="phone", kind=quick, is_danger_now=False))
    form = TakeForm(request.POST or None, initial={"channel": "phone"})
    if request.method == "POST" and form.is_valid():
        return _taken(request, services.NewContact(**form.told()))
    return _show(request, "call", form)


@door("hotline.contact.take")
def paper(request: HttpRequest) -> HttpResponse:
    """Type in a paper form; the next one follows at once."""
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _taken(request, services.NewContact(**form.told()), then="paper")
    return _show(request, "paper", form, done=request.GET.get("done", "")[:20])


def _show(request: HttpRequest, which: str, form: TakeForm, **more: Any) -> HttpResponse:
    context = {"form": form, "which": which, **more}
    return render(request, "hotline/take.html", context, status=422 if form.errors else 200)


def _taken(request: HttpRequest, new: services.NewContact, then: str = "") -> HttpResponse:
    key = request.POST.get("submission_key", "")
    code = services.take_contact(new, submission=key, by=viewer(request), now=timezone.now())
    if then == "paper":
        response = redirect("hotline:paper")
        response["Location"] += f"?done={code}"
        return response
    return redirect("hotline:contact", code)


@door("hotline.contact.take")
def paper_form(request: HttpRequest) -> HttpResponse:
    """Show the empty paper form of a commune in both languages, to print."""
    return render(request, "hotline/paper_form.html", {"questions": paper_questions()})
