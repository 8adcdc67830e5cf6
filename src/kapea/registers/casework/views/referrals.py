"""Sending referrals, the boxes of an agency, and one referral as either side sees it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.errors import NotAllowed, NotFound, StaleSave
from kapea.guard.pack import current_pack
from kapea.guard.saving import once
from kapea.guard.vault.sealed_archive import new_passphrase
from kapea.guard.web import door, viewer
from kapea.registers.casework import access, queries, services, tools
from kapea.registers.casework.forms import referring
from kapea.registers.casework.views.acting import Act, Asking, act_view, add_problem
from kapea.registers.directory.queries import OfferRow, offers
from kapea.registers.directory.rules import Wanted
from kapea.registers.worklist.queues import queue_here

USUAL_DAYS = 90
"""Proposed length of a referral, offered in the form."""

MOST_OFFERS = 12


def _offers_for(asking: Asking) -> list[OfferRow]:
    """Return the services of the directory that fit this child as far as it is known."""
    page, country = asking.page, current_pack().manifest.country
    child = page.child
    ages = child.ages if child else None
    wanted = Wanted(
        province=page.province_code,
        sex=child.sex if child else "",
        age_years=ages.lowest if ages else None,
        needs=frozenset(page.needs),
        is_foreign=child is not None and child.nationality not in ("", "XU", country),
    )
    return offers(wanted=wanted, only_fitting=True, by=asking.by, today=asking.today)[:MOST_OFFERS]


refer = act_view(
    Act(
        code="refer",
        permission=access.SEND,
        section="referral",
        title=gettext_lazy("Refer to another agency"),
        submit=gettext_lazy("Send the referral"),
        about=gettext_lazy(
            "The case stays yours. The agency reads only what you choose, until the day you set."
        ),
        form=lambda asking: referring.ReferralForm(
            asking.data,
            initial={
                "expires_on": asking.today + timedelta(days=USUAL_DAYS),
                "sections": ["risk"],
                "kind": "referral",
            },
            own_agency=asking.page.agency_code,
        ),
        do=lambda asking, form: services.send_referral(
            asking.page.code, **form.cleaned_data, by=asking.by, now=asking.now
        ),
        done=gettext_lazy("The referral is sent."),
        anchor="referrals",
        template="casework/refer.html",
        context=lambda asking: {
            "live": [each for each in asking.page.grounds if each.state == "live"],
            "offers": _offers_for(asking),
        },
    )
)


@door()
def referrals(request: HttpRequest) -> HttpResponse:
    """List the referrals of one box of the viewer's agency."""
    by, now = viewer(request), timezone.now()
    boxes = queries.boxes_of(by)
    if not boxes:
        raise NotFound
    box = request.GET.get("box", "")
    box = box if box in boxes else boxes[0]
    rows = queries.list_referrals(box, by=by, now=now, after=request.GET.get("after", ""))
    return render(
        request,
        "casework/referrals.html",
        {
            "rows": rows,
            "box": box,
            "boxes": boxes,
            "total": queries.count_referrals(box, by=by, now=now),
            "queue": queue_here(queries.workqueues(by=by, now=now), request),
            "next_after": rows[-1].code if len(rows) == queries.PAGE else "",
        },
    )


@door()
def referral(request: HttpRequest, code: str) -> HttpResponse:
    """Show one referral to its sender or its receiver."""
    return _page(request, code)


def _page(request: HttpRequest, code: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    by, now = viewer(request), timezone.now()
    view = queries.accessible_referral(code, by=by, now=now)
    version = {"version": view.version}
    return render(
        request,
        "casework/referral.html",
        {
            "referral": view,
            "is_open": by.may(access.READ)
            and not view.is_given_over
            and (not view.is_received or view.may_answer or view.may_finish),
            "gave_over": view.is_given_over,
            "accept_form": referring.AcceptReferralForm(initial=version, auto_id="accept_%s"),
            "refuse_form": referring.RefuseReferralForm(initial=version, auto_id="refuse_%s"),
            "finish_form": referring.FinishReferralForm(initial=version, auto_id="finish_%s"),
            "revoke_form": referring.RevokeReferralForm(initial=version, auto_id="revoke_%s"),
            **shown,
        },
        status=status,
    )


def _answer(
    request: HttpRequest,
    code: str,
    name: str,
    form: forms.Form,
    do: Callable[[dict[str, Any], Viewer, datetime], str],
    done: str,
) -> HttpResponse:
    """Do one answer to a referral, or show the page again with what is wrong."""
    if request.method != "POST":
        return redirect("casework:referral", code)
    if not form.is_valid():
        return _page(request, code, status=422, **{f"{name}_form": form})
    by, now = viewer(request), timezone.now()
    try:
        once(
            request.POST.get("submission_key", ""),
            act=f"casework.referral.{name}",
            do=lambda: do(form.cleaned_data, by, now),
        )
    except (NotFound, NotAllowed):
        raise
    except StaleSave:
        return _page(request, code, status=409, is_stale=True, typed=_typed(form))
    except KapeaError as error:
        add_problem(form, error)
        return _page(request, code, status=422, **{f"{name}_form": form})
    messages.success(request, done)
    return redirect("casework:referral", code)


def _typed(form: forms.Form) -> list[tuple[str, str]]:
    """Return what was written into a form that came too late, by its labels."""
    return [
        (str(field.label), str(form.cleaned_data.get(field.name) or ""))
        for field in form.visible_fields()
        if form.cleaned_data.get(field.name)
    ]


@door(access.ANSWER, section="referral", record="referral")
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Accept a referral."""
    form = referring.AcceptReferralForm(request.POST or None, auto_id="accept_%s")
    return _answer(
        request,
        code,
        "accept",
        form,
        lambda told, by, now: services.answer_referral(code, accepted=True, **told, by=by, now=now),
        _("The referral is accepted. The sender sees it."),
    )


@door(access.ANSWER, section="referral", record="referral")
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """Refuse a referral with a reason."""
    form = referring.RefuseReferralForm(request.POST or None, auto_id="refuse_%s")
    return _answer(
        request,
        code,
        "refuse",
        form,
        lambda told, by, now: services.answer_referral(code, accepted=False, **told, by=by, now=now),
        _("The referral is refused. The sender sees your reason."),
    )


@door(access.ANSWER, section="referral", record="referral")
def finish(request: HttpRequest, code: str) -> HttpResponse:
    """Say what came of a referral."""
    form = referring.FinishReferralForm(request.POST or None, auto_id="finish_%s")
    return _answer(
        request,
        code,
        "finish",
        form,
        lambda told, by, now: services.finish_referral(code, **told, by=by, now=now),
        _("The outcome is sent."),
    )


@door(access.SEND, section="referral", record="referral")
def revoke(request: HttpRequest, code: str) -> HttpResponse:
    """Take a referral back."""
    form = referring.RevokeReferralForm(request.POST or None, auto_id="revoke_%s")
    return _answer(
        request,
        code,
        "revoke",
        form,
        lambda told, by, now: services.revoke_referral(code, **told, by=by, now=now),
        _("The referral is taken back. The agency reads nothing more."),
    )


@door(access.SEND, section="referral", record="referral")
def sealed_file(request: HttpRequest, code: str) -> HttpResponse:
    """Make the sealed file of a referral to an agency without an account."""
    by, now = viewer(request), timezone.now()
    page, found = queries.package_page(code, by=by, now=now)
    if request.method == "POST":
        form = referring.SealedFileForm(request.POST)
        if form.is_valid():
            content = render_to_string("casework/package.txt", _package(page, found))
            archive = services.seal_package(
                code, content, passphrase=form.cleaned_data["passphrase"], by=by, now=now
            )
            answer = HttpResponse(archive, content_type="application/zip")
            answer["Content-Disposition"] = f'attachment; filename="{code}.zip"'
            return answer
    else:
        form = referring.SealedFileForm(initial={"passphrase": new_passphrase()})
    context = {"referral": found, "form": form, "sections": sorted(page.sections - {"summary"})}
    return render(request, "casework/referral_file.html", context, status=422 if form.errors else 200)


def _package(page: queries.CasePage, found: queries.ReferralView) -> dict[str, Any]:
    assessed = [
        (each, tools.title_of(each.tool), tools.said(each.tool, dict(each.answers), each.texts))
        for each in page.assessments
    ]
    return {"page": page, "referral": found, "assessed": assessed}
