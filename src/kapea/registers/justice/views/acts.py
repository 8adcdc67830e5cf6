"""The acts on a proceeding, each with its form and what it does."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kapea.registers.justice.forms import charging, judging, money, opening, protecting
from kapea.registers.justice.services import (
    charging as charges,
)
from kapea.registers.justice.services import (
    compensating,
    concerns,
    cooperating,
    hearings,
    parties,
    stages,
)
from kapea.registers.justice.services import (
    judging as judgments,
)
from kapea.registers.justice.services import (
    protecting as protection,
)
from kapea.registers.justice.services.receiving import take_over
from kapea.registers.justice.views.acting import ActPage, Asking, act_view
from kapea.registers.justice.words import INFORMS
from kapea.registers.justice.words_of_facts import ELEMENTS

NO_CHILD_CHARGED = _("A child is never charged for being exploited. In doubt a person is presumed a child.")


def _number(text: str) -> int | None:
    return int(text) if text else None


def _who(asking: Asking) -> dict[str, Any]:
    return {"by": asking.by, "now": asking.now}


def _today(asking: Asking) -> dict[str, Any]:
    return {"on": asking.today}


def _facts_held(asking: Asking) -> dict[str, Any]:
    held = asking.page.facts
    first, last = asking.page.occurred
    return {
        **held,
        "version": asking.page.version,
        "occurred_from": first,
        "occurred_to": last,
        "completed": _said(held),
    }


def _accused_held(asking: Asking) -> dict[str, Any]:
    held = asking.page.accused_held.get(asking.pk, {})
    return {**held, "is_exploited": {True: "yes", False: "no"}.get(held.get("is_exploited"), "")}  # type: ignore[call-overload]


def _change_accused(asking: Asking, form: Any) -> str:
    told = dict(form.cleaned_data)
    version = told.pop("version") or 0
    return parties.record_accused(
        asking.page.code,
        parties.NewAccused(**told),
        accused_id=asking.pk,
        version=version,
        **_who(asking),
    )


def _said(held: Mapping[str, Any]) -> str:
    return {True: "yes", False: "no"}.get(held.get("completed"), "")  # type: ignore[call-overload]


def _record_facts(asking: Asking, form: Any) -> None:
    told = form.cleaned_data
    facts = {name: list(told[name]) for name in ("acts", "object", "countries", *ELEMENTS) if told[name]}
    facts |= {"acts_are_complete": told["acts_are_complete"], "completed": told["completed"]}
    parties.record_facts(
        asking.page.code,
        facts,
        occurred_from=told["occurred_from"],
        occurred_to=told["occurred_to"],
        version=told["version"],
        **_who(asking),
    )


def _choose(asking: Asking, form: Any) -> str:
    told = form.cleaned_data
    choice = charges.Choice(
        accused_id=int(told["accused"]),
        victim_id=_number(told["victim"]),
        offence=told["offence"],
        is_principal=told["is_principal"],
        reason=told["reason"],
    )
    return charges.choose_charge(asking.page.code, choice, **_who(asking))


def _plan(asking: Asking, form: Any) -> int:
    told = form.cleaned_data
    return hearings.plan_hearing(
        asking.page.code,
        kind=told["kind"],
        planned_at=form.planned_at(),
        child_testifies=told["child_testifies"],
        **_who(asking),
    )


def _interview(asking: Asking, form: Any) -> int:
    told = dict(form.cleaned_data)
    new = hearings.NewInterview(victim_id=int(told.pop("victim")), **told)
    return hearings.record_interview(asking.page.code, new, **_who(asking))


def _ask(asking: Asking, form: Any) -> int:
    told = form.cleaned_data
    asked = protection.Asked(
        victim_id=int(told["victim"]),
        kind=told["kind"],
        asked_by=told["asked_by"],
        special_need=told["special_need"],
        hearing_id=_number(told["hearing"]),
    )
    return protection.ask_measure(asking.page.code, asked, **_who(asking))


def _appoint(asking: Asking, form: Any) -> int:
    victim, accused = form.chosen()
    told = form.cleaned_data
    return protection.appoint_lawyer(
        asking.page.code,
        victim_id=victim,
        accused_id=accused,
        agency_code=told["agency_code"],
        lawyer=told["lawyer"],
        on=told["on"],
        **_who(asking),
    )


def _by_accused(act: Any) -> Any:
    """Return a doer that hands the accused's number on beside what the form tells."""

    def do(asking: Asking, form: Any) -> object:
        told = dict(form.cleaned_data)
        return act(asking.page.code, accused_id=int(told.pop("accused")), **told, **_who(asking))

    return do


def _sentence(asking: Asking, form: Any) -> None:
    told = dict(form.cleaned_data)
    new = judgments.NewSentence(judgment_id=asking.pk, charge_id=int(told.pop("charge")), **told)
    judgments.record_sentence(asking.page.code, new, **_who(asking))


def _claim(asking: Asking, form: Any) -> int:
    told = dict(form.cleaned_data)
    victim, accused = int(told.pop("victim")), _number(told.pop("accused"))
    new = compensating.Claim(victim_id=victim, accused_id=accused, **told)
    return compensating.claim(asking.page.code, new, **_who(asking))


def _on_card(act: Any) -> Any:
    """Return a doer that hands the card's number and what the form tells on to a service."""
    return lambda asking, form: act(asking.page.code, asking.pk, **form.cleaned_data, **_who(asking))


PAGES = (
    ActPage(
        code="stage_act",
        form=lambda asking: opening.StageActForm(
            asking.data,
            open_now=asking.page.stage_acts,
            initial={"version": asking.page.version, **_today(asking)},
        ),
        do=lambda asking, form: stages.record_act(asking.page.code, **form.cleaned_data, **_who(asking)),
    ),
    ActPage(
        code="take_over",
        form=lambda asking: opening.TakeOverForm(asking.data),
        do=lambda asking, _form: take_over(asking.page.code, **_who(asking)),
        about=_("You become the officer of this proceeding; its tasks come to you."),
    ),
    ActPage(
        code="victim",
        form=lambda asking: opening.VictimForm(asking.data),
        do=lambda asking, form: parties.record_victim(
            asking.page.code, parties.NewVictim(**form.cleaned_data), **_who(asking)
        ),
    ),
    ActPage(
        code="accused",
        form=lambda asking: opening.AccusedForm(asking.data),
        do=lambda asking, form: parties.record_accused(
            asking.page.code, parties.NewAccused(**form.cleaned_data), **_who(asking)
        ),
        about=NO_CHILD_CHARGED,
    ),
    ActPage(
        code="change_accused",
        form=lambda asking: opening.KnownAccusedForm(asking.data, initial=_accused_held(asking)),
        do=_change_accused,
        about=_("What you write replaces what stood there."),
        stored=_accused_held,
    ),
    ActPage(
        code="facts",
        form=lambda asking: charging.FactsForm(asking.data, initial=_facts_held(asking)),
        do=_record_facts,
        stored=_facts_held,
        about=_("Leave out what is not known: it stays unknown and is listed as what to find out."),
    ),
    ActPage(
        code="charge",
        form=lambda asking: charging.ChargeForm(
            asking.data, options=asking.page.options, initial=dict(asking.asked)
        ),
        do=_choose,
        about=INFORMS,
    ),
    ActPage(
        code="drop_charge",
        form=lambda asking: charging.ReasonForm(asking.data),
        do=_on_card(charges.drop_charge),
        tone="danger",
    ),
    ActPage(
        code="plan_hearing",
        form=lambda asking: protecting.HearingForm(asking.data),
        do=_plan,
    ),
    ActPage(
        code="end_hearing",
        form=lambda asking: protecting.HearingEndForm(asking.data, initial=_today(asking)),
        do=_on_card(hearings.end_hearing),
    ),
    ActPage(
        code="interview",
        form=lambda asking: protecting.InterviewForm(asking.data, options=asking.page.options),
        do=_interview,
        about=_("Count every interview, by whomever. A child should tell it once."),
    ),
    ActPage(
        code="ask_measure",
        form=lambda asking: protecting.MeasureForm(asking.data, options=asking.page.options),
        do=_ask,
    ),
    ActPage(
        code="decide_measure",
        form=lambda asking: protecting.MeasureDecisionForm(asking.data, initial=_today(asking)),
        do=lambda asking, form: protection.decide_measure(
            asking.page.code,
            asking.pk,
            is_granted=form.cleaned_data["granted"],
            **{name: form.cleaned_data[name] for name in ("on", "person", "reason")},
            **_who(asking),
        ),
    ),
    ActPage(
        code="use_measure",
        form=lambda asking: protecting.MeasureUseForm(asking.data, initial=_today(asking)),
        do=lambda asking, form: protection.record_use(
            asking.page.code,
            asking.pk,
            was_used=form.cleaned_data["used"],
            **{name: form.cleaned_data[name] for name in ("on", "reason")},
            **_who(asking),
        ),
    ),
    ActPage(
        code="appoint_lawyer",
        form=lambda asking: protecting.LawyerForm(
            asking.data, options=asking.page.options, initial=_today(asking)
        ),
        do=_appoint,
    ),
    ActPage(
        code="meeting",
        form=lambda asking: protecting.MeetingForm(asking.data),
        do=_on_card(protection.record_meeting),
    ),
    ActPage(
        code="judgment",
        form=lambda asking: judging.JudgmentForm(
            asking.data, options=asking.page.options, initial=_today(asking)
        ),
        do=_by_accused(judgments.record_judgment),
    ),
    ActPage(
        code="sentence",
        form=lambda asking: judging.SentenceForm(asking.data, options=asking.page.options),
        do=_sentence,
        about=INFORMS,
    ),
    ActPage(
        code="penalty",
        form=lambda asking: judging.PenaltyForm(asking.data),
        do=_on_card(judgments.record_additional_penalty),
    ),
    ActPage(
        code="release",
        form=lambda asking: judging.ReleaseForm(
            asking.data, options=asking.page.options, initial=_today(asking)
        ),
        do=_by_accused(judgments.record_release),
    ),
    ActPage(
        code="appeal",
        form=lambda asking: judging.AppealForm(
            asking.data, options=asking.page.options, initial=_today(asking)
        ),
        do=_by_accused(judgments.record_appeal),
    ),
    ActPage(
        code="decide_appeal",
        form=lambda asking: judging.AppealDecisionForm(asking.data, initial=_today(asking)),
        do=_on_card(judgments.decide_appeal),
    ),
    ActPage(
        code="claim",
        form=lambda asking: money.ClaimForm(asking.data, options=asking.page.options, initial=_today(asking)),
        do=_claim,
        about=_("Brought alone, the claim waits until the criminal case is decided."),
    ),
    ActPage(
        code="decide_claim",
        form=lambda asking: money.ClaimDecisionForm(asking.data, initial=_today(asking)),
        do=_on_card(compensating.decide_claim),
    ),
    ActPage(
        code="account",
        form=lambda asking: money.AccountForm(asking.data, initial=_today(asking)),
        do=_on_card(compensating.open_account),
        about=_("The money is the child’s. It is kept so that nobody else can spend it."),
    ),
    ActPage(
        code="payment",
        form=lambda asking: money.PaymentForm(asking.data, initial=_today(asking)),
        do=_on_card(compensating.record_payment),
    ),
    ActPage(
        code="enforce",
        form=lambda asking: money.EnforcementForm(asking.data),
        do=_on_card(compensating.enforce),
    ),
    ActPage(
        code="request",
        form=lambda asking: money.RequestForm(
            asking.data, options=asking.page.options, initial=_today(asking)
        ),
        do=_by_accused(cooperating.open_request),
    ),
    ActPage(
        code="request_step",
        form=lambda asking: money.RequestStepForm(asking.data, initial=_today(asking)),
        do=lambda asking, form: cooperating.record_request_step(
            asking.page.code, asking.pk, **form.cleaned_data, **_who(asking)
        ),
    ),
    ActPage(
        code="concern",
        form=lambda asking: money.ConcernForm(asking.data, initial={"learned_on": asking.today}),
        do=lambda asking, form: concerns.record_concern(
            asking.page.code, **form.cleaned_data, **_who(asking)
        ),
        about=_(
            "A settlement out of court is no outcome. A supervisor looks at it before the matter can be given up."
        ),
    ),
    ActPage(
        code="review_concern",
        form=lambda asking: money.ConcernReviewForm(asking.data),
        do=_on_card(concerns.review_concern),
    ),
)
VIEWS = {page.code: act_view(page) for page in PAGES}
