"""An incident in the police register: the book, the parties, the clock at a post, interviews, evidence."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kapea.engines.dates import PartialDate
from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotFound, StaleSave
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import Person
from kapea.registers.police import queries, services
from kapea.registers.police.errors import (
    BookNumberTaken,
    FormCodeTaken,
    OffenceNotPossible,
    StationNotPossible,
)
from kapea.registers.police.law import offences_in_force
from kapea.registers.police.models import CustodyStep, Incident, IncidentInterview, PostStay, SuspectKey
from kapea.registers.police.rules.custody import DetentionOfChild, LateWithoutReason, StayNotPossible
from kapea.registers.police.rules.evidence import ContentRefused, CustodyNotPossible, DigestNotUnderstood
from kapea.registers.police.rules.interviews import ReasonMissing
from kapea.registers.police.rules.steps import DayNotPossible
from kapea.registers.worklist.models import Task
from scenes.accounts import make_user, viewer_for
from scenes.guard import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
AGENCY, UNIT = "pahtjp", "pahtjp-01"
ARRIVED = NOW - timedelta(hours=10)


@pytest.fixture
def officer():
    return viewer_for(make_user("police_officer", agency=AGENCY, unit=UNIT))


@pytest.fixture
def stranger():
    return viewer_for(make_user("police_officer", agency="gcnp"))


def registered(by, **more) -> str:
    return services.register_incident(services.NewIncident(reported_on=TODAY, **more), by=by, now=NOW)


def victim(code, by, *, low=14, high=15) -> str:
    return services.record_victim(
        code=code, sex="female", age_low=low, age_high=high, nationality="KH", by=by, now=NOW
    )


def book(number="12", year=2026):
    return services.BookEntry(station_code=UNIT, number=number, year=year)


def open_kinds(code) -> set[str]:
    return set(Task.objects.filter(subject_code=code, done_at=None).values_list("kind", flat=True))


def test_a_number_stands_once_in_a_stations_book_of_a_year(officer):
    registered(officer, book=book())
    registered(officer, book=book(year=2025))
    with pytest.raises(BookNumberTaken):
        registered(officer, book=book())
    with pytest.raises(StationNotPossible):
        registered(officer, book=services.BookEntry(station_code="gcnp", number="1", year=2026))
    assert Incident.objects.count() == 2


def test_the_database_itself_keeps_a_number_from_standing_twice(officer):
    first, second = registered(officer, book=book()), registered(officer)
    taken = Incident.objects.filter(code=first).values("station_code", "book_number", "book_year").get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(code=second).update(**taken)


def test_when_it_was_done_keeps_how_far_it_is_known(officer):
    code = registered(officer, occurred=PartialDate.from_iso("2026-02"))
    page = queries.accessible_incident(code, by=officer, now=NOW)
    assert page.occurred == (date(2026, 2, 1), date(2026, 2, 28), "month")
    with pytest.raises(DayNotPossible):
        registered(officer, occurred=PartialDate.from_iso("2026-03-03"))


def test_the_secret_code_is_sealed_found_by_typing_it_and_never_taken_twice(officer):
    code = registered(officer, form_code="KD-០០17/a")
    with pytest.raises(FormCodeTaken):
        registered(officer, form_code="kd 0017A")
    row = Incident.objects.get(code=code)
    assert b"0017" not in bytes(row.form_code_sealed)
    found = queries.list_incidents(queries.Wanted(text="kd-0017-a"), by=officer)
    assert [each.code for each in found] == [code]
    assert queries.list_incidents(queries.Wanted(text="0017"), by=officer) == []


def test_facts_put_right_by_two_officers_are_not_lost(officer):
    code = registered(officer)
    new = services.NewIncident(reported_on=TODAY, province_code="01", setting="marriage", book=book())
    services.correct_facts(code, new, version=1, by=officer, now=NOW)
    with pytest.raises(StaleSave):
        services.correct_facts(code, new, version=1, by=officer, now=NOW)
    assert Incident.objects.get(code=code).setting == "marriage"


def test_an_incident_of_another_body_is_as_if_it_were_not_there(officer, stranger):
    code = registered(officer)
    child = victim(code, officer)
    with pytest.raises(NotFound):
        queries.accessible_incident(code, by=stranger, now=NOW)
    with pytest.raises(NotFound):
        services.record_arrival(code, child, arrival(), by=stranger, now=NOW)
    assert PostStay.objects.count() == 0


def arrival(kept_at="interview_room", at=ARRIVED):
    return services.Arrival(arrived_at=at, kept_at=kept_at, station_code=UNIT)


def test_a_child_at_a_post_has_the_hours_of_the_countrys_rule_and_a_task_that_keeps_it(officer):
    code = registered(officer)
    services.record_arrival(code, victim(code, officer), arrival(), by=officer, now=NOW)
    task = Task.objects.get(kind="incident.leave_post")
    assert task.due_at == ARRIVED + timedelta(hours=48)
    assert (task.rule_code, task.rule_version, task.priority) == ("police.custody_hours", "1", "urgent")
    wanted = queries.Wanted(status=queries.AT_POST)
    assert queries.count_incidents(wanted, by=officer) == 1


def test_the_clock_goes_on_when_the_child_is_only_moved_to_another_post(officer):
    code = registered(officer)
    child = victim(code, officer)
    services.record_arrival(code, child, arrival(), by=officer, now=NOW)
    moved = ARRIVED + timedelta(hours=5)
    services.record_leaving(
        code, child, left_at=moved, left_to="another_post", reason="", by=officer, now=NOW
    )
    services.record_arrival(code, child, arrival(at=moved), by=officer, now=NOW)
    assert PostStay.objects.get(left_at=None).due_at == ARRIVED + timedelta(hours=48)
    with pytest.raises(StayNotPossible):
        services.record_arrival(code, child, arrival(at=moved), by=officer, now=NOW)


def test_an_investigation_does_not_end_the_clock_of_a_child_at_a_post(officer):
    code = registered(officer)
    services.record_arrival(code, victim(code, officer), arrival(), by=officer, now=NOW)
    services.record_step(code=code, step="investigate", on=TODAY, version=1, by=officer, now=NOW)
    assert open_kinds(code) == {"incident.leave_post", "incident.send_to_court"}


def test_leaving_late_says_why_and_leaving_in_time_sets_the_assistance(officer):
    code = registered(officer)
    child = victim(code, officer)
    services.record_arrival(code, child, arrival(), by=officer, now=NOW)
    late = ARRIVED + timedelta(hours=49)
    leave = {"left_to": "referral_ngo", "by": officer, "now": late}
    with pytest.raises(LateWithoutReason):
        services.record_leaving(code, child, left_at=late, reason=" ", **leave)
    services.record_leaving(code, child, left_at=late, reason="The road was under water.", **leave)
    shown = queries.accessible_incident(code, by=officer, now=late).victims[0]
    assert shown.stays[0].is_late
    assert shown.stays[0].late_reason == "The road was under water."
    assert shown.assistance == "referral_ngo"
    assert "incident.leave_post" not in open_kinds(code)


@pytest.mark.parametrize("ages", [(14, 15), (17, 22), (None, None)])
def test_who_may_be_a_child_is_never_put_in_detention_and_that_it_was_tried_is_kept(officer, ages):
    code = registered(officer)
    child = victim(code, officer, low=ages[0], high=ages[1])
    with pytest.raises(DetentionOfChild):
        services.record_arrival(code, child, arrival("detention"), by=officer, now=NOW)
    assert PostStay.objects.count() == 0
    assert AuditEvent.objects.filter(action="incident.detention_refused").count() == 1
    assert "incident.detention_refused" in open_kinds(code)


@pytest.mark.parametrize("lowest", [None, 17])
def test_the_database_itself_refuses_a_child_in_detention(officer, lowest):
    code = registered(officer)
    services.record_arrival(code, victim(code, officer), arrival(), by=officer, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PostStay.objects.update(kept_at="detention", lowest_age=lowest)


def test_only_a_supervisor_ends_the_alarm(officer):
    code = registered(officer)
    child = victim(code, officer)
    with pytest.raises(DetentionOfChild):
        services.record_arrival(code, child, arrival("detention"), by=officer, now=NOW)
    with pytest.raises(NotFound):
        services.look_into(code, by=officer, now=NOW)
    chief = viewer_for(make_user("police_supervisor", agency=AGENCY))
    from dataclasses import replace

    assert services.look_into(code, by=replace(chief, purpose="supervision"), now=NOW) == 1
    assert "incident.detention_refused" not in open_kinds(code)


def interview(**more):
    told = {"held_at": NOW, "place": "child_room", "interviewer": "Officer A", "trusted_adult": "mother"}
    return services.Interview(**{**told, **more})


def test_a_second_interview_asks_why_also_in_another_incident_of_the_same_person(officer):
    code, other = registered(officer), registered(officer)
    first, second = victim(code, officer), victim(other, officer)
    draft = PersonDraft(family_latin="Sok", given_latin="Dara")
    person = services.register_victim_person(code, first, draft, by=officer, now=NOW)
    services.register_victim_person(other, second, draft, chosen=person, by=officer, now=NOW)
    assert services.record_interview(code, first, interview(), by=officer, now=NOW) == 1
    with pytest.raises(ReasonMissing) as missing:
        services.record_interview(other, second, interview(), by=officer, now=NOW)
    assert missing.value.field == "again_reason"
    again = interview(again_reason="A new suspect was named.", statement="She said more.")
    assert services.record_interview(other, second, again, by=officer, now=NOW) == 2
    assert b"She said more" not in bytes(IncidentInterview.objects.get(number=2).statement_sealed)


def test_an_interview_alone_or_beside_a_suspect_says_why_and_a_supervisor_is_asked(officer):
    code = registered(officer)
    child = victim(code, officer)
    for wrong in ({"trusted_adult": ""}, {"suspect_absent": False}):
        with pytest.raises(ReasonMissing):
            services.record_interview(code, child, interview(**wrong), by=officer, now=NOW)
    there = interview(suspect_absent=False, suspect_reason="He is the father and would not leave.")
    services.record_interview(code, child, there, by=officer, now=NOW)
    assert "incident.suspect_present" in open_kinds(code)


HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def evidence(code, by, **more) -> str:
    told = {"kind": "phone", "description": "Black, cracked glass", "algorithm": "sha256", "digest": HASH}
    first = services.Hands(act="seized", at=ARRIVED, holder="Officer A", reference="Seal 44")
    return services.record_evidence(code, **{**told, **more}, first=first, by=by, now=NOW)


def test_evidence_is_a_digest_and_hands_and_never_content(officer):
    code = registered(officer)
    with pytest.raises(DigestNotUnderstood):
        evidence(code, officer, digest=HASH[:-1])
    with pytest.raises(ContentRefused):
        evidence(code, officer, description="data:image/png;base64,iVBORw0KGgo=")
    item = evidence(code, officer, digest=HASH.upper())
    shown = queries.accessible_incident(code, by=officer, now=NOW).evidence[0]
    assert (shown.code, shown.digest, shown.steps[0].reference) == (item, HASH, "Seal 44")


def test_custody_goes_forward_in_time_and_ends_with_the_item(officer):
    code = registered(officer)
    item = evidence(code, officer)

    def step(act, at):
        return services.record_custody(
            code, item, services.Hands(act=act, at=at, holder="Store"), by=officer, now=NOW
        )

    with pytest.raises(CustodyNotPossible):
        step("sealed", ARRIVED - timedelta(hours=1))
    step("returned", NOW)
    with pytest.raises(CustodyNotPossible):
        step("examined", NOW)
    assert CustodyStep.objects.count() == 2


def test_the_same_digest_in_another_incident_is_shown_without_opening_it(officer, stranger):
    mine, theirs = registered(officer), registered(stranger)
    evidence(theirs, stranger)
    evidence(mine, officer)
    found = queries.same_digests(mine, by=officer)
    assert [(each.incident_code, each.agency_code) for each in found] == [("", "gcnp")]


def suspect(code, by, **names) -> str:
    person = PersonDraft(**{"family_latin": "Meas", "given_latin": "Vuthy", "nationality": "KH", **names})
    return services.record_suspect(code, services.NewSuspect(person=person, age_low=40), by=by, now=NOW)


def test_a_suspect_is_a_role_of_a_person_and_may_be_linked_but_never_joined(officer, stranger):
    mine, theirs, other = registered(officer), registered(stranger), registered(stranger)
    suspect(theirs, stranger)
    suspect(other, stranger, given_latin="Borey", family_latin="Chan")
    suspect(mine, officer, family_latin="Vuthy", given_latin="MEAS")
    links = queries.possible_links(mine, by=officer, now=NOW)
    assert [(each.incident_code, each.agency_code, each.shares_whole_name) for each in links] == [
        ("", "gcnp", True)
    ]
    assert Person.objects.count() == 3
    assert AuditEvent.objects.filter(action="incident.suspect_links_read").count() == 1


def test_a_document_links_suspects_whose_names_differ(officer):
    mine, theirs = registered(officer), registered(officer)
    paper = {"identifier_kind": "passport", "identifier": "N 0123-4"}
    suspect(theirs, officer, **paper)
    suspect(mine, officer, family_latin="Other", given_latin="Name", **{**paper, "identifier": "n01234"})
    link = queries.possible_links(mine, by=officer, now=NOW)[0]
    assert (link.incident_code, link.shares_document) == (theirs, True)


def test_who_may_not_see_suspects_sees_no_links(officer):
    code = registered(officer)
    suspect(code, officer)
    worker = viewer_for(make_user("social_worker", agency="mosvy"))
    with pytest.raises(NotFound):
        queries.possible_links(code, by=worker, now=NOW)


def test_a_suspects_keys_cannot_be_compared_with_those_of_persons(officer):
    from kapea.registers.people.models import NameKey

    code = registered(officer)
    suspect(code, officer)
    tokens = set(SuspectKey.objects.values_list("token", flat=True))
    assert tokens
    assert tokens.isdisjoint(NameKey.objects.values_list("token", flat=True))


def test_an_offence_alleged_is_one_of_the_law_in_force_once(officer):
    code = registered(officer)
    offence = offences_in_force()[0][0]
    services.allege_offence(code, offence, by=officer, now=NOW)
    for wrong in (offence, "no-such-offence"):
        with pytest.raises(OffenceNotPossible):
            services.allege_offence(code, wrong, by=officer, now=NOW)
    shown = queries.accessible_incident(code, by=officer, now=NOW).offences
    services.withdraw_offence(code, shown[0].pk, by=officer, now=NOW)
    services.allege_offence(code, offence, by=officer, now=NOW)
    assert len(queries.accessible_incident(code, by=officer, now=NOW).offences) == 1


def test_a_child_handed_to_social_work_opens_a_case_and_says_nothing_of_the_suspects(officer):
    from kapea.registers.casework.models import Case

    code = registered(officer, narrative="At a guest house.", province_code="01")
    suspect(code, officer)
    child = victim(code, officer)
    draft = PersonDraft(family_km="សុខ", given_km="ដារ៉ា")
    services.register_victim_person(code, child, draft, by=officer, now=NOW)
    services.hand_child_over(
        code, child, agency="mosvy", priority="red", words="A girl needs a bed.", by=officer, now=NOW
    )
    case = Case.objects.get()
    assert bytes(case.told_name_km) != b""
    assert (case.agency_code, case.source_kind, case.source_code) == ("mosvy", "incident", code)
    shown = queries.accessible_incident(code, by=officer, now=NOW).victims[0]
    assert shown.assistance == "referral_ministry"
