"""What the police do with a child who is found, and how a record is opened in danger and reviewed.

Each by the person whose step it is, and also by one who may not. Once in English at a desk, once in
Khmer on a phone.
"""

import re
from datetime import datetime, timedelta

from scenes.journeys import ONE_STEP_AFTER_THE_OTHER, Journey, choose_supervision, is_not_there

pytestmark = ONE_STEP_AFTER_THE_OTHER
NEVER_IN_DETENTION = (
    "A child must never be kept in detention, and who may be a child counts as one. Bring the child to a "
    "safe place now and record that place. That this was tried is written down, and a supervisor is told."
)
SUSPECTS = {"en": ("Invented", "Suspect"), "km": ("Madeup", "Stranger")}
CASES = {"en": 0, "km": 1}
"""Which of the worker's cases is opened in danger: another one in each language."""


def now() -> datetime:
    """Return the present moment of the country."""
    from django.utils import timezone

    from kapea.guard.pack import current_pack

    return timezone.now().astimezone(current_pack().time_zone)


def moment(**ago: int) -> str:
    """Return a moment as a field of the page takes it."""
    return f"{now() - timedelta(**ago):%Y-%m-%dT%H:%M}"


def test_the_officer_registers_an_incident_under_a_number_of_the_book(journey):
    reader = journey.at("police.officer").open("/incidents/register/")
    reader.write(book_number=f"{journey.language}-1", occurred=f"{now():%Y-%m}", place_code="Nowhere at all")
    reader.pick(province_code="01", setting="travel_and_tourism").send()
    reader.sees("No place is called so. Check the name, or write its code.")
    assert reader.value("book_number") == f"{journey.language}-1"
    reader.write(place_code="010201").send().sees("Confirmed", "Put the facts right")
    journey.codes["incident"] = reader.path.split("/")[2]


def test_a_child_is_never_put_in_detention_and_the_page_says_what_to_do(journey):
    reader = journey.at("police.officer").open(journey.incident("victim/"))
    reader.pick(sex="female").send().sees("Not known: presumed a child")
    journey.codes["victim"] = reader.page.locator(
        "main h3 .code", has_text=re.compile("^V-")
    ).first.inner_text()
    reader.open(journey.victim("post/")).write(arrived_at=moment(hours=2)).tick(kept_at="detention").send()
    reader.sees("Something needs your attention", NEVER_IN_DETENTION)
    reader.tick(kept_at="interview_room").send()
    reader.sees("Bring a victim away from the police post")
    reader.open("/incidents/?status=at_post").sees(journey.codes["incident"])


def test_the_child_is_interviewed_once_and_leaves_in_time(journey):
    reader = journey.at("police.officer").open(journey.victim("interview/"))
    reader.write(held_at=moment(hours=1), interviewer="Invented officer", statement="She told it once.")
    reader.pick(place="child_room", trusted_adult="grandparent").tick(suspect_absent="yes").send()
    reader.open(journey.victim("interview/")).sees("Why must the person be interviewed again?")
    reader.open(journey.victim("post/left/")).write(left_at=moment()).pick(left_to="referral_ngo").send()
    reader.does_not_see("Bring a victim away from the police post")


def test_the_incident_goes_to_court_with_its_suspect(journey):
    reader = journey.at("police.officer").open(journey.incident("suspect/"))
    family, given = SUSPECTS[journey.language]
    reader.write(family_latin=family, given_latin=given, age_low="40", arrested_on=f"{now():%Y-%m-%d}")
    reader.send().sees(f"{family} {given}")
    reader.press("Record the investigation", within="aside").sees("Investigated")
    reader.press("Send to court", within="aside").sees("Sent to court", "Court proceeding")


def test_who_may_not_finds_no_incident_and_only_a_supervisor_ends_the_alarm(journey):
    is_not_there(journey.at("social.worker"), journey.incident())
    officer = journey.at("police.officer").open(journey.incident())
    officer.sees("Look into it: a child was to be put in detention").does_not_see("Alarms looked into")
    chief = journey.at("police.supervisor").open("/home/")
    choose_supervision(chief)
    chief.open(journey.incident()).press("Alarms looked into", within="aside").sees("Marked as looked into.")
    chief.does_not_see("Look into it: a child was to be put in detention")


def case_of_the_worker(journey: Journey) -> str:
    if "case" not in journey.codes:
        reader = journey.at("social.worker").open("/cases/?list=mine&status=all")
        codes = reader.page.locator("main a.code").filter(has_text=re.compile("^C-"))
        journey.codes["case"] = codes.nth(CASES[journey.language]).inner_text()
    return journey.codes["case"]


def test_a_worker_of_another_body_cannot_open_the_case_until_a_child_is_in_danger(journey):
    code = case_of_the_worker(journey)
    reader = journey.at("ngo2.worker")
    is_not_there(reader, f"/cases/{code}/")
    reader.open("/danger/open/").pick(record_kind="case")
    reader.write(record_code=code, reason="Danger").send()
    reader.sees("Something needs your attention")
    assert reader.value("record_code") == code
    reader.write(reason="She stands at our door and says that he follows her.").send()
    reader.sees("The record is open to you. What you read is written down.")
    assert reader.path == f"/cases/{code}/"


def test_who_may_not_can_neither_open_nor_review(journey):
    for username in ("statistician", "administrator"):
        is_not_there(journey.at(username), "/danger/open/")
    is_not_there(journey.at("ngo2.worker"), "/danger/")


def test_the_supervisor_of_the_owner_reads_why_and_reviews_it(journey):
    code = case_of_the_worker(journey)
    reader = journey.at("social.work.supervisor").open("/home/")
    choose_supervision(reader)
    reader.open("/danger/").press(f"{code}")
    reader.sees("She stands at our door and says that he follows her.")
    reader.tick(verdict="justified").send().sees("The review is recorded.")
