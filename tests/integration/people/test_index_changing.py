"""The national index while it changes: decisions asked anew, runs and people at once, runs that fall."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from time import sleep
from types import SimpleNamespace

import pytest
from django.db import connection, connections

from kapea.guard.audit.models import AuditEvent
from kapea.guard.models import DataKey
from kapea.registers.people.index import clusters, deciding, evaluation, runs
from kapea.registers.people.index.counting import counted_as
from kapea.registers.people.models import IndexEntry, IndexPair, IndexRun, Person
from kapea.registers.people.services import correct_person, register_person
from scenes.accounts import make_user, viewer_for
from scenes.casework import NOW
from scenes.people_index import BOPHA, OTHERS, asked, cluster_of, decide, run_all

pytestmark = pytest.mark.django_db


def visal(people):
    """Return the other boy as two bodies recorded him."""
    elsewhere = register_person(OTHERS[0], by=people.elsewhere, now=NOW)
    return Person.objects.get(sex="male", agency_code=people.worker.agency), elsewhere


def reopened(pair, answer, statistician, second):
    """Let a second person decide a pair as the first said, and a third ask it anew."""
    decide(pair.code, answer, statistician)
    deciding.ask_anew(pair.code, ground="facts", by=second, now=NOW)


def test_a_decision_asked_anew_binds_runs_until_two_people_agree_otherwise(
    people, bopha, statistician, second
):
    run_all()
    pair = asked(*bopha, people.worker, answer="apart")
    reopened(pair, "apart", statistician, second)
    assert IndexPair.objects.get(code=pair.code).state == "open"
    run_all()
    assert cluster_of(bopha[0]) is cluster_of(bopha[1]) is None
    late = register_person(BOPHA, by=people.elsewhere, now=NOW)
    decide(asked(bopha[0], late, people.worker).code, "same", statistician)
    correct_person(
        bopha[1].code, version=bopha[1].version, changes={"nationality": ""}, by=people.elsewhere, now=NOW
    )
    run_all(kind="new")
    assert cluster_of(bopha[1]) is None


def test_parting_two_who_are_not_joined_leaves_their_other_records_with_them(
    people, bopha, statistician, second
):
    mine, theirs = bopha
    also_theirs = register_person(BOPHA, by=people.elsewhere, now=NOW)
    decide(asked(theirs, also_theirs, people.elsewhere).code, "same", statistician)
    before = counted_as([one.code for one in (mine, theirs, also_theirs)])
    decide(asked(mine, also_theirs, people.worker, answer="apart").code, "apart", statistician)
    assert counted_as([one.code for one in (mine, theirs, also_theirs)]) == before
    assert cluster_of(theirs) == cluster_of(also_theirs) is not None


def test_who_was_joined_after_a_merge_leaves_with_whom_people_hold_them_for(
    people, bopha, statistician, second
):
    decide(asked(*bopha, people.worker).code, "same", statistician)
    third, fourth = (register_person(BOPHA, by=people.worker, now=NOW) for _ in range(2))
    decide(asked(third, fourth, people.worker).code, "same", statistician)
    merge = asked(bopha[0], third, people.worker)
    decide(merge.code, "same", statistician)
    later = [register_person(BOPHA, by=people.worker, now=NOW) for _ in range(2)]
    for one, other in ((fourth, later[0]), (bopha[1], later[1])):
        decide(asked(other, one, people.worker).code, "same", statistician)
    deciding.ask_anew(merge.code, ground="family", by=statistician, now=NOW)
    decide(merge.code, "apart", second)
    assert len({cluster_of(one) for one in (*bopha, later[1])}) == 1
    assert len({cluster_of(one) for one in (third, fourth, later[0])}) == 1
    assert cluster_of(bopha[0]) != cluster_of(third)
    assert len(set(counted_as([one.code for one in (third, fourth, later[0])]).values())) == 1


def test_parting_two_keeps_each_with_whom_people_hold_them_for(people, bopha, statistician, second):
    run_all()
    near = register_person(OTHERS[0], by=people.worker, now=NOW)  # nothing alike: only people say so
    decide(asked(bopha[0], near, people.worker).code, "same", statistician)
    decide(asked(*bopha, people.worker, answer="apart").code, "apart", statistician)
    assert cluster_of(bopha[0]) == cluster_of(near) is not None
    assert cluster_of(bopha[1]) is None


def test_a_run_leaves_those_whom_two_people_moved_while_it_went(
    people, bopha, statistician, second, monkeypatch
):
    from kapea.registers.people.index import full

    third, fourth = visal(people)
    run_all()
    assert cluster_of(third) == cluster_of(fourth) is not None
    link = full.link

    def linked_while_people_decide(*given, **named):
        linkage = link(*given, **named)
        decide(asked(bopha[0], third, people.worker).code, "same", statistician)
        return linkage

    monkeypatch.setattr(full, "link", linked_while_people_decide)
    run_all()
    assert len({cluster_of(one) for one in (*bopha, third, fourth)}) == 1


def test_a_record_made_while_a_run_goes_is_met_by_the_next(people, bopha, monkeypatch):
    from kapea.registers.people.index import full

    link, late = full.link, []

    def linked_while_a_child_arrives(*given, **named):
        late.append(register_person(BOPHA, by=people.worker, now=NOW))
        return link(*given, **named)

    monkeypatch.setattr(full, "link", linked_while_a_child_arrives)
    run_all()
    assert not IndexEntry.objects.filter(person=late[0]).exists()
    assert list(runs.unseen_persons()) == late
    run_all(kind="new")
    assert cluster_of(late[0]) == cluster_of(bopha[0]) is not None


def test_a_pair_that_a_worker_asks_about_while_a_run_goes_stops_no_run(people, bopha, monkeypatch):
    from kapea.registers.people.index import pairs

    store = pairs.transaction.atomic
    pair = []

    def asked_first():
        if not pair:
            pair.append(asked(*bopha, people.worker))
        return store()

    code = runs.ask_for_run(by=runs.BY, now=NOW, kind="full")
    monkeypatch.setattr(pairs, "transaction", SimpleNamespace(atomic=asked_first))
    assert runs.carry_out(code, clock=lambda: NOW).state == "done"
    assert IndexPair.objects.get(code=pair[0].code).answers.count() == 1


def test_a_run_that_has_fallen_too_often_is_given_up_and_the_next_one_goes(bopha):
    code = runs.ask_for_run(by=runs.BY, now=NOW, kind="full")
    IndexRun.objects.filter(code=code).update(state="running", attempts=runs.MOST_ATTEMPTS, beat_at=NOW)
    later = NOW + timedelta(minutes=5)
    assert runs.give_up(now=NOW) == 0
    assert runs.give_up(now=later) == 1
    assert runs.abandoned(now=later) == []
    assert IndexRun.objects.get(code=code).state == "failed"
    assert AuditEvent.objects.filter(action="people.index.run_failed", object_code=code).count() == 1
    assert run_all().state == "done"


def test_who_wants_all_compared_gets_it_from_the_run_that_waits(bopha, statistician):
    run_all()
    register_person(BOPHA, by=viewer_for(make_user("social_worker")), now=NOW)
    code = runs.ask_for_run(by=runs.BY, now=NOW, kind="new")
    assert runs.ask_for_run(by=statistician, now=NOW, kind="full") == code
    assert IndexRun.objects.get(code=code).kind == "full"
    assert runs.ask_for_run(by=runs.BY, now=NOW, kind="new") == code
    assert IndexRun.objects.get(code=code).kind == "full"


def test_one_broken_seal_stops_no_comparison_of_other_children(people, bopha):
    broken = register_person(BOPHA, by=people.worker, now=NOW)
    DataKey.objects.filter(pk=broken.data_key_id).update(wrapped=b"")
    assert run_all().state == "done"
    assert cluster_of(bopha[0]) == cluster_of(bopha[1]) is not None
    assert cluster_of(broken) is None
    late = register_person(BOPHA, by=people.worker, now=NOW)
    DataKey.objects.filter(pk=late.data_key_id).update(wrapped=b"")
    assert run_all(kind="new").figures["records"] == 1
    assert cluster_of(late) is None


def test_only_the_random_sample_tells_how_good_the_links_are(people, bopha, statistician, second):
    run_all()
    pair = asked(*bopha, people.worker)
    IndexPair.objects.filter(pk=pair.pk).update(origin="asked", probability=0.99)
    decide(pair.code, "same", statistician)
    assert evaluation.evaluation(by=statistician).bands[0].decided == 0


@pytest.mark.parametrize("kind", ["full", "new"])
def test_a_pair_that_is_sure_but_not_joined_is_asked_about(people, bopha, statistician, kind):
    run_all()
    decide(asked(*bopha, people.worker, answer="apart").code, "apart", statistician)
    late = register_person(BOPHA, by=viewer_for(make_user("social_worker", agency="aple")), now=NOW)
    run_all(kind=kind, now=NOW + timedelta(minutes=5))
    (joined,) = [each for each in bopha if cluster_of(each) == cluster_of(late) is not None]
    (apart,) = [each for each in bopha if each != joined]
    assert IndexPair.objects.filter(one=apart, other=late, probability__gte=0.96, state="open").exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time anyway")
@pytest.mark.django_db(transaction=True)
def test_two_pairs_of_one_child_decided_at_once_join_all_three(people, bopha, statistician, second):
    third = register_person(BOPHA, by=people.worker, now=NOW)
    codes = [asked(bopha[0], other, people.worker).code for other in (bopha[1], third)]
    at_once = Barrier(len(codes))

    def decide_one(code, by):
        try:
            at_once.wait(timeout=10)
            decide(code, "same", by)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(codes)) as pool:
        list(pool.map(decide_one, codes, (statistician, second)))
    assert len({cluster_of(one) for one in (*bopha, third)}) == 1
    assert cluster_of(third) is not None
    assert len(set(counted_as([bopha[1].code, third.code]).values())) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time anyway")
@pytest.mark.django_db(transaction=True)
def test_two_people_decide_at_once_on_one_pair_and_both_are_heard(people, bopha, statistician, second):
    pair = asked(*bopha, people.worker, answer="unsure")
    at_once = Barrier(2)

    def answer_one(by):
        try:
            at_once.wait(timeout=10)
            decide(pair.code, "same", by)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(answer_one, (statistician, second)))
    decided = IndexPair.objects.get(code=pair.code)
    assert (decided.state, decided.answers.count(), decided.acts.count()) == ("decided", 3, 1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time anyway")
@pytest.mark.django_db(transaction=True)
def test_people_wait_while_a_run_stores_a_part_and_then_decide(people, bopha, statistician, monkeypatch):
    third, fourth = visal(people)
    pair = asked(bopha[0], third, people.worker)
    storing, answers = Event(), []
    move = clusters.move

    def slowly(entries, **named):
        storing.set()
        sleep(0.5)
        return move(entries, **named)

    def decide_meanwhile():
        try:
            assert storing.wait(timeout=60)
            answers.append(
                deciding.answer_pair(pair.code, answer="same", ground="facts", by=statistician, now=NOW)
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        monkeypatch.setattr(clusters, "move", slowly)
        meanwhile = pool.submit(decide_meanwhile)
        run_all()
        meanwhile.result()
    assert len({cluster_of(one) for one in (*bopha, third, fourth)}) == 1
