"""The pages of the ledger of grounds, of conferences, flags and approvals."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapea.guard.errors import NotAllowed
from kapea.guard.pack import current_pack
from kapea.guard.web import door, viewer
from kapea.registers.casework import access, queries, services, tools
from kapea.registers.casework.forms import sharing
from kapea.registers.casework.rules.consent import PURPOSE_OF
from kapea.registers.casework.views.acting import Act, Asking, act_view

WRITE = access.WRITE
SERVICES = "care.referred_services"


def _told(asking: Asking, form: Any, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names} | {"by": asking.by, "now": asking.now}


ground = act_view(
    Act(
        code="ground",
        permission=WRITE,
        section="identification",
        title=_("Record a ground"),
        about=_(
            "Why your agency may work on this case or share it, with whom, and what the child says to it."
        ),
        form=lambda asking: sharing.GroundForm(
            asking.data,
            initial={"from_on": asking.today, "purpose": "case_work", "carers_consent": "not_asked"},
            own_agency=asking.page.agency_code,
        ),
        do=lambda asking, form: services.record_legal_ground(
            asking.page.code, **form.cleaned_data, by=asking.by, now=asking.now
        ),
        done=_("The ground is recorded."),
        anchor="identification",
    )
)


def _went_out(asking: Asking) -> dict[str, Any]:
    """Return the referrals that rest on the ground; None when the ground is of one's own work."""
    ground = next((each for each in asking.page.grounds if each.pk == asking.more["ground_id"]), None)
    if ground is None or ground.purpose not in PURPOSE_OF.values():
        return {"went": None}
    rests = [
        each
        for each in asking.page.referrals
        if each.row.to_agency_code == ground.recipient and PURPOSE_OF[each.row.kind] == ground.purpose
    ]
    return {"went": rests, "care": current_pack().rule(SERVICES).values.get("services", ())}


ground_withdraw = act_view(
    Act(
        code="ground",
        permission=WRITE,
        section="identification",
        title=_("Withdraw a ground"),
        about=_(
            "From this moment nothing goes by it: an agency that reads the case by it reads nothing more."
        ),
        submit=_("Withdraw it"),
        tone="danger",
        form=lambda asking: sharing.WithdrawForm(asking.data),
        do=lambda asking, form: services.withdraw_ground(
            asking.page.code,
            ground_id=asking.more["ground_id"],
            **_told(asking, form, "whose_word", "words"),
        ),
        done=_("The ground is withdrawn."),
        anchor="identification",
        template="casework/ground_withdraw.html",
        context=_went_out,
    )
)

conference = act_view(
    Act(
        code="conference",
        permission=WRITE,
        section="plan",
        title=_("Record a case conference"),
        form=lambda asking: sharing.ConferenceForm(
            asking.data, initial={"held_on": asking.today}, own_agency=asking.page.agency_code
        ),
        do=lambda asking, form: services.record_conference(
            asking.page.code, **form.cleaned_data, by=asking.by, now=asking.now
        ),
        done=_("The conference is recorded."),
        anchor="conferences",
    )
)

flag = act_view(
    Act(
        code="flag",
        permission=WRITE,
        section="notes",
        title=_("Put up a flag"),
        about=_("It stands at the head of the case until someone takes it down and says what was done."),
        form=lambda asking: sharing.FlagForm(asking.data),
        do=lambda asking, form: services.raise_flag(
            asking.page.code, **_told(asking, form, "words", "until_on")
        ),
        done=_("The flag is up."),
    )
)

flag_clear = act_view(
    Act(
        code="flag",
        permission=WRITE,
        section="notes",
        title=_("Take the flag down"),
        submit=_("Take it down"),
        form=lambda asking: sharing.ClearFlagForm(asking.data),
        do=lambda asking, form: services.clear_flag(
            asking.page.code, flag_id=asking.more["flag_id"], **_told(asking, form, "words")
        ),
        done=_("The flag is down."),
    )
)


def _waiting(asking: Asking) -> Any:
    """Return what waits longest for a second person."""
    waiting = [each for each in asking.page.approvals if not each.decision]
    return min(waiting, key=lambda each: each.asked_at, default=None)


def _approval(asking: Asking) -> dict[str, Any]:
    found = _waiting(asking)
    return {"approval_id": found.pk if found else None}


def _put_up(asking: Asking) -> Mapping[str, Any]:
    """Return what is to be approved, as the case's page shows it."""
    found = _waiting(asking)
    chosen = [each for each in asking.page.assessments if found and each.pk == found.subject_id]
    return {
        "waiting": found,
        "assessed": [
            (each, tools.title_of(each.tool), tools.said(each.tool, dict(each.answers), each.texts))
            for each in chosen
        ],
    }


approve = act_view(
    Act(
        code="approve",
        permission=access.APPROVE,
        section="plan",
        title=_("Decide what waits for approval"),
        about=_("Nobody approves what they asked for themselves."),
        submit=_("Record the decision"),
        form=lambda asking: sharing.ApprovalForm(asking.data, initial=_approval(asking)),
        do=lambda asking, form: services.decide_approval(
            asking.page.code,
            approval_id=form.cleaned_data["approval_id"],
            approved=form.cleaned_data["decision"] == "approve",
            words=form.cleaned_data["words"],
            by=asking.by,
            now=asking.now,
        ),
        done=_("The decision is recorded."),
        template="casework/approve.html",
        context=_put_up,
    )
)


@door(WRITE, section="assessment", record="case")
def assessment_tools(request: HttpRequest, code: str) -> HttpResponse:
    """Show the tools by which a further assessment may be made."""
    page = queries.accessible_case(code, by=viewer(request), now=timezone.now())
    if "assess_more" not in page.granted:
        raise NotAllowed
    if "assess_more" not in page.acts:
        context = {"page": page, "act": {"title": _("Record another assessment")}}
        return render(request, "casework/not_now.html", context, status=409)
    return render(request, "casework/tools.html", {"page": page, "tools": tools.further_tools()})
