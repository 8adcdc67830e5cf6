"""The acts of a court on a proceeding: charges, protection, judgment, compensation, settlement, vetting."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound
from kapea.registers.justice import errors, law
from kapea.registers.justice.models import (
    Accused,
    Charge,
    Proceeding,
    Sentence,
    SettlementConcern,
    VettingAnswer,
)
from kapea.registers.justice.queries.page import accessible_proceeding
from kapea.registers.justice.services import (
    charging,
    compensating,
    cooperating,
    judging,
    parties,
    protecting,
    vetting,
)
from kapea.registers.justice.services.charging import Choice
from kapea.registers.justice.services.compensating import Claim
from kapea.registers.justice.services.concerns import review_concern
from kapea.registers.worklist.models import Task
from scenes.justice import (
    LAWYERS,
    NOW,
    PURCHASE,
    TODAY,
    accused_id,
    act,
    awarded,
    charged,
    concern_recorded,
    convicted,
    finally_convicted,
    hearing_planned,
    on_trial,
    proceeding_of,
    registered,
    sentenced,
    victim_id,
)

pytestmark = pytest.mark.django_db
FINED = "TIPSE-35-1"


def tasks_of(code: str) -> dict[str, Task]:
    return {task.kind: task for task in Task.objects.filter(subject_code=code, done_at__isnull=True)}


def facts_of(code: str, part: str, court) -> dict[str, str]:
    with translation.override("en"):
        return {str(name): str(value) for name, value in card_of(code, part, court).facts}


def card_of(code: str, part: str, court, number: int = 0):
    page = accessible_proceeding(code, by=court.officer, now=NOW)
    return next(each for each in page.parts if each.code == part).cards[number]


# charges


def test_the_charge_keeps_the_engine_s_answer_and_the_end_of_limitation(court):
    charge = Charge.objects.get(proceeding__code=charged(court))
    assert (charge.fits, charge.limitation_ends_on) == ("yes", date(2039, 5, 10))
    assert (charge.limitation_rule, charge.limitation_version) == ("law.limitation_years", "1")


def test_no_source_says_what_interrupts_the_limitation_and_the_page_says_so(court):
    code = charged(court)
    act(court, code, "open_case")
    act(court, code, "ask_investigation")
    assert Charge.objects.get().limitation_ends_on == date(2039, 5, 10)
    assert facts_of(code, "charges", court)["Interruption of the limitation"].startswith("Open: no source")


def test_where_the_law_names_an_act_that_interrupts_the_limitation_runs_anew(court, monkeypatch):
    monkeypatch.setattr(law, "interrupts", lambda name: name == "ask_investigation")
    code = charged(court)
    act(court, code, "open_case")
    assert Charge.objects.get().limitation_ends_on == date(2039, 5, 10)
    act(court, code, "ask_investigation")
    assert Charge.objects.get().limitation_ends_on == date(2041, 3, 2)


def test_the_limitation_is_a_task_until_a_court_has_judged(court):
    code = charged(court)
    task = tasks_of(code)["proceeding.limitation"]
    assert task.due_at.astimezone().date() in (date(2039, 5, 10), date(2039, 5, 11))
    assert (task.rule_code, task.rule_version) == ("law.limitation_years", "1")
    act(court, code, "open_case")
    act(court, code, "cite_directly")
    convicted(court, code=code)
    assert "proceeding.limitation" not in tasks_of(code)


def choose(court, code: str, **more):
    told = {
        "accused_id": accused_id(code),
        "victim_id": victim_id(code),
        "offence": PURCHASE,
        "reason": "So.",
        **more,
    }
    return charging.choose_charge(code, Choice(**told), by=court.prosecutor, now=NOW)


def test_a_charge_is_chosen_once_with_a_reason(court):
    code = registered(court)
    with pytest.raises(errors.ReasonNeeded):
        choose(court, code, reason=" ")
    choose(court, code)
    with pytest.raises(errors.AlreadyCharged):
        choose(court, code)
    assert Charge.objects.count() == 1


def test_a_child_who_was_exploited_is_not_charged(court):
    code = registered(court, age_low=15, born_on=None, is_exploited=True)
    with pytest.raises(errors.ChildNotCharged):
        choose(court, code)
    assert not Charge.objects.exists()


def test_whether_a_child_suspect_was_exploited_is_asked_first(court):
    code = registered(court, age_low=16, born_on=None, is_exploited=None)
    with pytest.raises(errors.ExploitationNotAnswered):
        choose(court, code)


def test_a_provision_that_is_not_law_cannot_be_charged(court):
    code = registered(court)
    with pytest.raises(errors.NotAProvision):
        choose(court, code, offence="TIPSE-48")


def test_a_dropped_charge_stays_on_record_with_its_reason(court):
    code = charged(court)
    charge = Charge.objects.get()
    charging.drop_charge(code, charge.pk, reason="Another provision fits.", by=court.prosecutor, now=NOW)
    assert Charge.objects.get().state == "dropped"
    assert proceeding_of(code).principal_offence == ""
    assert "proceeding.limitation" not in tasks_of(code)


def test_the_engine_s_titles_are_the_law_s_own(court):
    charged(court)
    title = str(card_of(Proceeding.objects.get().code, "charges", court).title)
    assert title == law.title_of(PURCHASE)


# protection


def test_a_hearing_with_a_child_asks_for_the_screen_at_once(court):
    code, _hearing = hearing_planned(court)
    asked = list(proceeding_of(code).measures.order_by("pk").values_list("kind", "asked_by", "rule_code"))
    assert asked[0] == ("screen", "rule", "justice.protection")
    assert {kind for kind, _by, _rule in asked} == {"screen", "in_camera", "comfortable_setting"}
    assert {"proceeding.measures", "proceeding.hearing"} <= set(tasks_of(code))


def test_the_court_decides_and_says_whether_it_was_used(court):
    code, _hearing = hearing_planned(court)
    for measure in proceeding_of(code).measures.all():
        protecting.decide_measure(
            code, measure.pk, is_granted=True, reason="", person="", on=TODAY, by=court.officer, now=NOW
        )
    assert "proceeding.measures" not in tasks_of(code)
    first = proceeding_of(code).measures.order_by("pk").first()
    with pytest.raises(errors.ReasonNeeded):
        protecting.record_use(code, first.pk, was_used=False, on=TODAY, reason="", by=court.officer, now=NOW)
    protecting.record_use(code, first.pk, was_used=True, on=TODAY, reason="", by=court.officer, now=NOW)
    assert proceeding_of(code).measures.get(pk=first.pk).was_used is True


def test_the_lawyer_asks_and_does_not_decide(court):
    code, _hearing = hearing_planned(court)
    protecting.appoint_lawyer(
        code,
        victim_id=victim_id(code),
        accused_id=None,
        agency_code=LAWYERS,
        lawyer="",
        on=TODAY,
        by=court.officer,
        now=NOW,
    )
    asked = protecting.Asked(
        victim_id=victim_id(code), kind="tv_link", asked_by="lawyer", special_need="threats"
    )
    measure = protecting.ask_measure(code, asked, by=court.lawyer, now=NOW)
    with pytest.raises(NotAllowed):
        protecting.decide_measure(
            code, measure, is_granted=True, reason="", person="", on=TODAY, by=court.lawyer, now=NOW
        )


def test_it_is_seen_whether_the_lawyer_met_the_child_before_the_day(court):
    code, _hearing = hearing_planned(court)
    aid = protecting.appoint_lawyer(
        code,
        victim_id=victim_id(code),
        accused_id=None,
        agency_code=LAWYERS,
        lawyer="",
        on=TODAY,
        by=court.officer,
        now=NOW,
    )
    assert card_of(code, "legal_aid", court).tone == "warn"
    protecting.record_meeting(code, aid, met_on=TODAY, by=court.lawyer, now=NOW)
    assert card_of(code, "legal_aid", court).tone == "ok"


def test_a_body_that_gives_no_legal_aid_defends_nobody(court):
    code = registered(court)
    with pytest.raises(errors.NotWithUs):
        protecting.appoint_lawyer(
            code,
            victim_id=victim_id(code),
            accused_id=None,
            agency_code="moh",
            lawyer="",
            on=TODAY,
            by=court.officer,
            now=NOW,
        )


# judgment


@pytest.mark.parametrize(("years", "within"), [(7, True), (15, True), (16, False), (6, False)])
def test_a_sentence_is_checked_against_the_law_of_the_day(court, years, within):
    _code, found = sentenced(court, years=years, reason="As the court says.")
    assert found is within


def test_a_sentence_outside_without_a_reason_is_not_stored(court):
    code = on_trial(court)
    with pytest.raises(errors.SentenceReasonNeeded):
        sentenced(court, years=2, code=code)
    assert not proceeding_of(code).judgments.get().sentences.exists()


def test_a_sentence_for_a_day_before_the_law_is_not_checked(court):
    code = on_trial(court)
    Proceeding.objects.filter(code=code).update(occurred_from=date(2001, 1, 1), occurred_to=date(2001, 1, 1))
    _code, found = sentenced(court, years=2, code=code)
    assert found is None


def fined(court, *, fine: int, suspended: int | None = None, reason: str = "") -> bool | None:
    code, judgment = convicted(court, offence=FINED)
    new = judging.NewSentence(
        judgment_id=judgment,
        charge_id=proceeding_of(code).charges.get().pk,
        amount=3,
        unit="years",
        suspended_amount=suspended,
        suspended_unit="years",
        fine=fine,
        reason=reason,
    )
    return judging.record_sentence(code, new, by=court.officer, now=NOW)


def test_a_fine_is_checked_against_the_law_of_the_day_and_asks_why_when_outside(court):
    with pytest.raises(errors.SentenceReasonNeeded):
        fined(court, fine=1)
    assert fined(court, fine=1, reason="As the court says.") is False
    row = Sentence.objects.get()
    assert (row.is_within, row.is_fine_within) == (True, False)
    assert row.fine_range_text == "4,000,000-10,000,000 riel"
    with pytest.raises(IntegrityError), transaction.atomic():
        Sentence.objects.filter(pk=row.pk).update(reason_sealed=b"")


def test_a_suspended_part_is_compared_with_the_least_term_and_never_longer(court):
    assert fined(court, fine=4_000_000, suspended=2) is True
    assert Sentence.objects.get().is_rest_within is False
    code = Proceeding.objects.get().code
    assert "no source says" in facts_of(code, "judgments", court)["What is left to serve"]
    with pytest.raises(errors.SuspendedTooLong):
        fined(court, fine=4_000_000, suspended=4)


def test_an_entry_ban_is_for_foreigners_and_at_most_five_years_or_for_good(court):
    code, judgment = convicted(court)
    told = {"kind": "entry_ban_up_to_five_years_or_permanent", "provision": "TOUR-50-68", "words": ""}
    with pytest.raises(errors.BanTooLong):
        judging.record_additional_penalty(
            code, judgment, **told, until_on=date(2032, 1, 1), is_for_good=False, by=court.officer, now=NOW
        )
    judging.record_additional_penalty(
        code, judgment, **told, until_on=None, is_for_good=True, by=court.officer, now=NOW
    )
    Accused.objects.update(is_foreign=False)
    with pytest.raises(errors.NotAForeigner):
        judging.record_additional_penalty(
            code, judgment, **told, until_on=None, is_for_good=True, by=court.officer, now=NOW
        )


def release(court, code: str, kind: str) -> None:
    judging.record_release(
        code,
        accused_id=accused_id(code),
        kind=kind,
        on=TODAY,
        victim_told_on=None,
        reason="So.",
        by=court.officer,
        now=NOW,
    )


def test_bail_comes_before_the_judgment_and_a_pardon_after(court):
    code = on_trial(court)
    with pytest.raises(errors.NotConvicted):
        release(court, code, "pardon")
    release(court, code, "bail")
    assert Accused.objects.get().custody == "bail"
    convicted(court, code=code)
    act(court, code, "make_final")
    with pytest.raises(errors.ActNotOpen):
        release(court, code, "bail")
    release(court, code, "pardon")


def test_an_appeal_takes_the_matter_up_and_back(court):
    code, _judgment = convicted(court)
    appeal = judging.record_appeal(
        code,
        accused_id=accused_id(code),
        to="appeal",
        by_whom="accused",
        on=TODAY,
        words="",
        by=court.officer,
        now=NOW,
    )
    assert proceeding_of(code).stage == "appeal"
    judging.decide_appeal(code, appeal, outcome="upheld", on=TODAY, by=court.officer, now=NOW)
    assert proceeding_of(code).stage == "judged"
    act(court, code, "make_final")
    assert Accused.objects.get().convicted_finally_on == TODAY


# compensation


def test_an_award_is_a_task_until_it_is_paid(court):
    code, claim = awarded(court, amount=1_000, due_on=TODAY + timedelta(days=30))
    assert "proceeding.payment" in tasks_of(code)
    told = {"payer": "offender", "into_account": True, "on": TODAY, "by": court.officer, "now": NOW}
    assert compensating.record_payment(code, claim, amount=400, **told) == 600
    assert compensating.record_payment(code, claim, amount=600, **told) == 0
    assert "proceeding.payment" not in tasks_of(code)


def enforce(court, code: str, claim: int, **more) -> None:
    told = {
        "exhausted_on": None,
        "lieu_asked_on": None,
        "lieu_ordered_on": None,
        "lieu_days": None,
        "fund_asked_on": None,
    }
    compensating.enforce(code, claim, **{**told, **more}, by=court.officer, now=NOW)


def test_imprisonment_in_lieu_comes_last_and_leaves_the_debt(court):
    code, claim = awarded(court, amount=1_000)
    with pytest.raises(errors.EnforcementNotExhausted):
        enforce(court, code, claim, lieu_asked_on=TODAY, lieu_ordered_on=TODAY)
    enforce(court, code, claim, exhausted_on=TODAY, lieu_asked_on=TODAY, lieu_ordered_on=TODAY, lieu_days=30)
    facts = facts_of(code, "compensations", court)
    assert facts["Still owed"] == "1,000 KHR"


def test_a_civil_action_alone_waits_for_the_criminal_decision(court):
    code = charged(court)
    told = Claim(victim_id=victim_id(code), kind="damages", route="alone", on=TODAY)
    claim = compensating.claim(code, told, by=court.officer, now=NOW)
    assert proceeding_of(code).compensations.get(pk=claim).state == "suspended"


def test_the_account_of_the_child_is_sealed(court):
    code, claim = awarded(court)
    compensating.open_account(code, claim, account="Bank 123", on=TODAY, by=court.officer, now=NOW)
    row = proceeding_of(code).compensations.get(pk=claim)
    assert b"Bank" not in bytes(row.account_sealed)
    told = Claim(victim_id=victim_id(code), kind="property", route="joined", on=TODAY)
    other = compensating.claim(code, told, by=court.officer, now=NOW)
    with pytest.raises(errors.NotAwarded):
        compensating.open_account(code, other, account="Bank 123", on=TODAY, by=court.officer, now=NOW)


def test_a_fund_may_pay_what_the_offender_owes_and_is_recorded_as_the_payer(court):
    code, claim = awarded(court, amount=1_000)
    enforce(court, code, claim, fund_asked_on=TODAY)
    told = {"payer": "fund", "into_account": True, "on": TODAY, "by": court.officer, "now": NOW}
    assert compensating.record_payment(code, claim, amount=1_000, **told) == 0
    facts = facts_of(code, "compensations", court)
    assert facts["A fund was asked on"] == str(TODAY)
    assert facts["Kept in the account for the child"] == "1,000 KHR"
    assert "A fund" in facts["Payment"]


# settlement out of court


def test_a_settlement_raises_a_task_for_a_supervisor_and_stops_giving_up(court):
    code = registered(court)
    concern = concern_recorded(court, code)
    task = tasks_of(code)["proceeding.settlement"]
    assert (task.assignee_id, task.priority, task.rule_code) == (None, "urgent", "justice.clocks")
    with pytest.raises(errors.SettlementNotReviewed):
        act(court, code, "drop", reason="The family withdrew.")
    review_concern(code, concern, outcome="goes_on", words="The case goes on.", by=court.president, now=NOW)
    assert "proceeding.settlement" not in tasks_of(code)
    act(court, code, "drop", reason="No act was found.")


def test_who_records_a_settlement_does_not_review_it(court):
    code = registered(court)
    concern = concern_recorded(court, code)
    with pytest.raises(NotAllowed):
        review_concern(code, concern, outcome="unfounded", words="So.", by=court.officer, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SettlementConcern.objects.filter(pk=concern).update(
            reviewed_at=NOW, reviewed_by=court.officer.username, outcome="unfounded"
        )


# other States


def test_the_embassy_is_told_of_its_own_national_only(court):
    code = registered(court)
    assert "proceeding.embassy" in tasks_of(code)
    told = {"accused_id": accused_id(code), "kind": "embassy_notice", "direction": "outgoing", "basis": ""}
    more = {"on": TODAY, "words": "", "by": court.officer, "now": NOW}
    with pytest.raises(errors.NotAForeigner):
        cooperating.open_request(code, **told, state_code="DE", **more)
    cooperating.open_request(code, **told, state_code="FR", **more)
    assert "proceeding.embassy" not in tasks_of(code)


def test_an_extradition_takes_the_steps_of_the_country_in_order(court):
    code = charged(court)
    request = cooperating.open_request(
        code,
        accused_id=accused_id(code),
        kind="extradition",
        direction="incoming",
        state_code="FR",
        basis="code",
        on=TODAY,
        words="",
        by=court.officer,
        now=NOW,
    )
    told = {"on": TODAY, "outcome": "", "by": court.officer, "now": NOW}
    with pytest.raises(errors.StepNotNext):
        cooperating.record_request_step(code, request, step="decided", **told)
    for step in cooperating.steps_of("extradition"):
        cooperating.record_request_step(code, request, step=step, **told)
    facts = facts_of(code, "requests", court)
    assert facts["Reaches the threshold of the code"] == "Yes"
    assert facts["Double criminality"] == "The texts leave it open"


def test_a_request_for_assistance_is_answered_step_by_step(court):
    code = registered(court)
    request = cooperating.open_request(
        code,
        accused_id=accused_id(code),
        kind="mutual_assistance",
        direction="outgoing",
        state_code="FR",
        basis="protocol",
        on=TODAY,
        words="Records of payments.",
        by=court.officer,
        now=NOW,
    )
    told = {"on": TODAY, "by": court.officer, "now": NOW}
    for step in ("sent", "received"):
        cooperating.record_request_step(code, request, step=step, outcome="", **told)
    assert facts_of(code, "requests", court)["Comes next"] == "Answered"
    cooperating.record_request_step(code, request, step="answered", outcome="done", **told)
    row = proceeding_of(code).accused.get().requests.get(kind="mutual_assistance")
    assert (row.outcome, row.ended_on) == ("done", TODAY)


# vetting


def ask(court, **more):
    told = {
        "asking_body": "A school",
        "purpose": "work_with_children",
        "name": "John Smith",
        "born_on": date(1984, 1, 5),
    }
    return vetting.answer(vetting.Question(**{**told, **more}), by=court.vetting, now=NOW)


def test_only_a_final_conviction_answers_yes(court):
    code = on_trial(court)
    assert ask(court).has_conviction is False
    sentenced(court, years=8, code=code)
    assert ask(court).has_conviction is False
    act(court, code, "make_final")
    assert ask(court).has_conviction is True
    assert ask(court, born_on=date(1984, 1, 6)).has_conviction is False


def test_an_answer_keeps_no_name_and_is_audited_with_its_purpose(court):
    finally_convicted(court)
    ask(court)
    row = VettingAnswer.objects.get()
    assert "Smith" not in str(vars(row))
    event = AuditEvent.objects.filter(action="vetting.answered").get()
    assert "work_with_children" in event.body
    assert "Smith" not in event.body


def test_a_name_without_a_birth_date_is_not_guessed(court):
    finally_convicted(court, born_on=None)
    with pytest.raises(errors.VettingUnclear):
        ask(court)
    assert not VettingAnswer.objects.exists()


def test_a_court_officer_cannot_vet(court):
    question = vetting.Question(asking_body="A school", purpose="work_with_children", document="N012")
    with pytest.raises(NotFound):
        vetting.answer(question, by=court.officer, now=NOW)


def test_a_document_alone_finds_who_was_convicted(court):
    finally_convicted(court, document="N 012-34")
    assert ask(court, name="", born_on=None, document="n01234").has_conviction is True


# sealing and audit


def test_names_are_sealed_and_every_act_is_audited(court):
    code = charged(court)
    accused = Accused.objects.get()
    assert b"Smith" not in bytes(accused.name_sealed)
    assert b"Dara" not in bytes(proceeding_of(code).victims.get().name_sealed)
    actions = set(AuditEvent.objects.filter(object_code=code).values_list("action", flat=True))
    assert {"proceeding.registered", "proceeding.accused_recorded", "proceeding.charge_chosen"} <= actions


def test_another_court_finds_nothing(court):
    code = registered(court)
    with pytest.raises(NotFound):
        parties.record_victim(code, parties.NewVictim(), by=court.elsewhere, now=NOW)
