"""What the pages of the courts' register show to whom, and what they say when something cannot be done."""

import re

import pytest
from django.urls import reverse

from kapea.registers.justice.acts import ACTS
from kapea.registers.justice.models import Charge, Interview, Proceeding, Sentence, VettingAnswer
from scenes.browsing import hidden, send
from scenes.justice import (
    PURCHASE,
    TODAY,
    accused_id,
    charged,
    convicted,
    everything,
    facts_corrected,
    finally_convicted,
    hearing_planned,
    on_trial,
    proceeding_of,
    registered,
    victim_id,
)

pytestmark = pytest.mark.django_db


def page_of(client, code: str) -> str:
    answer = client.get(reverse("justice:proceeding", args=[code]))
    assert answer.status_code == 200, answer.content.decode()[:1500]
    return answer.content.decode()


def errors_of(answer) -> str:
    return " ".join(re.findall(r'<ul class="errors?(?:list)?.*?</ul>', answer.content.decode(), re.S))


def act_url(name: str, code: str, ids: dict[str, int]) -> str:
    item = ACTS[name].item
    return reverse(f"justice:{name}", args=[code, ids[item]] if item else [code])


@pytest.mark.parametrize("language", ["en", "km"])
@pytest.mark.parametrize("who", ["officer", "prosecutor", "president"])
def test_a_full_proceeding_opens_for_the_court_in_both_languages(court, signed_in, who, language):
    code, _ids = everything(court)
    page = page_of(signed_in(court.users[who], language=language), code)
    assert "John Smith" in page
    assert code in page


@pytest.mark.parametrize("name", sorted(ACTS))
def test_the_page_of_each_act_opens_or_says_why_not_now(court, signed_in, name):
    code, ids = everything(court)
    user = court.users["president" if name == "review_concern" else "officer"]
    client = signed_in(user)
    if name == "review_concern":
        session = client.session
        session["guard.purpose"] = "supervision"
        session.save()
    assert client.get(act_url(name, code, ids)).status_code in (200, 409)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_another_court_cannot_tell_the_proceeding_exists(court, signed_in, name):
    code, ids = everything(court)
    client = signed_in(court.users["elsewhere"])
    assert client.get(act_url(name, code, ids)).status_code == 404
    assert client.post(act_url(name, code, ids), {}).status_code == 404


def test_the_lawyer_sees_the_child_s_part_and_no_suspect(court, signed_in):
    code, _ids = everything(court)
    page = page_of(signed_in(court.users["lawyer"]), code)
    assert "Sok Dara" in page
    assert "John Smith" not in page
    assert "Record a judgment" not in page


def test_a_lawyer_of_no_part_in_it_finds_nothing(court, signed_in):
    code = registered(court)
    assert signed_in(court.users["lawyer"]).get(reverse("justice:proceeding", args=[code])).status_code == 404


def test_a_prosecutor_has_no_door_to_judgments(court, signed_in):
    code = on_trial(court)
    client = signed_in(court.users["prosecutor"])
    assert client.get(reverse("justice:judgment", args=[code])).status_code == 404
    assert "Record a judgment" not in page_of(client, code)


def test_the_lists_count_what_they_show(court, signed_in):
    hearing_planned(court)
    client = signed_in(court.users["officer"])
    for which in ("", "week", "measures", "mine", "trial"):
        page = client.get(reverse("justice:proceedings"), {"which": which}).content.decode()
        assert "1 proceeding<" in page, which
    assert "No proceeding here" in client.get("/proceedings/?which=ended").content.decode()


def test_a_complaint_is_registered_once(court, signed_in):
    client = signed_in(court.users["officer"])
    url = reverse("justice:register")
    form = {
        **hidden(client.get(url).content.decode()),
        "kind": "criminal",
        "received_on": str(TODAY),
        "province_code": "12",
    }
    first, second = client.post(url, form), client.post(url, form)
    assert first["Location"] == second["Location"]
    assert Proceeding.objects.count() == 1


def test_the_proposals_show_what_fits_and_that_a_person_decides(court, signed_in):
    code = registered(court)
    page = signed_in(court.users["prosecutor"]).get(reverse("justice:charges", args=[code])).content.decode()
    assert "It informs and does not decide" in page
    assert "All elements are met" in page
    assert f"offence={PURCHASE}" in page


@pytest.mark.parametrize(
    ("language", "needed", "settled", "purpose"),
    [
        ("en", "It must be punishable in the other country too.", "Not settled whether", "any kind"),
        ("km", "អំពើនេះត្រូវតែមានទោសនៅក្នុងប្រទេសនោះដែរ។", "មិនទាន់កំណត់ច្បាស់", "ការកេងប្រវ័ញ្ចគ្រប់ប្រភេទ"),
    ],
)
def test_what_an_act_done_abroad_needs_is_said_in_the_reader_s_language(
    court, signed_in, language, needed, settled, purpose
):
    code = registered(court, nationality="KH")
    facts_corrected(court, code, {"acts": ["procure", "recruit"], "countries": ["TH"]})
    client = signed_in(court.users["prosecutor"], language=language)
    page = client.get(reverse("justice:charges", args=[code])).content.decode()
    card = page[page.index("CC 284") : page.index("CC 289")]
    assert needed in card
    assert settled in page
    assert purpose in page
    assert "The maximum of" not in page


def test_a_charge_without_a_reason_is_refused_and_nothing_stored(court, signed_in):
    code = registered(court)
    client = signed_in(court.users["prosecutor"])
    url = reverse("justice:charge", args=[code])
    answer = client.post(url, {"accused": accused_id(code), "offence": PURCHASE, "reason": ""})
    assert answer.status_code == 422
    assert Charge.objects.count() == 0
    send(client, url, accused=accused_id(code), victim=victim_id(code), offence=PURCHASE, reason="He paid.")
    assert Charge.objects.get().offence == PURCHASE


def test_a_second_interview_asks_why_beside_the_field(court, signed_in):
    code = charged(court)
    client = signed_in(court.users["officer"])
    url = reverse("justice:interview", args=[code])
    told = {"victim": victim_id(code), "on": str(TODAY), "by_whom": "police"}
    send(client, url, **told)
    again = client.post(url, {**hidden(client.get(url).content.decode()), **told})
    assert again.status_code == 422
    assert "was interviewed before" in errors_of(again)
    assert Interview.objects.count() == 1


def test_a_sentence_outside_the_range_asks_for_the_court_s_reason(court, signed_in):
    code, judgment = convicted(court)
    client = signed_in(court.users["officer"])
    url = reverse("justice:sentence", args=[code, judgment])
    told = {"charge": proceeding_of(code).charges.get().pk, "amount": 2, "unit": "years"}
    refused = client.post(url, {**hidden(client.get(url).content.decode()), **told})
    assert refused.status_code == 422
    assert "outside the provision" in errors_of(refused)
    send(client, url, **told, reason="Mitigating circumstances, as the court says.")
    assert Sentence.objects.get().is_within is False
    assert "Outside the provision’s range" in page_of(client, code)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"amount": "99999", "unit": "years"}, "amount"),
        ({"amount": "8", "unit": "years", "fine": "9" * 30}, "fine"),
        (
            {"amount": "8", "unit": "years", "suspended_amount": "70000", "suspended_unit": "days"},
            "suspended",
        ),
    ],
)
def test_a_number_with_a_digit_too_many_is_explained_and_not_stored(court, signed_in, typed, field):
    code, judgment = convicted(court)
    client = signed_in(court.users["officer"])
    charge = proceeding_of(code).charges.get().pk
    answer = client.post(reverse("justice:sentence", args=[code, judgment]), {"charge": charge, **typed})
    assert answer.status_code == 422
    assert field in str(answer.context["form"].errors)
    assert Sentence.objects.count() == 0


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"occurred_from": "2025-05-01", "occurred_to": "2024-05-01"}, "occurred_to"),
        ({"occurred_to": "2024-05-01"}, "occurred_from"),
        ({"occurred_from": "2999-05-01"}, "occurred_from"),
    ],
)
def test_days_of_an_act_that_cannot_be_are_explained_beside_the_day(court, signed_in, days, field):
    form = {"kind": "criminal", "received_on": str(TODAY), "province_code": "12", **days}
    answer = signed_in(court.users["officer"]).post(reverse("justice:register"), form)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Proceeding.objects.count() == 0


def test_a_birth_in_the_future_is_said_beside_the_day_of_birth(court, signed_in):
    url = reverse("justice:accused", args=[registered(court)])
    answer = signed_in(court.users["officer"]).post(url, {"name": "Fictitious", "born_on": "2999-01-01"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["born_on"]


def test_a_hearing_before_the_proceeding_is_explained(court, signed_in):
    code = on_trial(court)
    url = reverse("justice:plan_hearing", args=[code])
    form = {"kind": "trial", "on": "1999-01-01", "child_testifies": "yes"}
    answer = signed_in(court.users["officer"]).post(url, form)
    assert answer.status_code == 422
    assert "on" in answer.context["form"].errors
    assert not proceeding_of(code).hearings.exists()


def test_a_stale_act_is_said_and_not_stored(court, signed_in):
    code = registered(court)
    client = signed_in(court.users["officer"])
    url = reverse("justice:stage_act", args=[code])
    mine = hidden(client.get(url).content.decode())
    send(signed_in(court.users["prosecutor"]), url, act="open_case", on=str(TODAY))
    answer = client.post(url, {**mine, "act": "open_case", "on": str(TODAY)})
    assert answer.status_code in (409, 422)
    assert proceeding_of(code).events.filter(act="open_case").count() == 1


def facts_form(**more: object) -> dict[str, object]:
    return {"occurred_from": "2024-05-10", "acts": ["purchase"], "countries": ["KH"], **more}


def test_facts_saved_meanwhile_stand_side_by_side_and_a_person_chooses(court, signed_in):
    code = registered(court)
    client = signed_in(court.users["prosecutor"])
    url = reverse("justice:facts", args=[code])
    mine = hidden(client.get(url).content.decode())
    send(client, url, **facts_form(medium=["internet"], setting=["private"]))
    answer = client.post(url, {**mine, **facts_form(medium=["phone", "in_person"], setting=["private"])})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What you wrote" in page
    assert 'name="keep_medium"' in page
    assert 'name="keep_setting"' not in page
    assert proceeding_of(code).facts["medium"] == ["internet"]
    yours = {"keep_medium": "yours", "yours_medium": ["phone", "in_person"]}
    assert client.post(url, {**hidden(page), **yours}).status_code == 302
    assert proceeding_of(code).facts["medium"] == ["phone", "in_person"]
    assert proceeding_of(code).facts["setting"] == ["private"]


def test_what_is_known_of_an_accused_stands_in_the_form_and_is_not_lost(court, signed_in):
    code = registered(court)
    client = signed_in(court.users["officer"])
    url = reverse("justice:change_accused", args=[code, accused_id(code)])
    page = client.get(url).content.decode()
    assert 'value="John Smith"' in page
    assert 'value="1984-01-05"' in page
    told = {"name": "John Smith", "born_on": "1984-01-05", "age_low": 40, "age_high": 40, "nationality": "FR"}
    first, second = hidden(page), hidden(client.get(url).content.decode())
    assert client.post(url, {**first, **told, "custody": "bail"}).status_code == 302
    answer = client.post(url, {**second, **told, "custody": "serving"})
    assert answer.status_code == 409
    assert 'name="keep_custody"' in answer.content.decode()
    kept = {**hidden(answer.content.decode()), "keep_custody": "saved", "yours_custody": "serving"}
    assert client.post(url, kept).status_code == 302
    row = proceeding_of(code).accused.get()
    assert (row.custody, row.nationality, bool(row.person_blind)) == ("bail", "FR", True)


def test_a_settlement_flags_the_matter_until_a_supervisor_has_looked(court, signed_in):
    code = registered(court)
    client = signed_in(court.users["officer"])
    assert "waits for a supervisor" not in page_of(client, code)
    told = {"learned_on": str(TODAY), "told_by": "family", "words": "Money was offered."}
    send(client, reverse("justice:concern", args=[code]), **told)
    assert "Until then the matter is not given up" in page_of(client, code)


def test_a_child_who_was_never_interviewed_counts_nought_and_not_a_blank(court, signed_in):
    page = page_of(signed_in(court.users["officer"]), registered(court))
    assert re.search(r"Interviews so far</dt><dd>\s*0\s*</dd>", page)


def test_the_court_reads_the_law_s_own_word_and_in_khmer_ours_marked_so(court, signed_in):
    code = charged(court)
    khmer = page_of(signed_in(court.users["officer"], language="km"), code)
    assert "ការទិញពេស្យាកម្មកុមារ កុមារអាយុក្រោម ១៥ ឆ្នាំ (ការបកប្រែរបស់យើង)" in khmer
    assert "Purchase of child prostitution, child under 15" in khmer
    english = page_of(signed_in(court.users["officer"]), code)
    assert "(our translation)" not in english


def test_a_vetting_answer_says_yes_or_no_and_nothing_else(court, signed_in):
    code = finally_convicted(court)
    client = signed_in(court.users["vetting"])
    url = reverse("justice:vetting")
    told = {
        "asking_body": "A school",
        "purpose": "work_with_children",
        "name": "Smith John",
        "born_on": "1984-01-05",
    }
    where = send(client, url, **told)
    page = client.get(where).content.decode()
    assert ">Yes<" in page
    for secret in (code, "Smith", PURCHASE, "years"):
        assert secret not in page
    assert ">No<" in client.get(send(client, url, **{**told, "name": "Another Person"})).content.decode()
    assert VettingAnswer.objects.count() == 2


@pytest.mark.parametrize("role", ["police_officer", "statistician", "hotline_operator", "administrator"])
def test_roles_without_proceedings_find_nothing_there(court, account, signed_in, role):
    client = signed_in(account(role, agency="dahtjp"))
    for name in ("proceedings", "register", "vetting", "counts"):
        assert client.get(reverse(f"justice:{name}")).status_code == 404


def test_counts_of_children_replace_each_other(court, signed_in):
    client = signed_in(court.users["officer"])
    told = {
        "indicator": "diverted",
        "period_from": "2025-01-01",
        "period_to": "2025-12-31",
        "sex": "male",
        "age_band": "16_17",
    }
    send(client, reverse("justice:counts"), **told, count=3)
    send(client, reverse("justice:counts"), **told, count=4)
    page = client.get(reverse("justice:counts")).content.decode()
    assert page.count("Children diverted from court") == 2  # the choice and one row


@pytest.mark.parametrize(("count", "said"), [("-1", "Write 0 or more."), ("9" * 25, "too high")])
def test_a_count_of_children_that_cannot_be_is_explained(court, signed_in, count, said):
    told = {"indicator": "diverted", "period_from": "2025-01-01", "period_to": "2025-12-31", "count": count}
    answer = signed_in(court.users["officer"]).post(reverse("justice:counts"), told)
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors["count"])
