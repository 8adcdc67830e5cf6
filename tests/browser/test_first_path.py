"""One child's way through the whole system, each step by the person whose step it is.

A report on a phone, the hotline, the police, a social worker, another agency, a supervisor, and the
figure. Once in English at a desk, once in Khmer on a phone.
"""

import re

from scenes.journeys import (
    ONE_STEP_AFTER_THE_OTHER,
    Journey,
    approve_as_supervisor,
    choose_supervision,
    day,
    first_code,
)
from scenes.reader import Reader, called, in_words
from scenes.served import name_of_a_child

pytestmark = ONE_STEP_AFTER_THE_OTHER

TOLD = "A girl of 14 in my street is taken to men at night."
MESSAGE = "She is at home in the mornings."
ANSWER = "Thank you. Is she safe today?"
PROVINCE, POLICE, STATE, OTHER = "01", "police:pahtjp", "casework:dsvy", "afesip"


def police_figure(reader: Reader) -> int:
    """Return this year's number of confirmed cases reported, as the statistician reads it."""
    year = day()[:4]
    reader.open(f"/figures/police_results/?first_on={year}-01-01&last_on={year}-12-31&by=year")
    row = reader.page.locator("main table tbody tr").first
    return int(re.sub(r"\D", "", row.locator("td").first.inner_text()))


def test_the_statistician_reads_the_figure_of_confirmed_cases(journey):
    journey.codes["figure"] = str(police_figure(journey.at("statistician")))


def test_a_neighbour_tells_what_happened_and_gets_a_code(journey):
    reader = journey.at("")
    reader.open("/").sees("You can tell us. We will help.", "In danger now? Call", "Leave this page")
    reader.press("Tell what happened").sees("Is someone in danger right now?")
    reader.tick(is_danger_now="unknown").press("Next").sees("What happened?")
    reader.write(narrative=TOLD).tick(relation_to_child="other").press("Next")
    reader.write(child_age_years="14").pick(child_sex="female", province_code=PROVINCE).press("Send")
    reader.sees("Thank you. We have it.", "This is your code. Only with it can you come back.")
    code = reader.page.inner_text(".receipt")
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", code)
    assert TOLD not in reader.text
    journey.codes["receipt"] = code


def test_the_neighbour_comes_back_with_the_code_and_writes_again(journey):
    reader = journey.at("")
    receipt = journey.code("receipt")
    reader.press("Done").press("Come back with your code")
    reader.write(receipt=receipt).press("Open")
    reader.sees(
        "Your messages",
        "Your report is waiting for a person to read it.",
        "There is no answer yet. Come back in a few days.",
    )
    assert TOLD not in reader.text
    reader.write(text=MESSAGE).press("Send").sees("Your message is sent.", MESSAGE)


def test_the_operator_finds_the_report_in_the_queue_and_triages_it(journey):
    reader = journey.at("hotline.operator")
    reader.open("/home/").sees("Your work", "Your registers")
    reader.open("/contacts/?status=new").sees("Contacts")
    code = first_code(reader, "K")
    journey.codes["contact"] = code
    reader.press(code).sees(TOLD, MESSAGE)
    reader.press("Triage").sees(TOLD)
    reader.pick(kind="about_child", child_sex="female", province_code=PROVINCE).tick(
        priority="red", topics="in_prostitution"
    )
    reader.press("Save the triage").sees("Hand over", "Red: danger now")


def test_the_operator_answers_and_the_neighbour_reads_it(journey):
    reader = journey.at("hotline.operator").open(f"/contacts/{journey.code('contact')}/")
    reader.write(text=ANSWER).press("Send").sees(ANSWER)
    neighbour = journey.at("").press("Close").press("Come back with your code")
    neighbour.write(receipt=journey.code("receipt")).press("Open")
    neighbour.sees("A person has read your report and is working on it.", ANSWER, "The hotline")


def test_the_operator_hands_over_to_the_police_and_to_casework(journey):
    reader = journey.at("hotline.operator").open(f"/contacts/{journey.code('contact')}/")
    for receiver in (POLICE, STATE):
        reader.press("Hand over").pick(receiver=receiver).write(
            summary="A girl of 14, taken to men at night."
        )
        reader.press("Hand over")
    reader.sees("Handed over")
    assert reader.page.locator("main li.card:has(.status)").count() == 2


def test_an_officer_confirms_the_incident_within_the_clock(journey):
    reader = journey.at("police.officer")
    reader.open("/incidents/?status=reported")
    journey.codes["incident"] = first_code(reader, "I")
    reader.press(journey.codes["incident"]).sees(
        "through the hotline", "A girl of 14, taken to men at night."
    )
    assert reader.page.locator("aside .tasks li").count() == 1
    reader.press("Confirm the incident").sees("Confirmed", "Record the investigation")


def test_the_worker_accepts_the_case_from_the_waiting_list(journey):
    reader = journey.at("social.worker")
    reader.open("/cases/?list=waiting")
    journey.codes["case"] = first_code(reader, "C")
    reader.press(journey.codes["case"]).does_not_see("Register the child")
    reader.press("Accept this case").press("Accept")
    reader.sees(
        "You are now the worker of this case.", "A girl of 14, taken to men at night.", "Register the child"
    )


def test_the_worker_registers_the_child_past_those_who_may_be_the_same(journey, site):
    reader = journey.at("social.worker").open(journey.case())
    reader.press("Register the child")
    assert reader.value("age_years") == "14"
    script = "km" if journey.language == "km" else "latin"
    family, given = name_of_a_child(site.home, years=14)[script]
    journey.codes["name"] = given
    reader.write(**{f"family_{script}": family, f"given_{script}": given}).press("Continue")
    reader.sees("Is it one of these persons?", "No, this is another person")
    reader.press("Continue").sees("Choose a record, or “No, this is another person”.")
    reader.tick(choice="new").press("Continue").sees("The child is registered.")


def test_the_worker_records_ground_and_identification(journey):
    reader = journey.at("social.worker").open(journey.case("ground/"))
    reader.tick(ground="consent", childs_assent="refused").send()
    reader.sees("The child does not agree: this is not consent. Choose another ground, or do not share.")
    reader.tick(childs_assent="given").send().sees("The ground is recorded.", "The child agrees")
    reader.open(journey.case("identification/"))
    reader.tick(indicators="says_so", decision="not_victim").send()
    reader.sees("Something needs your attention")
    assert reader.page.is_checked('input[name=indicators][value="says_so"]')
    reader.tick(decision="presumed_victim").send().sees("The decision is recorded.", "Presumed victim")


def test_a_doubt_about_age_presumes_a_child_until_it_is_decided(journey):
    reader = journey.at("social.worker").open(journey.case("age/doubt/"))
    reader.press("Record the doubt").sees("The age is in doubt: this person is presumed a child.")
    reader.open(journey.case("age/method/")).sees(called(journey.language, "age_method", "birth_certificate"))
    reader.tick(applies="yes").write(youngest_years="14", oldest_years="15", finding="Seen at home.").send()
    reader.sees("The method is recorded.", "14–15")
    reader.press("Decide the age").tick(decision="child").send()
    reader.sees("The age is decided.", "Decided: a child").does_not_see(
        "The age is in doubt: this person is presumed a child."
    )


def test_the_worker_judges_the_risk_and_the_deadlines_follow(journey):
    reader = journey.at("social.worker").open(journey.case("risk/"))
    reader.tick(level="high", factors="threats").send()
    reader.sees(
        "The risk is recorded and the deadlines are counted again.",
        called(journey.language, "risk_factor", "threats"),
    )
    assert reader.page.locator("aside .tasks li").count() >= 1


def test_the_worker_assesses_and_makes_a_plan_with_the_child(journey):
    reader = journey.at("social.worker").open(journey.case("assessment/"))
    reader.tick(q_living_with="mother").pick(q_care="in_family").write(q_child_view="To go to school.")
    reader.page.locator('main input[name="q_concerns"]').first.check()
    reader.send().sees("The assessment is saved.", "To go to school.", "Waits for another person")
    approve_as_supervisor(journey)
    reader.open(journey.case("plan/"))
    reader.tick(child_took_part="yes").pick(domain="training_education", responsible="worker")
    reader.write(
        childs_view="School", goal="Back in school", action="Talk with the school", due_on=day(7)
    ).send()
    reader.sees("The plan is saved.", "Back in school", "Talk with the school")
    approve_as_supervisor(journey)


def test_the_worker_keeps_what_was_typed_when_the_form_is_left(journey):
    reader = journey.at("social.worker").open(journey.case("notes/"))
    reader.write(text="Her aunt called.").press("Keep what I wrote")
    reader.sees("What you wrote is kept. It is not sent yet.")
    assert reader.value("text") == "Her aunt called."
    reader.open(journey.case("notes/")).sees("You wrote here before and did not send it")
    assert reader.value("text") == ""
    reader.press("Go on with it")
    assert reader.value("text") == "Her aunt called."
    reader.tick(visibility="agency").send().sees("The note is saved.", "Her aunt called.")
    reader.open(journey.case("notes/")).does_not_see("You wrote here before and did not send it")


def test_nothing_goes_to_another_agency_without_the_childs_consent(journey):
    reader = journey.at("social.worker").open(journey.case("refer/"))
    reader.pick(to_agency_code=OTHER, service="counselling").write(reason="Counselling", expires_on=day(60))
    reader.send().sees("No ground in force covers: %(named)s. Record one first, or leave it out.")
    reader.open(journey.case("ground/")).pick(recipient=OTHER)
    reader.tick(purpose="service", categories="risk", ground="consent", childs_assent="given")
    reader.send().sees("The ground is recorded.")


def refer(journey: Journey) -> str:
    reader = journey.at("social.worker").open(journey.case("refer/"))
    reader.pick(to_agency_code=OTHER, service="counselling").write(
        reason="Counselling twice a week", expires_on=day(60)
    )
    reader.send().sees("The referral is sent.", "Waiting for an answer")
    return (
        reader.page.locator("#referrals .card", has_text=in_words(journey.language, "Waiting for an answer"))
        .locator("a.code")
        .inner_text()
    )


def test_the_other_agency_refuses_once_with_a_reason(journey):
    journey.codes["refused"] = refer(journey)
    other = journey.at("ngo1.worker").open(f"/cases/referrals/{journey.codes['refused']}/")
    other.sees("Counselling twice a week")
    other.press("Refuse the referral").sees("Choose one.")
    other.pick(refusal="no_capacity").press("Refuse the referral")
    other.sees("The referral is refused. The sender sees your reason.")
    journey.at("social.worker").open(journey.case()).sees(
        called(journey.language, "referral_refusal_reason", "no_capacity")
    )
    ended = journey.at("ngo1.worker").page.goto(f"{other.site}{journey.case()}")
    assert ended.status == 404


def test_the_other_agency_accepts_the_second_time_and_says_what_came_of_it(journey):
    code = journey.codes["referral"] = refer(journey)
    other = journey.at("ngo1.worker").open(f"/cases/referrals/{code}/")
    other.press("Accept the referral").sees("The referral is accepted. The sender sees it.")
    other.open(journey.case()).sees("You see this case through a referral, and only what it carries.")
    other.does_not_see(journey.code("name"))
    other.open(f"/cases/referrals/{code}/").write(outcome="She came every week.").press("Send the outcome")
    journey.at("social.worker").open(journey.case()).sees("She came every week.")


def test_the_worker_visits_the_child(journey):
    reader = journey.at("social.worker").open(journey.case("visits/"))
    reader.tick(safety="safe", child_seen_alone="yes").write(findings="She goes to school.").send()
    reader.sees("The visit is recorded.", "She goes to school.", "seen alone")


def test_the_case_does_not_close_while_the_checklist_fails(journey):
    reader = journey.at("social.worker").open(journey.case("closure/")).sees("Not met")
    reader.pick(reason="success").send()
    reader.sees("Something needs your attention", "Not met")
    assert reader.value("reason") == "success"


def test_the_worker_fulfils_the_checklist_and_asks_to_close(journey):
    reader = journey.at("social.worker").open(journey.case())
    reader.press("End this action").tick(state="done").send().sees("The action has ended.")
    reader.open(journey.case("follow-up/")).send().sees("Follow-up has begun; the visits are planned.")
    reader.open(journey.case("closure/")).pick(reason="success").write(childs_view="She is glad.")
    reader.page.check('main input[name="feedback_asked"]')
    reader.page.check('main input[name="no_protective_measure"]')
    reader.send().sees("Closing is asked. Another person decides.", "Waits for another person")


def test_the_worker_cannot_approve_their_own_closing(journey):
    reader = journey.at("social.worker")
    reader.open(journey.case())
    assert reader.page.locator(f'a[href$="{journey.case("closure/decision/")}"]').count() == 0
    answer = reader.page.goto(f"{reader.site}{journey.case('closure/decision/')}")
    assert answer.status in (403, 404)
    reader.look()


def test_the_supervisor_approves_and_the_case_is_closed(journey):
    reader = journey.at("social.work.supervisor").open("/home/")
    choose_supervision(reader)
    reader.open("/cases/?list=closure").press(journey.code("case"))
    reader.press("Decide on closing").tick(decision="approve").send()
    reader.sees("The decision is recorded.", "Closed")
    journey.at("social.worker").open(journey.case()).sees("Closed")


def test_the_figure_of_confirmed_cases_has_grown_by_one(journey):
    before = int(journey.code("figure"))
    assert police_figure(journey.at("statistician")) == before + 1
