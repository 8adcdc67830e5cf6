"""The lists of tasks: each task once, the earliest first, and a long list said to be long."""

from datetime import UTC, datetime, timedelta
from itertools import chain
from random import Random

import pytest
from django.db.models import Q

from kapea.registers.worklist import overview, queues
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.overview import task_counts, work_of
from kapea.registers.worklist.queries import LISTS, open_tasks
from kapea.registers.worklist.subjects import kinds_for
from scenes.accounts import make_user, viewer_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 17, 42, tzinfo=UTC)
UNIT = "cwcc-01"


@pytest.fixture
def supervisor(account):
    return viewer_for(account("social_work_supervisor", agency="cwcc"))


@pytest.fixture
def worker(account):
    return viewer_for(account("social_worker", agency="cwcc"))


@pytest.fixture
def of_a_unit():
    return viewer_for(make_user("social_work_supervisor", agency="cwcc", unit=UNIT))


def filled(*workers, number: int = 240) -> None:
    """Tasks of every standing: of two bodies and units, taken or free, late or not, urgent or not."""
    chance = Random(7)
    kinds = [*sorted(kinds_for(workers[0].may)), "incident.confirm", "contact.hand_over"]
    Task.objects.bulk_create(
        Task(
            kind=chance.choice(kinds),
            subject_kind="case",
            subject_code=f"C-{place:08}",
            agency_code=chance.choice(["cwcc", "cwcc", "afesip"]),
            unit_code=chance.choice(["", UNIT, "cwcc-02"]),
            priority=chance.choice(["", "red", "urgent", "high"]),
            assignee_id=chance.choice([None, *(each.user_id for each in workers), 9_999]),
            due_at=chance.choice([None, NOW + timedelta(hours=chance.randrange(-90, 90))]),
            escalated_at=chance.choice([None, NOW]),
            opened_at=NOW,
            opened_by="demo",
        )
        for place in range(number)
    )


def seen_plainly(by) -> list[Task]:
    """The slow way: every open task, asked one by one whether the viewer may see it."""
    goes_up = "agency" in by.scopes("worklist.task.read")
    kinds = kinds_for(by.may)

    def is_seen(task: Task) -> bool:
        ours = task.agency_code == by.agency
        here = not by.unit or task.unit_code in ("", by.unit)
        free = ours and here and task.assignee_id is None and task.kind in kinds
        return free or task.assignee_id == by.user_id or (goes_up and ours and task.escalated_at is not None)

    return [task for task in Task.objects.filter(Q(done_at__isnull=True)) if is_seen(task)]


WHICH = {
    "all": lambda task, by: True,
    "overdue": lambda task, by: task.due_at is not None and task.due_at < NOW,
    "soon": lambda task, by: task.due_at is not None and NOW <= task.due_at < NOW + timedelta(days=1),
    "mine": lambda task, by: task.assignee_id == by.user_id,
    "waiting": lambda task, by: task.assignee_id is None,
    "escalated": lambda task, by: task.escalated_at is not None,
}


@pytest.mark.parametrize("most", [10_000, 20], ids=["counted", "longer-than-counted"])
def test_each_number_and_each_list_is_what_asking_one_by_one_gives(
    supervisor, worker, of_a_unit, monkeypatch, most
):
    monkeypatch.setattr(overview, "MOST_COUNTED", most)
    monkeypatch.setattr(queues, "MOST_COUNTED", most)
    filled(supervisor, worker)
    for by in (supervisor, worker, of_a_unit):
        seen = seen_plainly(by)
        plain = {name: [task.pk for task in seen if is_in(task, by)] for name, is_in in WHICH.items()}
        counts = task_counts(by=by, now=NOW)
        assert counts == {name: min(len(pks), most + 1) for name, pks in plain.items()}
        for which in ("", *LISTS):
            listed = [row.pk for row in open_tasks(by=by, now=NOW, which=which, most=400)]
            assert sorted(listed) == sorted(plain[which or "all"])


def first_plainly(by, *, most: int) -> list[int]:
    """The slow way: every task that the viewer sees, late and urgent ones first, then by the day."""

    def rank(task: Task) -> tuple[object, ...]:
        is_late = task.due_at is not None and task.due_at < NOW
        due = task.due_at or datetime.max.replace(tzinfo=UTC)
        return (not (is_late and task.priority in ("red", "urgent")), due, task.pk)

    return [task.pk for task in sorted(seen_plainly(by), key=rank)[:most]]


@pytest.mark.parametrize("read", [1_000, 3], ids=["in-one-question", "list-by-list"])
def test_a_home_shows_and_counts_what_asking_one_by_one_gives(
    supervisor, worker, of_a_unit, monkeypatch, read
):
    monkeypatch.setattr(overview, "READ", read)
    filled(supervisor, worker)
    for by in (supervisor, worker, of_a_unit):
        work = work_of(by=by, now=NOW, most=10)
        assert [row.pk for row in work.first] == first_plainly(by, most=10)
        assert work.counts == {
            name: sum(is_in(task, by) for task in seen_plainly(by)) for name, is_in in WHICH.items()
        }


def test_who_has_no_task_has_an_empty_home(worker):
    work = work_of(by=worker, now=NOW, most=10)
    assert (work.first, set(work.counts.values())) == ([], {0})


def test_the_pages_of_a_list_follow_each_other_by_the_day_and_those_without_one_come_last(supervisor, worker):
    filled(supervisor, worker)
    pages = [open_tasks(by=supervisor, now=NOW, page=page, most=20) for page in range(1, 12)]
    rows = list(chain.from_iterable(pages))
    assert len({row.pk for row in rows}) == len(rows) == task_counts(by=supervisor, now=NOW)["all"]
    days = [row.due_at for row in rows]
    dated = [day for day in days if day is not None]
    assert dated == sorted(dated)
    assert days == [*dated, *[None] * (len(days) - len(dated))]


def test_a_list_longer_than_it_is_counted_says_that_there_are_more(supervisor, signed_in, monkeypatch):
    from kapea.guard.accounts.models import User
    from kapea.site.templatetags import kapea

    for module in (overview, queues, kapea):
        monkeypatch.setattr(module, "MOST_COUNTED", 20)
    filled(supervisor)
    page = signed_in(User.objects.get(pk=supervisor.user_id)).get("/tasks/").content.decode()
    assert "(20+)" in page
