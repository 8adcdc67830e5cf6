"""What the worker does for the national index: the nightly run, runs on demand, and those that fell."""

import logging
from threading import Event, Thread

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks import task

from kapea.registers.people.index import runs

log = logging.getLogger(__name__)
SECONDS_A_BEAT = 10
QUEUE = "comparison"
"""Runs take minutes: they have a queue of their own, so that no clock of a child waits for them."""


@task(queue_name=QUEUE)
def carry_out_run(code: str) -> str:
    """Carry a run out, or on; return its state, "" when another worker is at it."""
    with _Beating(code):
        try:
            return str(runs.carry_out(code, clock=timezone.now).state)
        except runs.RunTaken:
            return ""


@task()
def compare_nightly() -> str:
    """Set the nightly run and carry it out; return its code, "" when there is nothing new."""
    try:
        code = runs.ask_for_run(by=runs.BY, now=timezone.now())
    except runs.NothingToCompare:
        return ""
    carry_out_run.enqueue(code)
    return code


def carry_on_abandoned() -> int:
    """Enqueue the runs that nobody carries out; return how many. What fell too often is given up."""
    runs.give_up(now=timezone.now())
    codes = runs.abandoned(now=timezone.now())
    for code in codes:
        carry_out_run.enqueue(code)
    return len(codes)


class _Beating:
    """Says, while a block runs, that its worker lives; a killed worker falls silent."""

    def __init__(self, code: str) -> None:
        self._code, self._stopped = code, Event()
        self._thread = Thread(target=self._beat, daemon=True)

    def _beat(self) -> None:
        while not self._stopped.wait(SECONDS_A_BEAT):
            try:
                runs.beat(self._code, now=timezone.now())
            except DatabaseError as error:  # a busy database is no reason to be taken for dead
                log.warning("could not say that the run lives (%s); trying again", type(error).__name__)
                connection.close()
        connection.close()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_raised: object) -> None:
        self._stopped.set()
