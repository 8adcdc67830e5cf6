"""What the pages of casework show to whom, and what they say when something cannot be done."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kapea.registers.casework.models import Case, Note, RiskAssessment
from kapea.registers.casework.words import ACT_URL
from kapea.registers.people.models import Person
from scenes.browsing import hidden, send
from scenes.casework import (
    accepted,
    action_id,
    assessed,
    case_of,
    closure_asked,
    handed_over,
    identified,
    planned,
    ready_to_close,
    referral_of,
    referred,
    risk_judged,
    supervising,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(people, signed_in) -> Client:
    return signed_in(people.users["worker"])


def errors_of(answer) -> str:
    """Return the words beside the fields that are wrong."""
    return " ".join(re.findall(r'<ul class="errors?(?:list)?.*?</ul>', answer.content.decode(), re.S))


PATHS = [
    reverse("casework:cases"),
    reverse("casework:open"),
    reverse("casework:referrals"),
    reverse("people:persons"),
    reverse("people:record"),
]


@pytest.mark.parametrize("path", PATHS)
def test_a_visitor_is_sent_to_sign_in(db, path):
    answer = Client().get(path)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize(
    "role", ["statistician", "legal_analyst", "administrator", "data_protection_officer"]
)
@pytest.mark.parametrize("path", PATHS)
def test_roles_without_cases_find_nothing_there(account, signed_in, role, path):
    assert signed_in(account(role)).get(path).status_code == 404


@pytest.mark.parametrize("act", sorted(ACT_URL))
def test_another_agency_cannot_tell_the_case_exists_by_any_of_its_pages(people, signed_in, act):
    code = identified(people)
    elsewhere = signed_in(people.users["elsewhere"])
    url = reverse(ACT_URL[act], args=[code])
    absent = reverse(ACT_URL[act], args=["C-00000000"])
    assert elsewhere.get(url).status_code == elsewhere.get(absent).status_code == 404
    assert elsewhere.post(url, {}).status_code == elsewhere.post(absent, {}).status_code == 404


@pytest.mark.parametrize("act", sorted(set(ACT_URL) - {"accept", "approve", "assign", "decide_closure"}))
def test_a_colleague_who_sees_the_summary_is_refused_each_act_in_words(people, signed_in, act):
    code = identified(people)
    colleague = signed_in(people.users["colleague"])
    url = reverse(ACT_URL[act], args=[code])
    assert colleague.get(url).status_code == 403
    assert colleague.post(url, {}).status_code == 403


def test_the_case_page_shows_a_colleague_no_name_and_no_act(people, signed_in):
    code = identified(people)
    page = signed_in(people.users["colleague"]).get(f"/cases/{code}/").content.decode()
    assert "Dara" not in page
    assert "Judge the risk" not in page
    assert code in page


def test_the_case_page_shows_its_worker_the_child_and_what_comes_next(people, worker):
    page = worker.get(f"/cases/{identified(people)}/").content.decode()
    assert "SOK Dara" in page
    assert "សុខ ដារ៉ា" in page
    assert "What comes next" in page
    assert 'aria-current="step"' in page


@pytest.mark.parametrize(
    "make", [handed_over, accepted, identified, risk_judged, assessed, planned, ready_to_close, closure_asked]
)
@pytest.mark.parametrize("language", ["en", "km"])
def test_a_case_opens_at_every_step_in_both_languages(people, signed_in, make, language):
    code = make(people)
    for name in ("worker", "colleague", "supervisor"):
        client = signed_in(people.users[name], language=language)
        assert client.get(f"/cases/{code}/").status_code == 200


def test_a_form_that_cannot_be_taken_keeps_what_was_typed_and_says_what_to_do(people, worker):
    code = planned(people)
    answer = worker.post(
        f"/cases/{code}/visits/",
        {"visited_on": "2090-01-01", "safety": "safe", "child_seen_alone": "yes", "findings": "She laughed."},
    )
    assert answer.status_code == 422
    assert "in the future" in errors_of(answer)
    assert "She laughed." in answer.content.decode()
    assert case_of(code).visits.count() == 0


def test_the_words_beside_a_field_are_in_the_reader_s_language(people, signed_in):
    code = planned(people)
    khmer = signed_in(people.users["worker"], language="km")
    answer = khmer.post(f"/cases/{code}/visits/", {"visited_on": "2090-01-01"})
    words = re.sub(r"<[^>]*>", "", errors_of(answer))
    assert re.search("[\u1780-\u17b3]", words)


def test_a_note_sent_twice_is_one_note(people, worker):
    code = accepted(people)
    url = f"/cases/{code}/notes/"
    form = {**hidden(worker.get(url).content.decode()), "text": "Seen today", "visibility": "agency"}
    assert worker.post(url, form).status_code == worker.post(url, form).status_code == 302
    assert Note.objects.count() == 1


@pytest.mark.parametrize("act", ["accept", "child"])
def test_a_double_click_makes_one_record(people, worker, act):
    code = handed_over(people) if act == "accept" else accepted(people)
    url = f"/cases/{code}/{act}/"
    form = {**hidden(worker.get(url).content.decode()), "given_latin": "Dara", "age_years": "14"}
    assert worker.post(url, form).status_code == worker.post(url, form).status_code == 302
    assert Person.objects.count() == (0 if act == "accept" else 1)
    assert case_of(code).owner_id == people.worker.user_id


def test_a_case_opened_twice_by_one_form_is_one_case(people, worker):
    url = reverse("casework:open")
    form = {**hidden(worker.get(url).content.decode()), "summary": "She came to our door."}
    first, second = worker.post(url, form), worker.post(url, form)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_a_stale_save_shows_both_values_and_stores_neither(people, worker, signed_in):
    code = risk_judged(people, level="high")
    url = f"/cases/{code}/risk/"
    mine = hidden(worker.get(url).content.decode())
    supervisor = signed_in(people.users["supervisor"])
    send(supervisor, url, level="low", factors=["debt"], reasons="He was arrested.")
    answer = worker.post(url, {**mine, "level": "medium", "factors": ["threats"], "reasons": "He is near."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "He was arrested." in page
    assert "He is near." in page
    assert RiskAssessment.objects.filter(level="medium").count() == 0
    again = {**hidden(page), "level": "medium", "factors": ["threats"], "reasons": "He is near."}
    assert worker.post(url, again).status_code == 302
    assert case_of(code).risk_level == "medium"


def test_a_stale_plan_shows_the_child_s_view_that_was_saved(people, worker, signed_in):
    code = planned(people)
    url = f"/cases/{code}/plan/change/"
    mine = hidden(worker.get(url).content.decode())
    send(signed_in(people.users["supervisor"]), url, child_took_part="yes", childs_view="Dancing")
    answer = worker.post(url, {**mine, "child_took_part": "yes", "childs_view": "Singing"})
    assert answer.status_code == 409
    assert "Dancing" in answer.content.decode()
    assert "Singing" in answer.content.decode()


def test_a_step_not_reached_is_explained_instead_of_offered(people, worker):
    code = accepted(people)
    answer = worker.get(f"/cases/{code}/plan/")
    assert answer.status_code == 409
    assert "the legal ground is recorded" in answer.content.decode()


def test_sending_a_form_whose_step_is_not_reached_says_what_comes_first(people, worker):
    code = accepted(people)
    form = {
        "child_took_part": "no",
        "domain": "legal",
        "goal": "Safety",
        "action": "Call",
        "responsible": "worker",
        "due_on": "2090-01-01",
    }
    answer = worker.post(f"/cases/{code}/plan/", form)
    assert answer.status_code == 422
    assert "only after the child is registered" in answer.content.decode()


def test_similar_records_are_shown_before_a_child_is_registered(people, worker):
    identified(people)
    code = accepted(people)
    url = f"/cases/{code}/child/"
    typed = {"family_km": "សុខ", "given_km": "ដារ៉ា", "age_years": "14", "sex": "female"}
    asked = worker.post(url, {**hidden(worker.get(url).content.decode()), **typed})
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "Is it one of these persons?" in page
    assert "ដារ៉ា" in page
    assert Person.objects.count() == 1
    answer = worker.post(url, {**hidden(page), **typed, "choice": "new"})
    assert answer.status_code == 302
    assert Person.objects.count() == 2


def test_the_same_person_chosen_among_my_records_makes_no_second_one(people, worker):
    identified(people)
    earlier = Person.objects.get().code
    code = accepted(people)
    url = f"/cases/{code}/child/"
    typed = {"family_latin": "Sok", "given_latin": "Dara", "age_years": "14"}
    page = worker.post(url, {**hidden(worker.get(url).content.decode()), **typed}).content.decode()
    worker.post(url, {**hidden(page), **typed, "choice": earlier})
    assert case_of(code).child.code == earlier
    assert Person.objects.count() == 1


def test_a_choice_made_for_another_age_is_asked_again(people, worker):
    identified(people)
    code = accepted(people)
    url = f"/cases/{code}/child/"
    typed = {"family_latin": "Sok", "given_latin": "Dara", "age_years": "14"}
    page = worker.post(url, {**hidden(worker.get(url).content.decode()), **typed}).content.decode()
    changed = {**typed, "age_years": "13"}
    asked = worker.post(url, {**hidden(page), **changed, "choice": "new"})
    assert asked.status_code == 200
    assert "Is it one of these persons?" in asked.content.decode()


def test_no_choice_among_similar_records_is_explained(people, worker):
    identified(people)
    code = accepted(people)
    url = f"/cases/{code}/child/"
    typed = {"family_latin": "Sok", "given_latin": "Dara", "age_years": "14"}
    page = worker.post(url, {**hidden(worker.get(url).content.decode()), **typed}).content.decode()
    answer = worker.post(url, {**hidden(page), **typed})
    assert answer.status_code == 422
    assert "Choose a record" in answer.content.decode()


def test_closing_lists_every_unmet_item_and_what_to_do(people, worker):
    code, _referral = referred(people)
    page = worker.get(f"/cases/{code}/closure/").content.decode()
    assert "1 action is still open" in page
    assert "1 referral is still open" in page
    answer = worker.post(f"/cases/{code}/closure/", {"reason": "success", "childs_view": "Glad"})
    assert answer.status_code == 422
    assert "cannot be closed yet" in answer.content.decode()
    assert "Write below what the child thinks" not in answer.content.decode()


def test_the_asker_is_told_that_another_person_decides(people, signed_in):
    code = ready_to_close(people)
    Case.objects.filter(code=code).update(owner_id=people.supervisor.user_id)
    supervisor = signed_in(people.users["supervisor"])
    supervisor.post("/account/purpose/", {"purpose": "care"})
    confirmed = {"childs_view": "Glad", "feedback_asked": "on", "no_protective_measure": "on"}
    send(supervisor, f"/cases/{code}/closure/", reason="success", **confirmed)
    answer = supervising(supervisor).post(f"/cases/{code}/closure/decision/", {"decision": "approve"})
    assert answer.status_code == 422
    assert "Another person decides" in answer.content.decode()


def test_the_other_agency_reads_the_referral_and_only_what_it_carries(people, signed_in):
    case, code = referred(people, sections=("risk",))
    other = signed_in(people.users["elsewhere"])
    referral = other.get(f"/cases/referrals/{code}/").content.decode()
    assert "Counselling twice a week" in referral
    assert "Accept the referral" in referral
    page = other.get(f"/cases/{case}/").content.decode()
    assert "You see this case through a referral" in page
    assert "threatened" in page
    for hidden_word in ("Dara", "Back in school", "A neighbour worries"):
        assert hidden_word not in page


def test_refusing_without_a_reason_is_explained(people, signed_in):
    _case, code = referred(people)
    other = signed_in(people.users["elsewhere"])
    version = referral_of(code).version
    answer = other.post(f"/cases/referrals/{code}/refuse/", {"version": version, "refusal": ""})
    assert answer.status_code == 422
    assert referral_of(code).status == "sent"


def test_the_sender_is_offered_no_answer_to_their_own_referral(people, worker):
    _case, code = referred(people)
    page = worker.get(f"/cases/referrals/{code}/").content.decode()
    assert "Accept the referral" not in page
    assert "Take the referral back" in page
    assert worker.post(f"/cases/referrals/{code}/accept/", {"version": 1}).status_code == 403


def test_a_referral_answered_meanwhile_is_shown_as_it_stands(people, signed_in):
    _case, code = referred(people)
    other = signed_in(people.users["elsewhere"])
    answer = other.post(f"/cases/referrals/{code}/accept/", {"version": 9})
    assert answer.status_code == 409
    assert "Someone else answered meanwhile" in answer.content.decode()


def test_the_list_is_narrowed_and_counted_by_its_address(people, worker):
    high, low = risk_judged(people, level="high"), risk_judged(people, level="low")
    page = worker.get("/cases/?list=mine&risk=high").content.decode()
    assert high in page
    assert low not in page
    assert "1 case<" in page


def test_a_list_that_is_not_mine_shows_my_own_instead(people, worker):
    handed_over(people, agency_code="wv-c")
    page = worker.get("/cases/?list=national").content.decode()
    assert "0 cases" in page


def test_a_search_that_finds_nothing_says_what_to_try(people, worker):
    assert "try the name in the other script" in worker.get("/cases/?q=Nobody").content.decode()


def test_an_action_of_another_case_is_not_ended_through_this_one(people, worker):
    mine, other = planned(people), planned(people)
    answer = worker.post(f"/cases/{mine}/plan/actions/{action_id(other)}/end/", {"state": "done"})
    assert answer.status_code == 404


def test_the_methods_of_age_determination_are_offered_in_order(people, worker):
    code = accepted(people)
    send(worker, f"/cases/{code}/age/doubt/")
    page = worker.get(f"/cases/{code}/").content.decode()
    assert "presumed a child" in page
    assert "Birth certificate" in worker.get(f"/cases/{code}/age/method/").content.decode()
    send(
        worker,
        f"/cases/{code}/age/method/",
        applies="yes",
        done_on="2026-03-01",
        youngest_years="15",
        oldest_years="15",
    )
    answer = worker.post(f"/cases/{code}/age/decision/", {"decision": "adult"})
    assert answer.status_code == 422
    assert "Methods are left" in answer.content.decode()


def test_no_page_of_a_case_is_kept_by_the_browser(people, worker):
    assert worker.get(f"/cases/{accepted(people)}/")["Cache-Control"] == "no-store"


def test_every_act_s_form_can_be_opened_by_whoever_may_do_it(people, worker):
    code = planned(people)
    for act in ("ground", "identify", "doubt_age", "risk", "assess", "revise_plan", "service", "refer"):
        assert worker.get(reverse(ACT_URL[act], args=[code])).status_code == 200, act
    for act in ("follow_up", "visit", "note", "ask_closure"):
        assert worker.get(reverse(ACT_URL[act], args=[code])).status_code == 200, act
    goal = case_of(code).plan.goals.get().pk
    assert worker.get(f"/cases/{code}/plan/goals/").status_code == 200
    assert worker.get(f"/cases/{code}/plan/goals/{goal}/actions/").status_code == 200
    assert worker.get(f"/cases/{code}/plan/actions/{action_id(code)}/end/").status_code == 200


def test_a_broken_seal_is_a_fault_of_ours_with_a_number_and_never_blames_the_reader(worker, people, caplog):
    case = case_of(identified(people))
    Note.objects.create(
        case=case, visibility="agency", text=b"not sealed", written_at=case.opened_at, written_by="x"
    )
    worker.raise_request_exception = False

    answer = worker.get(reverse("casework:case", args=[case.code]))

    assert answer.status_code == 500
    reference = re.search(r"[0-9A-F]{8}", answer.content.decode())
    assert reference
    assert reference[0] in caplog.text
    assert "SealBroken in " in caplog.text
    assert "not sealed" not in caplog.text
