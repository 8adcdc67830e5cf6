"""A case is not closed while a court still protects the child; the case learns a number and nothing else."""

import pytest

from kapea.registers.casework import services
from kapea.registers.casework.errors import ClosureNotReady
from kapea.registers.justice.models import ProceedingVictim
from kapea.registers.justice.services import protecting
from kapea.registers.worklist.protection import live_measures
from scenes import justice
from scenes.casework import CLOSING, case_of, closure_asked, ready_to_close
from scenes.casework import NOW as ASKED_AT

pytestmark = pytest.mark.django_db


def measure_for(case_code: str) -> tuple[justice.Court, str, int]:
    """A measure asked in the proceeding of the case's child."""
    court = justice.make_court()
    code = justice.registered(court)
    child = ProceedingVictim.objects.get()
    ProceedingVictim.objects.update(case_code=case_code)
    asked = protecting.Asked(victim_id=child.pk, kind="screen", asked_by="lawyer")
    return court, code, protecting.ask_measure(code, asked, by=court.officer, now=justice.NOW)


def lacking(refused) -> dict[str, tuple[str, int]]:
    return {item.code: (item.why, item.number) for item in refused.value.items}


def test_closing_is_refused_while_a_measure_is_still_to_hold_whatever_was_ticked(people):
    code = ready_to_close(people)
    measure_for(code)
    with pytest.raises(ClosureNotReady) as refused:
        services.ask_closure(code, CLOSING, by=people.worker, now=ASKED_AT)
    assert lacking(refused) == {"no_live_protective_measure": ("live_measures", 1)}


def test_a_measure_asked_since_stands_against_the_second_person_s_approval(people):
    code = closure_asked(people)
    measure_for(code)
    with pytest.raises(ClosureNotReady):
        services.decide_closure(code, approved=True, by=people.supervisor, now=ASKED_AT)
    assert case_of(code).status != "closed"


def test_a_measure_refused_by_the_court_or_used_does_not_hold_the_case(people):
    code = ready_to_close(people)
    court, proceeding, measure = measure_for(code)
    decided = {"person": "", "on": justice.TODAY, "by": court.president, "now": justice.NOW}
    protecting.decide_measure(proceeding, measure, is_granted=True, reason="", **decided)
    assert live_measures(code) == 1
    used = {"on": justice.TODAY, "by": court.president, "now": justice.NOW}
    protecting.record_use(proceeding, measure, was_used=True, reason="", **used)
    assert live_measures(code) == 0
    services.ask_closure(code, CLOSING, by=people.worker, now=ASKED_AT)
    assert case_of(code).step == "closure"


def test_a_measure_of_another_child_does_not_hold_the_case(people):
    code = ready_to_close(people)
    measure_for("C-00000000")
    assert live_measures(code) == 0
    assert live_measures("") == 0
