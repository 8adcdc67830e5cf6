"""The acts on a facility and on a placement, each with its form and what it does."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kapea.registers.care.acts import FACILITY_ACTS, PLACEMENT_ACTS
from kapea.registers.care.forms import facilities as ask
from kapea.registers.care.forms import placements as ask_placing
from kapea.registers.care.problems import PROBLEMS
from kapea.registers.care.queries.facility import accessible_facility
from kapea.registers.care.queries.placement import accessible_placement
from kapea.registers.care.services import concerns, facilities, placing, reviewing
from kapea.registers.sheets.acting import ActPage, Asking, act_view, plain
from kapea.registers.sheets.acts import Kind
from kapea.registers.sheets.fields import Confirm

FACILITY = Kind(
    kind="facility",
    page="care:facility",
    back=_("Back to the facility"),
    acts=FACILITY_ACTS,
    problems=PROBLEMS,
    read=accessible_facility,
)
PLACEMENT = Kind(
    kind="placement",
    page="care:placement",
    back=_("Back to the placement"),
    acts=PLACEMENT_ACTS,
    problems=PROBLEMS,
    read=accessible_placement,
)


def _today(asking: Asking) -> dict[str, Any]:
    return {"on": asking.today, **_version(asking)}


def _version(asking: Asking) -> dict[str, Any]:
    return {"version": asking.sheet.version}


def _details(told: dict[str, Any]) -> facilities.FacilityDetails:
    told.pop("version", None)
    told.pop("agency_code", None)
    return facilities.FacilityDetails(**told)


def _change(asking: Asking, form: Any) -> None:
    told = dict(form.cleaned_data)
    version = told["version"] or 0
    facilities.change_facility(asking.code, _details(told), version=version, **asking.who)


def _inspect(asking: Asking, form: Any) -> int:
    told = form.cleaned_data
    names = ("on", "was_announced", "children_seen", "findings", "correct_by")
    more = {name: told[name] for name in names}
    return facilities.record_inspection(asking.code, answers=form.answers(), **more, **asking.who)


def _adult(asking: Asking, form: Any) -> int:
    return concerns.record_adult(asking.code, concerns.NewAdult(**form.cleaned_data), **asking.who)


def _arrive(asking: Asking, form: Any) -> None:
    told = dict(form.cleaned_data)
    version = told.pop("version")
    placing.record_arrival(asking.code, placing.Arrival(**told), version=version, **asking.who)


def _review(asking: Asking, form: Any) -> int:
    return reviewing.review_placement(asking.code, reviewing.Review(**form.cleaned_data), **asking.who)


FACILITY_PAGES = (
    ActPage(
        code="change",
        form=lambda asking: ask.FacilityForm(asking.data, initial=asking.sheet.initial, is_for_others=False),
        do=_change,
        edits=True,
    ),
    ActPage(
        code="take_charge",
        form=plain(Confirm),
        do=lambda asking, form: facilities.take_charge(asking.code, **asking.who),
    ),
    ActPage(
        code="close",
        form=plain(ask.DayForm, _today),
        do=lambda asking, form: facilities.close_facility(
            asking.code, **{**form.cleaned_data, "version": form.cleaned_data["version"] or 0}, **asking.who
        ),
        tone="danger",
    ),
    ActPage(
        code="licence",
        form=plain(ask.LicenceForm, lambda asking: {"issued_on": asking.today}),
        do=lambda asking, form: facilities.issue_licence(asking.code, **form.cleaned_data, **asking.who),
    ),
    ActPage(
        code="withdraw",
        form=plain(ask.WithdrawForm, _today),
        do=lambda asking, form: facilities.withdraw_licence(
            asking.code, asking.pk, **form.cleaned_data, **asking.who
        ),
        tone="danger",
    ),
    ActPage(
        code="inspect",
        form=plain(ask.InspectionForm, _today),
        do=_inspect,
        about=_("The standards are proposed until the ministry's own list is entered."),
    ),
    ActPage(
        code="corrected",
        form=plain(ask.DayForm, _today),
        do=lambda asking, form: facilities.record_correction(
            asking.code, asking.pk, on=form.cleaned_data["on"], **asking.who
        ),
    ),
    ActPage(
        code="complain",
        form=plain(ask.ComplaintForm, lambda asking: {"received_on": asking.today}),
        do=lambda asking, form: concerns.record_complaint(asking.code, **form.cleaned_data, **asking.who),
        about=_("Whoever runs the facility does not see this complaint."),
    ),
    ActPage(
        code="review_complaint",
        form=plain(ask.ComplaintReviewForm),
        do=lambda asking, form: concerns.review_complaint(
            asking.code, asking.pk, **form.cleaned_data, **asking.who
        ),
    ),
    ActPage(
        code="adult",
        form=plain(ask.AdultForm, lambda asking: {"from_on": asking.today}),
        do=_adult,
    ),
    ActPage(
        code="adult_left",
        form=plain(ask.DayForm, _today),
        do=lambda asking, form: concerns.end_adult(
            asking.code, asking.pk, on=form.cleaned_data["on"], **asking.who
        ),
    ),
    ActPage(
        code="suspect",
        form=plain(ask.TieForm),
        do=lambda asking, form: concerns.tie_suspect(asking.code, **form.cleaned_data, **asking.who),
        about=_("Whoever runs the facility does not see this."),
    ),
    ActPage(
        code="settle_suspect",
        form=plain(ask.SettleForm),
        do=lambda asking, form: concerns.settle_tie(
            asking.code, asking.pk, **form.cleaned_data, **asking.who
        ),
    ),
)
PLACEMENT_PAGES = (
    ActPage(
        code="accept",
        form=lambda asking: ask_placing.AcceptForm(
            asking.data, initial=_version(asking), facilities=asking.sheet.options["facilities"]
        ),
        do=lambda asking, form: placing.accept_placement(asking.code, **form.cleaned_data, **asking.who),
    ),
    ActPage(
        code="refuse",
        form=plain(ask_placing.RefuseForm, _version),
        do=lambda asking, form: placing.refuse_placement(asking.code, **form.cleaned_data, **asking.who),
    ),
    ActPage(
        code="cancel",
        form=plain(ask_placing.VersionForm, _version),
        do=lambda asking, form: placing.cancel_placement(asking.code, **form.cleaned_data, **asking.who),
    ),
    ActPage(
        code="arrive",
        form=plain(
            ask_placing.ArrivalForm, lambda asking: {**asking.sheet.initial, "arrived_on": asking.today}
        ),
        do=_arrive,
        about=_("Residential care is the last resort and temporary: its clock begins on this day."),
    ),
    ActPage(
        code="confirm",
        form=plain(ask_placing.ConfirmForm, _version),
        do=lambda asking, form: reviewing.confirm_placement(asking.code, **form.cleaned_data, **asking.who),
    ),
    ActPage(code="review", form=plain(ask_placing.ReviewForm, _today), do=_review),
    ActPage(
        code="prolong",
        form=plain(ask_placing.ProlongForm),
        do=lambda asking, form: reviewing.prolong_placement(asking.code, **form.cleaned_data, **asking.who),
    ),
    ActPage(
        code="end",
        form=plain(ask_placing.EndForm, lambda asking: {**_version(asking), "ended_on": asking.today}),
        do=lambda asking, form: placing.end_placement(asking.code, **form.cleaned_data, **asking.who),
    ),
)
FACILITY_VIEWS = {page.code: act_view(FACILITY, page) for page in FACILITY_PAGES}
PLACEMENT_VIEWS = {page.code: act_view(PLACEMENT, page) for page in PLACEMENT_PAGES}
