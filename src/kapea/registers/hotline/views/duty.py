"""The roster, the missed calls, and the hotline's own statistics."""

from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.guard.accounts.queries import colleagues
from kapea.guard.pack import current_pack, local_day
from kapea.guard.web import door, viewer
from kapea.registers.choices import coded
from kapea.registers.hotline import services
from kapea.registers.hotline.forms.duty import MissedForm, ShiftForm, SpanForm
from kapea.registers.hotline.queries import duty, statistics
from kapea.registers.hotline.words import CLOCK

DAYS_SHOWN = 7
STATISTICS_DAYS = 30


@door(duty.READ)
def roster(request: HttpRequest) -> HttpResponse:
    """Show who is on duty this week and which hours nobody covers; a supervisor adds a shift."""
    by, now = viewer(request), timezone.now()
    may_set = by.may(duty.WRITE)
    people = [
        (str(number), name) for number, name in colleagues(by.agency, permission="hotline.contact.take")
    ]
    form = ShiftForm(request.POST or None, people=people, initial={"day": local_day(now)})
    if request.method == "POST" and may_set and form.is_valid():
        starts_at, ends_at = form.span()
        try:
            number = form.cleaned_data["operator"]
            services.set_shift(number, starts_at=starts_at, ends_at=ends_at, by=by, now=now)
            return redirect("hotline:roster")
        except services.ShiftNotPossible:
            form.add_error("ends", _("A shift lasts a day at most. Change the times."))
    start = datetime.combine(local_day(now), time.min, tzinfo=current_pack().time_zone)
    end = start + timedelta(days=DAYS_SHOWN)
    context = {
        "shifts": duty.roster(by=by, start=start, end=end, now=now),
        "gaps": duty.uncovered(by=by, start=max(start, now), end=end),
        "form": form,
        "may_set": may_set,
    }
    return render(request, "hotline/roster.html", context, status=422 if form.errors and may_set else 200)


@door(duty.WRITE)
def shift_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a shift that has not begun out of the roster; asked by POST."""
    if request.method == "POST":
        services.remove_shift(number, by=viewer(request), now=timezone.now())
    return redirect("hotline:roster")


@door(duty.READ)
def missed(request: HttpRequest) -> HttpResponse:
    """List the missed calls that wait, and take a new one."""
    by, now = viewer(request), timezone.now()
    local = timezone.localtime(now)
    form = MissedForm(
        request.POST or None, initial={"channel": "phone", "day": local.date(), "at": f"{local:%H:%M}"}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        new = services.NewMissedCall(
            channel=told["channel"], missed_at=form.missed_at(), cause=told["cause"], phone=told["phone"]
        )
        key = request.POST.get("submission_key", "")
        services.record_missed_call(new, submission=key, by=by, now=now)
        return redirect("hotline:missed")
    context = {
        "rows": duty.list_missed(by=by, now=now),
        "settled": duty.list_missed(by=by, now=now, is_settled=True)[:20],
        "results": coded("missed_result", empty=False),
        "form": form,
    }
    return render(request, "hotline/missed.html", context, status=422 if form.errors else 200)


@door(duty.READ)
def missed_settle(request: HttpRequest, missed_code: str) -> HttpResponse:
    """Write down what became of a missed call; asked by POST."""
    result = request.POST.get("result", "")
    if request.method == "POST" and result in dict(coded("missed_result", empty=False)):
        services.settle_missed_call(
            missed_code, result=result, contact_code="", by=viewer(request), now=timezone.now()
        )
    return redirect("hotline:missed")


@door(statistics.READ, section="counts")
def numbers(request: HttpRequest) -> HttpResponse:
    """Show what the hotline did in a span of days."""
    by, now = viewer(request), timezone.now()
    today = local_day(now)
    initial = {"first_on": today - timedelta(days=STATISTICS_DAYS - 1), "last_on": today}
    form = SpanForm(request.GET if request.GET.get("first_on") else initial)
    span = dict(form.cleaned_data) if form.is_valid() else initial
    if span["first_on"] > span["last_on"]:
        form.add_error("last_on", _("The last day lies before the first. Change one of them."))
    zone = current_pack().time_zone
    start = datetime.combine(span["first_on"], time.min, tzinfo=zone)
    end = datetime.combine(span["last_on"] + timedelta(days=1), time.min, tzinfo=zone)
    contacts = statistics.hotline_numbers(by=by, start=start, end=end, now=now)
    found = statistics.address_numbers(by=by, start=start, end=end, now=now)
    kept = [*contacts.clocks, found.handed_over, found.police_within]
    context = {
        "form": form,
        "contacts": contacts,
        "addresses": found,
        "clocks": [{"kept": each, "label": CLOCK[each.name]} for each in kept],
    }
    return render(request, "hotline/numbers.html", context, status=422 if form.errors else 200)
