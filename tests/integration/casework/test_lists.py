"""Lists, their counts, search, and the numbers on each person's home."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kapea.registers.casework import queries, services
from kapea.registers.casework.queries import CaseFilter
from kapea.registers.worklist.queues import cards
from scenes.casework import (
    NOW,
    OTHER_AGENCY,
    accepted,
    case_of,
    closed,
    closure_asked,
    handed_over,
    identified,
    make_people,
    planned,
    referred,
    risk_judged,
)

pytestmark = pytest.mark.django_db


def codes(wanted: CaseFilter, by) -> list[str]:
    return [row.code for row in queries.list_cases(wanted, by=by)]


@pytest.fixture
def some_cases(people) -> dict[str, str]:
    return {
        "waiting": handed_over(people),
        "mine": accepted(people),
        "high": risk_judged(people),
        "asked": closure_asked(people),
        "closed": closed(people),
        "theirs": handed_over(people, agency_code=OTHER_AGENCY),
    }


def test_my_cases_are_the_open_ones_whose_worker_i_am(people, some_cases):
    found = codes(CaseFilter(which="mine"), people.worker)
    assert set(found) == {some_cases["mine"], some_cases["high"], some_cases["asked"]}
    assert codes(CaseFilter(which="mine"), people.colleague) == []


def test_cases_to_accept_are_those_of_my_agency_that_nobody_has_taken(people, some_cases):
    assert codes(CaseFilter(which="waiting"), people.colleague) == [some_cases["waiting"]]
    assert codes(CaseFilter(which="waiting"), people.elsewhere) == [some_cases["theirs"]]


def test_a_list_never_shows_a_case_of_another_agency(people, some_cases):
    for which in queries.LISTS:
        for status in ("open", "closed", "all"):
            found = codes(CaseFilter(which=which, status=status), people.worker)
            assert some_cases["theirs"] not in found


def test_closed_cases_stand_in_their_own_list(people, some_cases):
    assert codes(CaseFilter(which="agency", status="closed"), people.worker) == [some_cases["closed"]]


def test_a_list_is_narrowed_by_risk_and_step(people, some_cases):
    assert some_cases["high"] in codes(CaseFilter(which="mine", risk="high"), people.worker)
    assert codes(CaseFilter(which="mine", risk="unknown"), people.worker) == [some_cases["mine"]]
    assert codes(CaseFilter(which="mine", step="closure"), people.worker) == [some_cases["asked"]]


def test_the_newest_case_stands_first_and_pages_do_not_overlap(people, monkeypatch):
    made = [accepted(people) for _number in range(5)]
    monkeypatch.setattr("kapea.registers.casework.queries.lists.PAGE", 2)
    seen: list[str] = []
    after = ""
    while rows := queries.list_cases(CaseFilter(which="mine"), by=people.worker, after=after):
        seen += [row.code for row in rows]
        after = rows[-1].code
    assert seen == list(reversed(made))


@pytest.mark.parametrize("role", ["worker", "colleague", "supervisor", "elsewhere", "operator"])
def test_each_number_on_the_home_opens_exactly_the_list_it_counts(people, some_cases, role):
    referred(people)
    by = getattr(people, role)
    for card in cards(queries.workqueues(by=by, now=NOW)):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(card["url"]).query).items()}
        if "box" in asked:
            listed = len(queries.list_referrals(asked["box"], by=by, now=NOW))
        else:
            wanted = CaseFilter(which=asked["list"], risk=asked.get("risk", ""))
            listed = len(queries.list_cases(wanted, by=by))
        assert card["number"] == listed, card


def test_each_role_has_the_numbers_of_its_work(people, some_cases):
    def numbers(by) -> dict[str, int]:
        return {card["code"]: card["number"] for card in cards(queries.workqueues(by=by, now=NOW))}

    assert numbers(people.worker)["casework.mine"] == 3
    assert numbers(people.supervisor)["casework.closure"] == 1
    assert "casework.closure" not in numbers(people.worker)
    assert numbers(people.operator) == {}


def test_a_case_is_found_by_its_code_however_it_is_typed(people, some_cases):
    code = some_cases["mine"]
    for typed in (code, code.lower(), code.replace("-", ""), f" {code} "):
        assert codes(CaseFilter(which="mine", text=typed), people.worker) == [code]


def test_a_case_is_found_by_the_child_s_code(people):
    code = identified(people)
    assert codes(CaseFilter(which="mine", text=case_of(code).child.code), people.worker) == [code]


@pytest.mark.parametrize("typed", ["ដារ៉ា", "Dara", "sok dara", "សុខ ដារ៉ា", "DARA SOK", "012 345 678"])
def test_a_case_is_found_by_the_child_s_name_in_either_script_or_phone(people, typed):
    code = identified(people)
    assert codes(CaseFilter(which="mine", text=typed), people.worker) == [code]


def test_a_name_finds_no_case_whose_identity_is_closed_to_me(people):
    identified(people)
    assert codes(CaseFilter(which="agency", text="Dara"), people.colleague) == []


def count_of_queries(act) -> int:
    with CaptureQueriesContext(connection) as made:
        act()
    return len(made)


def test_a_longer_list_takes_no_more_questions_to_the_database(people):
    accepted(people)
    short = count_of_queries(lambda: queries.list_cases(CaseFilter(which="mine"), by=people.worker))
    for _number in range(4):
        identified(people)
    longer = count_of_queries(lambda: queries.list_cases(CaseFilter(which="mine"), by=people.worker))
    assert longer == short <= 2


def test_a_fuller_case_takes_no_more_questions_than_its_sections(people):
    goal = services.NewGoal(
        domain="legal", text="Safe", action=services.NewAction(text="Call", due_on=NOW.date())
    )
    code, _referral = referred(people)

    def questions() -> int:
        services.add_goal(code, goal=goal, by=people.worker, now=NOW)
        services.write_note(code, text="Seen", visibility="agency", by=people.worker, now=NOW)
        return count_of_queries(lambda: queries.accessible_case(code, by=people.worker, now=NOW))

    first = questions()
    assert [questions(), questions()] == [first, first]
    assert first <= 30


def test_an_empty_section_is_not_even_asked_for(people):
    code, fuller = accepted(people), planned(people)

    def questions(wanted: str) -> int:
        return count_of_queries(lambda: queries.accessible_case(wanted, by=people.worker, now=NOW))

    assert questions(code) < questions(fuller)


def test_the_home_s_numbers_take_one_question_together(people, some_cases):
    queues = queries.workqueues(by=people.supervisor, now=NOW)
    assert len(queues) > 1
    assert count_of_queries(lambda: cards(queues)) == 1


def test_two_scenes_do_not_meet(people):
    others = make_people()
    code = accepted(people)
    assert code not in codes(CaseFilter(which="mine"), others.worker)
