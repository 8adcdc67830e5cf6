"""How a person is recorded, corrected, searched and compared with those already there."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound, StaleSave
from kapea.registers.people import kinship, lookup, queries, services
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import Person, PersonName
from kapea.registers.people.services import NothingToldOfPerson, register_person
from scenes.casework import DARA, NOW, TODAY

pytestmark = pytest.mark.django_db


def test_names_phones_and_numbers_are_sealed_in_the_tables(people):
    draft = replace(DARA, identifier_kind="passport", identifier="N01234567")
    person = register_person(draft, by=people.worker, now=NOW)
    stored = b"".join(
        bytes(value)
        for rows in (person.names, person.contact_points, person.identifiers)
        for row in rows.values_list()
        for value in row
        if isinstance(value, bytes | memoryview)
    )
    for secret in ("Dara", "ដារ៉ា", "345", "N01234567"):
        assert secret.encode() not in stored
    assert PersonName.objects.count() == 2


def test_a_person_of_whom_nothing_is_told_is_not_recorded(people):
    with pytest.raises(NothingToldOfPerson):
        register_person(PersonDraft(sex="female"), by=people.worker, now=NOW)


def test_a_role_that_may_not_record_people_records_none(people, account):
    from scenes.accounts import viewer_for

    with pytest.raises(NotAllowed):
        register_person(DARA, by=viewer_for(account("statistician")), now=NOW)


def test_reading_a_person_opens_the_names_and_is_written_down(people):
    code = register_person(DARA, by=people.worker, now=NOW).code
    identity, sections = queries.accessible_person(code, by=people.worker, now=NOW)
    assert identity.name_in("km") == "សុខ ដារ៉ា"
    assert identity.contacts[0].safe is True
    assert "identity" in sections
    assert AuditEvent.objects.filter(action="people.person.read", object_code=code).count() == 1


def test_a_colleague_sees_that_a_record_exists_and_no_name(people):
    code = register_person(DARA, by=people.worker, now=NOW).code
    identity, sections = queries.accessible_person(code, by=people.colleague, now=NOW)
    assert sections == {"summary"}
    assert identity.names == identity.contacts == ()
    assert identity.born_on is None


def test_another_agency_cannot_tell_that_the_person_exists(people):
    code = register_person(DARA, by=people.worker, now=NOW).code
    for missing in (code, "P-00000000"):
        with pytest.raises(NotFound):
            queries.accessible_person(missing, by=people.elsewhere, now=NOW)


def test_a_code_leads_on_only_for_who_may_look_the_person_up(people):
    code = register_person(DARA, by=people.worker, now=NOW).code
    assert queries.openable([code, ""], by=people.worker) == {code}
    assert queries.openable([code], by=people.elsewhere) == frozenset()


def test_two_corrections_at_once_show_both_values(people):
    code = register_person(DARA, by=people.worker, now=NOW).code
    services.correct_person(code, version=1, changes={"sex": "male"}, by=people.worker, now=NOW)
    with pytest.raises(StaleSave) as stale:
        services.correct_person(code, version=1, changes={"sex": "other"}, by=people.worker, now=NOW)
    assert (stale.value.saved["sex"], stale.value.version) == ("male", 2)


def test_a_corrected_birth_moves_the_year_that_look_ups_compare(people):
    person = register_person(DARA, by=people.worker, now=NOW)
    changes = {
        "born_on": date(2010, 5, 1),
        "born_precision": "month",
        "age_years": None,
        "age_as_of": None,
    }
    services.correct_person(person.code, version=1, changes=changes, by=people.worker, now=NOW)
    assert set(person.name_keys.values_list("birth_year", flat=True)) == {2010}


def test_a_child_whose_age_is_left_as_it_was_told_does_not_stay_that_young(people):
    told_on = date(TODAY.year - 3, 6, 1)
    person = register_person(replace(DARA, age_as_of=told_on), by=people.worker, now=NOW)
    same_age = {"province_code": "02", "age_years": 14, "age_as_of": TODAY}
    services.correct_person(person.code, version=1, changes=same_age, by=people.worker, now=NOW)
    person.refresh_from_db()
    assert (person.province_code, person.age_as_of) == ("02", told_on)
    assert person.birth_year == told_on.year - 14
    other_age = {"age_years": 16, "age_as_of": TODAY}
    services.correct_person(person.code, version=2, changes=other_age, by=people.worker, now=NOW)
    person.refresh_from_db()
    assert (person.age_years, person.age_as_of) == (16, TODAY)


def test_who_is_spelled_as_typed_stands_before_who_only_sounds_alike(people):
    alike = replace(DARA, given_km="តារា", given_latin="Tara", phone="")
    spelled = register_person(DARA, by=people.worker, now=NOW).code
    register_person(alike, by=people.worker, now=NOW)
    found = lookup.search_people("ដារ៉ា", by=people.worker, now=NOW)
    assert found[0].code == spelled


def test_the_database_refuses_a_birth_date_without_its_precision(people):
    person = register_person(DARA, by=people.worker, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(born_on=TODAY, age_years=None, age_as_of=None)


KHMER = PersonDraft(family_km="សុខ", given_km="ដារ៉ា", sex="female", age_years=14, age_as_of=TODAY)
LATIN = PersonDraft(family_latin="Sok", given_latin="Dara", sex="female", age_years=13, age_as_of=TODAY)


@pytest.mark.parametrize(
    ("recorded", "typed"),
    [
        (KHMER, LATIN),
        (LATIN, KHMER),
        (LATIN, replace(LATIN, family_latin="DARA", given_latin="Sokh")),
        (LATIN, replace(LATIN, given_latin="Daraa")),
    ],
    ids=["khmer then latin", "latin then khmer", "turned around", "spelled otherwise"],
)
def test_a_child_recorded_in_one_spelling_is_shown_for_another(people, recorded, typed):
    code = register_person(recorded, by=people.elsewhere, now=NOW).code
    (found,) = lookup.possible_duplicates(typed, by=people.worker, now=NOW)
    assert found.code == code
    assert not found.is_ours


def test_a_possible_duplicate_shows_coarse_facts_and_no_name(people):
    register_person(DARA, by=people.elsewhere, now=NOW)
    (found,) = lookup.possible_duplicates(LATIN, by=people.worker, now=NOW)
    shown = set(found.__dataclass_fields__)
    assert shown == {
        "code",
        "agency_code",
        "is_ours",
        "shares_whole_name",
        "shares_identifier",
        "names_shared",
        "sex",
        "ages",
        "province_code",
        "likeness",
    }
    assert "Dara" not in repr(found)


def test_the_look_up_is_written_down_without_what_was_typed(people):
    code = register_person(DARA, by=people.elsewhere, now=NOW).code
    lookup.possible_duplicates(LATIN, by=people.worker, now=NOW)
    event = AuditEvent.objects.get(action="people.duplicates.looked_up")
    assert event.details == {"shown": [code]}


def test_a_grown_up_of_the_same_name_is_shown_after_the_child_or_not_at_all(people):
    register_person(replace(DARA, age_years=50), by=people.elsewhere, now=NOW)
    assert lookup.possible_duplicates(LATIN, by=people.worker, now=NOW) == ()
    unknown = register_person(replace(DARA, age_years=None, age_as_of=None), by=people.elsewhere, now=NOW)
    found = lookup.possible_duplicates(LATIN, by=people.worker, now=NOW)
    assert [candidate.code for candidate in found] == [unknown.code]


def test_the_same_document_is_shown_even_when_the_name_is_another(people):
    card = {"identifier_kind": "identity_card", "identifier": "01-2345"}
    code = register_person(replace(DARA, **card), by=people.elsewhere, now=NOW).code
    typed = PersonDraft(given_latin="Bopha", **{**card, "identifier": "012345"})
    (found,) = lookup.possible_duplicates(typed, by=people.worker, now=NOW)
    assert (found.code, found.shares_identifier) == (code, True)


def test_the_likeliest_stands_first_and_the_list_is_short(people):
    for number in range(12):
        register_person(replace(DARA, province_code=f"{number + 2:02}"), by=people.elsewhere, now=NOW)
    nearest = register_person(DARA, by=people.elsewhere, now=NOW).code
    found = lookup.possible_duplicates(DARA, by=people.worker, now=NOW)
    assert found[0].code == nearest
    assert len(found) == lookup.MOST_SHOWN


def test_the_look_up_asks_the_database_equally_often_however_many_are_alike(people):
    def questions() -> int:
        with CaptureQueriesContext(connection) as made:
            lookup.possible_duplicates(LATIN, by=people.worker, now=NOW)
        return len(made)

    register_person(DARA, by=people.elsewhere, now=NOW)
    first = questions()
    for _number in range(5):
        register_person(DARA, by=people.elsewhere, now=NOW)
    assert questions() == first <= 14


def test_a_search_asks_the_database_equally_often_however_many_it_finds(people):
    def questions() -> int:
        with CaptureQueriesContext(connection) as made:
            lookup.search_people("Dara", by=people.worker, now=NOW)
        return len(made)

    register_person(DARA, by=people.worker, now=NOW)
    first = questions()
    for _number in range(5):
        register_person(DARA, by=people.worker, now=NOW)
    assert questions() == first <= 10


@pytest.mark.parametrize("typed", ["Dara", "ដារ៉ា", "sok dara", "012345678", "+85512345678", "N-0123"])
def test_my_own_record_is_found_by_name_phone_or_document(people, typed):
    draft = replace(DARA, identifier_kind="passport", identifier="N0123")
    code = register_person(draft, by=people.worker, now=NOW).code
    assert [found.code for found in lookup.search_people(typed, by=people.worker, now=NOW)] == [code]


def test_a_person_is_found_by_code(people):
    code = register_person(DARA, by=people.worker, now=NOW).code
    assert [found.code for found in lookup.search_people(code.lower(), by=people.worker, now=NOW)] == [code]


def test_that_another_body_knows_a_number_changes_no_search(people):
    ours = register_person(PersonDraft(given_latin="Nary"), by=people.worker, now=NOW)
    typed = "Nary 01234567"
    before = [found.code for found in lookup.search_people(typed, by=people.worker, now=NOW)]
    theirs = replace(DARA, identifier_kind="passport", identifier=typed)
    register_person(theirs, by=people.elsewhere, now=NOW)
    after = [found.code for found in lookup.search_people(typed, by=people.worker, now=NOW)]
    assert before == after == [ours.code]


def test_a_relative_s_name_that_is_opened_is_written_down(people):
    child = register_person(DARA, by=people.worker, now=NOW)
    mother = register_person(replace(DARA, given_latin="Sophea"), by=people.worker, now=NOW)
    kinship.link_relative(child.code, other_code=mother.code, kind="mother", by=people.worker, now=NOW)
    (found,) = kinship.relatives(child.code, by=people.worker, language="en", now=NOW)
    assert found.name
    event = AuditEvent.objects.get(action="people.identity.read", object_code=mother.code)
    assert event.details == {"through": ["person", child.code]}
    assert not any(
        one.name for one in kinship.relatives(child.code, by=people.colleague, language="en", now=NOW)
    )
    assert AuditEvent.objects.filter(action="people.identity.read").count() == 1


def test_a_search_never_opens_what_is_not_mine(people):
    register_person(DARA, by=people.elsewhere, now=NOW)
    register_person(DARA, by=people.colleague, now=NOW)
    for typed in ("Dara", "012345678"):
        assert lookup.search_people(typed, by=people.worker, now=NOW) == ()


def test_each_search_is_written_down_without_what_was_typed(people):
    lookup.search_people("Dara", by=people.worker, now=NOW)
    event = AuditEvent.objects.get(action="people.searched")
    assert event.details == {"found": []}
