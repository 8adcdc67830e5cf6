"""The national index: what a run links, what two people decide, and that each of it can be undone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound
from kapea.registers.people.index import deciding, evaluation, reviewing, runs, waiting
from kapea.registers.people.index.counting import counted_as
from kapea.registers.people.models import IndexCluster, IndexEntry, IndexMove, IndexPair, IndexRun
from kapea.registers.people.services import register_person
from kapea.registers.worklist import queries as worklist
from kapea.site.cards import home_cards
from scenes.accounts import make_user, viewer_for
from scenes.casework import NOW
from scenes.people_index import BOPHA, OTHERS, asked, cluster_of, decide, run_all

pytestmark = pytest.mark.django_db


def test_a_run_joins_what_is_surely_one_child_and_nobody_else(bopha):
    run = run_all()
    mine, theirs = bopha
    assert run.state == "done"
    assert run.figures["records"] == 4
    assert cluster_of(mine) == cluster_of(theirs) is not None
    assert IndexEntry.objects.filter(cluster=None).count() == 2
    assert counted_as([mine.code, theirs.code]) == {theirs.code: mine.code}


def test_a_second_run_changes_nothing(bopha):
    run_all()
    before = (IndexMove.objects.count(), IndexCluster.objects.count(), IndexPair.objects.count())
    assert run_all().figures["changed"] == 0
    assert (IndexMove.objects.count(), IndexCluster.objects.count(), IndexPair.objects.count()) == before


def test_a_run_stores_no_name_and_is_written_down(bopha):
    run = run_all()
    stored = repr(list(IndexRun.objects.values())) + repr(list(IndexPair.objects.values()))
    assert "Bopha" not in stored
    assert "បុប្ផា" not in stored
    actions = set(AuditEvent.objects.filter(object_code=run.code).values_list("action", flat=True))
    assert actions == {"people.index.run_asked", "people.index.run_started", "people.index.run_done"}


def test_a_run_whose_worker_was_killed_is_carried_on_by_another(bopha, monkeypatch):
    from kapea.registers.people.index import full

    code = runs.ask_for_run(by=runs.BY, now=NOW, kind="full")

    def killed(*_given, **_named):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(full, "link", killed)
        with pytest.raises(SystemExit):
            runs.carry_out(code, clock=lambda: NOW)
    assert IndexRun.objects.get(code=code).state == "running"
    soon, later = NOW + timedelta(seconds=20), NOW + timedelta(minutes=5)
    assert runs.abandoned(now=soon) == []
    with pytest.raises(runs.RunTaken):
        runs.carry_out(code, clock=lambda: soon)
    assert runs.abandoned(now=later) == [code]
    assert runs.carry_out(code, clock=lambda: later).state == "done"
    assert cluster_of(bopha[0]) == cluster_of(bopha[1])


def test_who_has_no_such_grant_sets_no_run(people, bopha):
    with pytest.raises(NotAllowed):
        runs.ask_for_run(by=people.worker, now=NOW)


def test_two_runs_do_not_wait_at_once(bopha, statistician):
    first = runs.ask_for_run(by=statistician, now=NOW)
    assert runs.ask_for_run(by=statistician, now=NOW) == first


def test_a_new_record_alone_is_compared_with_the_nearest(people, bopha):
    run_all()
    late = register_person(replace(BOPHA, given_latin="Bophaa"), by=people.elsewhere, now=NOW)
    run = run_all(kind="new")
    assert run.figures["records"] == 1
    assert cluster_of(late) == cluster_of(bopha[0])
    with pytest.raises(runs.NothingToCompare):
        runs.ask_for_run(by=runs.BY, now=NOW)


def test_two_people_join_two_records_and_one_alone_does_not(people, bopha, statistician):
    mine = register_person(OTHERS[0], by=people.worker, now=NOW)
    pair = asked(bopha[0], mine, people.worker)
    assert cluster_of(mine) is None
    decide(pair.code, "same", statistician)
    assert cluster_of(mine) == cluster_of(bopha[0]) is not None
    act = IndexPair.objects.get(code=pair.code).acts.get()
    assert (act.kind, {act.first_by_id, act.second_by_id}) == (
        "link",
        {people.worker.user_id, statistician.user_id},
    )


def test_the_same_person_twice_is_one_person(people, bopha):
    pair = asked(*bopha, people.worker)
    supervisor = people.supervisor
    decide(pair.code, "same", supervisor)
    assert IndexPair.objects.get(code=pair.code).state == "decided"
    other = asked(bopha[0], register_person(OTHERS[1], by=people.worker, now=NOW), people.worker)
    asked(bopha[0], other.other, people.worker)
    assert IndexPair.objects.get(code=other.code).state == "open"


def test_a_decided_pair_is_undone_by_two_and_stands_as_before(people, bopha, statistician, second):
    pair = asked(*bopha, people.worker)
    decide(pair.code, "same", statistician)
    joined = cluster_of(bopha[0])
    deciding.ask_anew(pair.code, ground="facts", by=second, now=NOW)
    assert cluster_of(bopha[1]) == joined
    decide(pair.code, "apart", statistician)
    assert cluster_of(bopha[0]) is cluster_of(bopha[1]) is None
    assert counted_as([one.code for one in bopha]) == {}
    kinds = list(IndexPair.objects.get().acts.order_by("pk").values_list("kind", "undoes__kind"))
    assert kinds == [("link", None), ("unmerge", "link")]


def test_two_persons_of_several_records_are_merged_and_unmerged_as_they_were(
    people, bopha, statistician, second
):
    left = asked(*bopha, people.worker)
    decide(left.code, "same", statistician)
    third, fourth = (register_person(BOPHA, by=people.worker, now=NOW) for _ in range(2))
    right = asked(third, fourth, people.worker)
    decide(right.code, "same", statistician)
    homes = [cluster_of(one) for one in (*bopha, third, fourth)]
    merge = asked(bopha[0], fourth, people.worker)
    decide(merge.code, "same", statistician)
    assert len({cluster_of(one) for one in (*bopha, third, fourth)}) == 1
    deciding.ask_anew(merge.code, ground="family", by=statistician, now=NOW)
    decide(merge.code, "apart", second)
    assert [cluster_of(one) for one in (*bopha, third, fourth)] == homes
    assert counted_as([third.code, fourth.code]) == {fourth.code: third.code}


def test_what_people_decided_binds_the_next_run(people, bopha, statistician):
    run_all()
    pair = asked(*bopha, people.worker, answer="apart")
    decide(pair.code, "apart", statistician)
    assert cluster_of(bopha[0]) is cluster_of(bopha[1]) is None
    run_all()
    assert cluster_of(bopha[0]) is cluster_of(bopha[1]) is None
    assert counted_as([one.code for one in bopha]) == {}


def test_a_record_is_taken_out_of_the_person_it_is_joined_with(people, bopha, statistician):
    run_all()
    third = register_person(replace(BOPHA, nickname="Pha"), by=people.worker, now=NOW)
    decide(asked(bopha[0], third, people.worker).code, "same", statistician)
    pair = deciding.ask_to_part(third.code, ground="spoke", by=people.worker, now=NOW)
    decide(pair.code, "apart", statistician)
    assert cluster_of(third) is None
    assert cluster_of(bopha[0]) == cluster_of(bopha[1]) is not None


def test_two_who_differ_leave_the_records_as_they_are(people, bopha, statistician):
    pair = asked(*bopha, people.worker)
    decide(pair.code, "apart", statistician)
    assert IndexPair.objects.get(code=pair.code).state == "open"
    assert cluster_of(bopha[0]) is None


def test_a_reviewer_without_a_grant_sees_agreement_and_no_name(people, bopha, statistician):
    pair = asked(*bopha, people.worker)
    shown = reviewing.shown_pair(pair.code, by=statistician, now=NOW)
    assert [side.identity for side in shown.sides] == [None, None]
    assert "Bopha" not in repr(shown)
    assert "2011" not in repr(shown)
    assert {one.field: one.degree for one in shown.agreements}["given_name"] == "same"
    event = AuditEvent.objects.get(action="people.index.pair_read")
    assert event.details["opened"] == []


def test_a_supervisor_sees_the_name_of_the_own_record_only(people, bopha):
    pair = asked(*bopha, people.worker)
    shown = reviewing.shown_pair(pair.code, by=people.supervisor, now=NOW)
    mine, theirs = shown.sides
    assert mine.identity is not None
    assert mine.identity.name_in("km") == "ចាន់ បុប្ផា"
    assert theirs.identity is None


def test_a_pair_of_other_bodies_is_not_there_for_a_supervisor(people, bopha):
    far = viewer_for(make_user("social_work_supervisor", agency="aple"))
    pair = asked(*bopha, people.worker)
    for code in (pair.code, "L-00000000"):
        with pytest.raises(NotFound):
            reviewing.shown_pair(code, by=far, now=NOW)
        with pytest.raises(NotFound):
            deciding.answer_pair(code, answer="same", ground="facts", by=far, now=NOW)


def test_a_worker_asks_about_own_records_only(people, bopha):
    mine, theirs = bopha
    with pytest.raises(NotFound):
        asked(theirs, mine, people.worker)
    with pytest.raises(deciding.RecordNotThere):
        deciding.ask_about(
            mine.code, other_code="P-00000000", answer="same", ground="facts", by=people.worker, now=NOW
        )


def test_decisions_tell_how_good_the_links_are(people, bopha, statistician, second):
    assert evaluation.evaluation(by=statistician) is None
    run_all()
    found = evaluation.evaluation(by=statistician)
    assert found is not None
    assert not found.is_measured
    sampled = IndexPair.objects.filter(origin="sample", probability__gte=0.96).first()
    decide(sampled.code, "same", statistician, second)
    band = evaluation.evaluation(by=statistician).bands[0]
    assert (band.name, band.decided, band.same) == ("sure", 1, 1)
    with pytest.raises(NotFound):
        evaluation.evaluation(by=people.worker)


def test_a_child_with_two_records_is_counted_once_in_the_figures(people, bopha):
    from kapea.registers.people.index.counting import person_keys

    codes = [one.code for one in bopha]
    before = person_keys([*codes, ""])
    run_all()
    after = person_keys([*codes, None])
    assert len(set(before)) == 3
    assert after[0] == after[1] == before[0]
    assert after[2] is None


def test_a_choice_at_intake_is_the_first_of_two_answers(people, bopha, statistician):
    theirs = bopha[1]
    again = register_person(BOPHA, by=people.worker, now=NOW, same_as=theirs.code)
    pair = IndexPair.objects.get()
    assert (pair.state, pair.answers.get().by_id) == ("open", people.worker.user_id)
    decide(pair.code, "same", statistician)
    assert cluster_of(again) == cluster_of(theirs) is not None


def open_tasks(by):
    return [task for task in worklist.open_tasks(by=by, now=NOW) if task.kind == "index.review"]


def test_reviewers_get_one_task_while_pairs_wait_and_none_afterwards(people, bopha, statistician, second):
    mine, theirs = bopha
    assert open_tasks(people.supervisor) == []
    pair = deciding.ask_about(
        mine.code, other_code=theirs.code, answer="same", ground="documents", by=people.worker, now=NOW
    )
    (task,) = open_tasks(people.supervisor)
    assert task.url == "/people/index/waiting/"
    assert open_tasks(people.worker) == []
    deciding.answer_pair(pair.code, answer="apart", ground="facts", by=statistician, now=NOW)
    assert len(open_tasks(people.supervisor)) == 1
    deciding.answer_pair(pair.code, answer="same", ground="facts", by=second, now=NOW)
    assert open_tasks(people.supervisor) == []


def test_the_number_at_home_is_that_of_the_list_it_opens(people, bopha, statistician):
    def card(by):
        return next(card for card in home_cards(by=by, now=NOW) if "/index/" in str(card["url"]))["number"]

    def listed(by):
        return reviewing.waiting_pairs(by=by, state=waiting.MINE)

    mine, theirs = bopha
    pair = deciding.ask_about(
        mine.code, other_code=theirs.code, answer="same", ground="documents", by=people.worker, now=NOW
    )
    assert card(statistician) == listed(statistician)[1] == 1
    assert [each.code for each in listed(statistician)[0]] == [pair.code]
    deciding.answer_pair(pair.code, answer="unsure", ground="none", by=statistician, now=NOW)
    assert card(statistician) == listed(statistician)[1] == 0
    assert card(people.supervisor) == 1


def test_an_open_pair_says_who_has_still_to_decide_and_names_nobody(people, bopha, statistician, second):
    mine, theirs = bopha
    pair = deciding.ask_about(
        mine.code, other_code=theirs.code, answer="same", ground="documents", by=people.worker, now=NOW
    )
    shown = reviewing.shown_pair(pair.code, by=statistician, now=NOW)
    assert shown.people_needed == 1
    told = {each.agency_code: each.people for each in shown.still}
    assert told[""] == 2
    assert told[people.supervisor.agency] >= 1
    deciding.answer_pair(pair.code, answer="unsure", ground="none", by=statistician, now=NOW)
    again = reviewing.shown_pair(pair.code, by=second, now=NOW)
    assert {each.agency_code: each.people for each in again.still}[""] == 1
    deciding.answer_pair(pair.code, answer="same", ground="facts", by=second, now=NOW)
    assert reviewing.shown_pair(pair.code, by=second, now=NOW).still == ()
