"""The public site: one neutral address, everything by POST, nothing kept in the browser.

Each step carries the earlier answers in hidden fields; nothing is stored before the last step.
A reporter who has shown their code carries a short-lived signed token instead of a cookie.
"""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kapea.guard.pack import current_pack
from kapea.guard.web import public
from kapea.registers.agencies.queries import agencies_receiving
from kapea.registers.hotline import services
from kapea.registers.hotline.forms.complaints import ComplaintForm
from kapea.registers.hotline.forms.contacts import DangerForm, DetailsForm, MessageForm, ReturnForm, StoryForm
from kapea.registers.hotline.limits import look_ups
from kapea.registers.hotline.receipts import grouped
from kapea.registers.places.queries import place_exists, place_name, provinces

STEPS: dict[str, type[forms.Form]] = {"danger": DangerForm, "story": StoryForm, "details": DetailsForm}
ORDER = tuple(STEPS)
THREAD_SALT = "hotline.thread"
TOKEN_AGE = timedelta(minutes=30)
KEY_LETTERS = 16


@public
@never_cache
def front(request: HttpRequest) -> HttpResponse:
    """Answer every request of the public site."""
    if request.method == "POST":
        acts = {
            "report": _report,
            "return": _return,
            "message": _message,
            "near": _near,
            "complain": _complain,
        }
        language = _chosen_language(request)
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        response = acts.get(request.POST.get("intent", ""), _home)(request)
        if language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
            )
        return response
    return _home(request)


def _chosen_language(request: HttpRequest) -> str:
    chosen = request.POST.get("language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def _show(
    request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    pack = current_pack()
    shared = {
        "exit_url": settings.KAPEA_EXIT_URL,
        "danger_numbers": [
            {"number": line.number, "label": line.name, "unconfirmed": line.state != "confirmed"}
            for line in pack.emergency_numbers
            if line.number
        ],
        "lines": [line for line in pack.lines if line.number],
    }
    return render(request, f"hotline/public/{template}.html", {**shared, **context}, status=status)


def _home(request: HttpRequest) -> HttpResponse:
    return _show(request, "home", {})


def _report(request: HttpRequest) -> HttpResponse:
    """Walk the three steps; the last one stores the report and shows its receipt."""
    step = request.POST.get("step", "")
    if step not in STEPS:
        return _show_step(request, "danger", None)
    if request.POST.get("language"):
        return _show_step(request, step, STEPS[step](_typed(request, step)))
    if request.POST.get("go") == "back":
        before = ORDER[max(0, ORDER.index(step) - 1)]
        return _show_step(request, before, STEPS[before](_typed(request, before)))
    form = STEPS[step](request.POST)
    if not form.is_valid():
        return _show_step(request, step, form, status=422)
    if step != ORDER[-1]:
        following = ORDER[ORDER.index(step) + 1]
        return _show_step(request, following, STEPS[following](_typed(request, following)))
    return _send(request)


def _typed(request: HttpRequest, step: str) -> dict[str, str] | None:
    """Return what was typed for a step before, None when nothing was (so that no error shows)."""
    names = STEPS[step].base_fields
    found = {name: request.POST[name] for name in names if name in request.POST}
    return found or None


def _show_step(
    request: HttpRequest, step: str, form: forms.Form | None, *, status: int = 200
) -> HttpResponse:
    shown = form if form is not None else STEPS[step]()
    carried = [
        (name, request.POST[name])
        for other, kind in STEPS.items()
        if other != step
        for name in kind.base_fields
        if name in request.POST
    ]
    position = ORDER.index(step)
    words = [_("Danger"), _("What happened"), _("More, if you like")]
    context = {
        "form": shown,
        "step": step,
        "carried": carried,
        "is_first": position == 0,
        "is_last": position == len(ORDER) - 1,
        "number": position + 1,
        "count": len(ORDER),
        "steps": [
            {"label": word, "state": "done" if i < position else "current" if i == position else "todo"}
            for i, word in enumerate(words)
        ],
        "submission": request.POST.get("submission_key", ""),
        "language_form": "step",
    }
    return _show(request, "step", context, status=status)


def _send(request: HttpRequest) -> HttpResponse:
    checked = [(step, kind(request.POST)) for step, kind in STEPS.items()]
    for step, form in checked:
        if not form.is_valid():
            return _show_step(request, step, form, status=422)
    told = {name: value for _step, form in checked for name, value in form.cleaned_data.items()}
    danger = {"yes": True, "no": False}.get(told["is_danger_now"])
    new = services.NewContact(
        channel="web",
        narrative=told["narrative"],
        web_address=told["web_address"],
        recontact=told["recontact"],
        language=translation.get_language() or "",
        is_danger_now=danger,
        relation_to_child=told["relation_to_child"],
        child_age_years=told["child_age_years"],
        child_sex=told["child_sex"],
        province_code=told["province_code"],
    )
    key = request.POST.get("submission_key", "")
    if len(key) < KEY_LETTERS:
        return _show_step(request, "details", checked[-1][1])
    code = services.take_public_report(new, submission=key, now=timezone.now())
    return _show(request, "receipt", {"code": grouped(code), "is_danger_now": danger})


def _return(request: HttpRequest) -> HttpResponse:
    """Open the thread behind a code; wrong codes slow down, and never tell why."""
    if "receipt" not in request.POST:
        return _show(request, "return", {"form": ReturnForm(), "language_form": "step"})
    form = ReturnForm(request.POST)
    if request.POST.get("language") or not form.is_valid():
        status = 200 if request.POST.get("language") else 422
        return _show(request, "return", {"form": form, "language_form": "step"}, status=status)
    if not look_ups.may_try():
        response = _show(
            request, "return", {"form": form, "is_busy": True, "language_form": "step"}, status=503
        )
        response["Retry-After"] = "60"
        return response
    opened = services.open_thread(form.cleaned_data["receipt"], now=timezone.now())
    if opened is None:
        look_ups.failed()
        form.add_error("receipt", _("No report has this code. Check the digits and try again."))
        return _show(request, "return", {"form": form, "language_form": "step"}, status=422)
    return _show_thread(request, opened)


def _show_thread(
    request: HttpRequest,
    opened: services.OpenedThread,
    form: MessageForm | None = None,
    *,
    is_sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "thread": opened,
        "token": signing.dumps(opened.contact_code, salt=THREAD_SALT),
        "new_code": grouped(opened.new_code) if opened.new_code else "",
        "form": form or MessageForm(),
        "is_sent": is_sent,
        "language_form": "step",
    }
    return _show(request, "thread", context, status=status)


def _message(request: HttpRequest) -> HttpResponse:
    """Take a message from a reporter who has shown their code within the half hour."""
    try:
        contact = signing.loads(request.POST.get("token", ""), salt=THREAD_SALT, max_age=TOKEN_AGE)
    except signing.BadSignature:
        return _show(request, "return", {"form": ReturnForm(), "is_expired": True, "language_form": "step"})
    form = MessageForm(request.POST)
    if request.POST.get("language") or not form.is_valid():
        opened = services.thread(contact)
        status = 200 if request.POST.get("language") else 422
        return _show_thread(request, opened, form, status=status) if opened else _home(request)
    services.write_as_reporter(
        contact,
        form.cleaned_data["text"],
        submission=request.POST.get("submission_key", "") or contact,
        now=timezone.now(),
    )
    opened = services.thread(contact)
    return _show_thread(request, opened, is_sent=True) if opened else _home(request)


def _near(request: HttpRequest) -> HttpResponse:
    """Show who can help in a province."""
    chosen = request.POST.get("province_code", "")
    chosen = chosen if chosen and place_exists(chosen) else ""
    context = {
        "provinces": provinces(),
        "chosen": chosen,
        "chosen_name": place_name(chosen) if chosen else None,
        "helpers": agencies_receiving("casework") if chosen else [],
        "language_form": "step",
    }
    return _show(request, "near", context)


def _complain(request: HttpRequest) -> HttpResponse:
    """Take a complaint about an office; it goes past that office, and gives a code to come back with."""
    is_sent = "narrative" in request.POST
    form = ComplaintForm(request.POST if is_sent else None)
    key = request.POST.get("submission_key", "")
    if not is_sent or request.POST.get("language") or not form.is_valid() or len(key) < KEY_LETTERS:
        status = 422 if is_sent and form.errors and not request.POST.get("language") else 200
        return _show(request, "complain", {"form": form, "language_form": "step"}, status=status)
    told = form.cleaned_data
    new = services.NewComplaint(
        accused_agency=told["accused_agency"],
        subject=told["subject"],
        about=services.NewContact(
            channel="web",
            narrative=told["narrative"],
            recontact=told["recontact"],
            language=translation.get_language() or "",
            province_code=told["province_code"],
        ),
    )
    code = services.take_public_complaint(new, submission=key, now=timezone.now())
    return _show(request, "receipt", {"code": grouped(code), "is_complaint": True})
