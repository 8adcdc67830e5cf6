"""What happens in the worklist when pairs of records wait for people: each body's reviewers get one task.

One task for the whole list, not one for each of thousands of pairs; it is done when no pair of the body is
open any more. Who reviews without a list of tasks sees the number at home. Knows no record and no pair.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from kapea.guard.access.viewer import background
from kapea.guard.accounts.queries import holders
from kapea.registers.people.index import waiting
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.services import complete_tasks, open_task

KIND = "index.review"
LIST = "index_queue"
READ = "worklist.task.read"
BY = background("national index")


def follow(sender: Any, *, agencies: Collection[str] | None, now: datetime, **_more: Any) -> None:
    """Set or close the task of each body whose queue may have changed. agencies: None for every body."""
    have_tasks = {each.user_id for each in holders(READ)}
    national: dict[str, bool] = {}
    for each in holders(waiting.REVIEW):
        if each.user_id not in have_tasks:
            continue
        national[each.agency_code] = national.get(each.agency_code, False) or each.is_national
    waits_now = Task.objects.filter(kind=KIND, subject_kind=LIST, done_at__isnull=True)
    told = set(waits_now.values_list("agency_code", flat=True))
    for agency, is_national in national.items():
        if agencies is None or is_national or agency in agencies:
            _follow_one(agency, is_national=is_national, is_told=agency in told, now=now)


def _follow_one(agency: str, *, is_national: bool, is_told: bool, now: datetime) -> None:
    waits = waiting.pairs_wait(agency, national=is_national)
    if waits and not is_told:
        open_task(kind=KIND, subject=(LIST, ""), agency_code=agency, by=BY, now=now)
    elif is_told and not waits:
        complete_tasks(subject=(LIST, ""), kind=KIND, agency_code=agency, by=BY, now=now)
