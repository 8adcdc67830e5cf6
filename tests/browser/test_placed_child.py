"""A call in danger becomes a child in a safe place: the clocks of danger, two hand-overs, a plan, a bed.

Each step by the person whose step it is, and also by one who may not. Once in English at a desk, once
in Khmer on a phone.
"""

import re

from scenes.journeys import (
    ONE_STEP_AFTER_THE_OTHER,
    Journey,
    approve_as_supervisor,
    day,
    first_code,
    is_not_there,
)
from scenes.reader import called

pytestmark = ONE_STEP_AFTER_THE_OTHER
TOLD = "A boy of 12 hides in a shop; the man who brought him to tourists looks for him."
PROVINCE, POLICE, STATE, SHELTER = "01", "police:pahtjp", "casework:dsvy", "ccpcr"
NEEDS = "A bed tonight, a doctor, nobody who asks questions."


def placement(journey: Journey, act: str = "") -> str:
    return f"/care/placements/{journey.code('placement')}/{act}"


def test_a_call_in_danger_is_red_and_its_clocks_run_at_once(journey):
    reader = journey.at("hotline.operator").open("/contacts/take/")
    reader.tick(is_danger_now="yes").write(narrative=TOLD, child_age_years="200").send()
    reader.sees("An age is 120 at most.")
    assert reader.value("narrative") == TOLD
    reader.write(child_age_years="12").pick(child_sex="male", province_code=PROVINCE).send()
    journey.codes["contact"] = reader.path.split("/")[2]
    reader.sees("Red: danger now", "First human action", "kept", "Referral", "running", TOLD)


def test_the_operator_hands_over_within_the_clock(journey):
    reader = journey.at("hotline.operator").open(f"/contacts/{journey.code('contact')}/triage/")
    reader.pick(kind="about_child").tick(priority="red", topics="in_prostitution").press("Save the triage")
    for receiver in (POLICE, STATE):
        reader.press("Hand over").pick(receiver=receiver).write(summary="A boy of 12 in a shop, sought.")
        reader.press("Hand over")
    reader.sees("Handed over", "kept").does_not_see("running", "late")


def test_the_police_have_it_and_who_has_no_part_in_it_finds_nothing(journey):
    journey.at("police.officer").open("/incidents/?status=reported").press(
        first_code(journey.at("police.officer"), "I")
    ).sees("A boy of 12 in a shop, sought.")
    for username in ("ngo2.worker", "shelter.manager"):
        is_not_there(journey.at(username), f"/contacts/{journey.code('contact')}/")


def test_the_worker_accepts_and_registers_the_boy(journey):
    reader = journey.at("social.worker").open("/cases/?list=waiting")
    journey.codes["case"] = first_code(reader, "C")
    reader.press(journey.codes["case"]).press("Accept this case").press("Accept")
    reader.press("Register the child").write(given_latin=f"Invented {journey.language}").press("Continue")
    if reader.path != journey.case():
        reader.tick(choice="new").press("Continue")
    reader.sees("The child is registered.")
    is_not_there(journey.at("ngo2.worker"), journey.case())


def test_the_worker_identifies_assesses_and_plans(journey):
    reader = journey.at("social.worker").open(journey.case("ground/"))
    reader.tick(ground="consent", childs_assent="given").send()
    reader.open(journey.case("identification/")).tick(indicators="says_so", decision="presumed_victim").send()
    reader.open(journey.case("risk/")).tick(level="high", factors="threats").send()
    reader.open(journey.case("assessment/")).tick(q_living_with="mother").pick(q_care="in_family")
    reader.write(q_child_view="Not to be found.")
    reader.page.locator('main input[name="q_concerns"]').first.check()
    reader.send().sees("Waits for another person")
    approve_as_supervisor(journey)
    reader.open(journey.case("plan/")).tick(child_took_part="yes")
    reader.pick(domain="training_education", responsible="worker")
    reader.write(childs_view="Safe", goal="A safe place", action="Ask for a bed", due_on=day(1)).send()
    approve_as_supervisor(journey)


def test_the_worker_asks_for_a_place(journey):
    reader = journey.at("social.worker").open(journey.case())
    reader.press("Ask for a placement").pick(agency_code=SHELTER).send()
    reader.sees("Something needs your attention")
    assert reader.value("agency_code") == SHELTER
    reader.pick(arrangement="transit_home").write(words=NEEDS).send().sees("Asked for")
    journey.codes["placement"] = reader.path.split("/")[3]
    assert re.fullmatch(r"PL-[0-9A-Z]{8}", journey.codes["placement"])


def test_the_shelter_gives_a_place_and_knows_only_what_it_needs(journey):
    reader = journey.at("shelter.manager").open(placement(journey)).sees(NEEDS)
    reader.does_not_see(TOLD, f"Invented {journey.language}")
    is_not_there(reader, journey.case())
    reader.open(placement(journey)).press("Give the child a place")
    home = called(journey.language, "facility_kind", "group_home")
    reader.page.locator("main label", has_text=home).first.click()
    reader.send().sees("Place given, child expected")


def test_the_child_arrives_and_why_it_is_no_family_is_said(journey):
    reader = journey.at("shelter.manager").open(placement(journey, "arrive/"))
    reader.pick(arrangement="transit_home").tick(authority="social_affairs", reasons="abducted_trafficked")
    reader.send().sees("Something needs your attention")
    reader.tick(tried="kinship").write(why="His aunt cannot be reached.").send().sees("In care")
    reader.sees(called(journey.language, "placement_authority", "social_affairs"))


def test_the_worker_sees_the_child_in_care_and_others_do_not(journey):
    journey.at("social.worker").open(placement(journey)).sees("In care")
    for username in ("hotline.operator", "police.officer", "ngo2.worker"):
        is_not_there(journey.at(username), placement(journey))
