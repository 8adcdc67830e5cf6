"""A few pairs of records that fictitious workers take for one child: what the reviewers of the demo find waiting."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice

from kapea.guard.accounts.models import User
from kapea.guard.accounts.queries import viewer_of
from kapea.guard.errors import NotFound
from kapea.registers.people.bulk import PersonRow
from kapea.registers.people.index.deciding import ask_about
from kapea.site.demo.echoes import echoes

MOST = 6


def make_reviews(
    persons: Iterable[PersonRow], *, agencies: tuple[str, ...], users: Mapping[str, User], now: datetime
) -> int:
    """Let the workers of some children recorded twice say so; a second person must agree. Return how many."""
    workers = {user.pk: user for user in users.values()}
    pairs = (
        (person, again)
        for person in persons
        if person.recorded_by_id in workers
        for again in echoes([person], agencies=agencies)
    )
    made = 0
    for person, again in islice(pairs, MOST):
        by = viewer_of(workers[person.recorded_by_id or 0], now=now)
        try:
            ask_about(person.code, other_code=again.code, answer="same", ground="facts", by=by, now=now)
        except NotFound:
            continue  # the record is no longer this worker's
        made += 1
    return made
