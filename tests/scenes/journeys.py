"""A journey: steps of several people, one after the other, each in a browser of their own.

A module of steps is marked with ONE_STEP_AFTER_THE_OTHER and takes the fixture `journey`: once in
English at a desk and once in Khmer on a phone.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from scenes.reader import Reader

ONE_STEP_AFTER_THE_OTHER = [pytest.mark.browser, pytest.mark.usefixtures("one_step_after_the_other")]
"""The marks of a module of steps: when one fails, the later ones have nothing to stand on."""


@dataclass
class Journey:
    """What the people of one journey have written down so far."""

    language: str
    width: int
    person: Any
    codes: dict[str, str] = field(default_factory=dict)
    readers: dict[str, Reader] = field(default_factory=dict)
    is_broken: bool = False

    def at(self, username: str) -> Reader:
        """Return the browser of an account, the same through the whole journey."""
        if username not in self.readers:
            self.readers[username] = self.person(username, language=self.language, width=self.width)
        return self.readers[username]

    def code(self, kind: str) -> str:
        """Return a code that an earlier step gave."""
        return self.codes[kind]

    def case(self, act: str = "") -> str:
        return f"/cases/{self.code('case')}/{act}"

    def incident(self, act: str = "") -> str:
        return f"/incidents/{self.code('incident')}/{act}"

    def victim(self, act: str) -> str:
        return self.incident(f"victim/{self.code('victim')}/{act}")


def choose_supervision(reader: Reader) -> None:
    """Choose the purpose in the page's head, where it always stands."""
    form = reader.page.locator("header form.purpose")
    form.locator("select").select_option("supervision")
    with reader.page.expect_navigation():
        form.locator("button").click()
    reader.look()


def day(days: int = 0) -> str:
    """Return a day of the country, counted from today."""
    from django.utils import timezone

    from kapea.guard.pack import local_day

    return str(local_day(timezone.now()) + timedelta(days=days))


def first_code(reader: Reader, letters: str) -> str:
    """Return the newest record's code of a list."""
    codes = reader.page.locator("main a.code").filter(has_text=re.compile(f"^{letters}-"))
    return codes.first.inner_text()


def is_not_there(reader: Reader, path: str) -> None:
    """The page is as if it were not there, and still a page that can be read."""
    answer = reader.page.goto(f"{reader.site}{path}")
    assert answer is not None
    assert answer.status == 404
    reader.look()


def approve_as_supervisor(journey: Journey) -> None:
    """Let the supervisor approve what a high risk puts up to a second person."""
    supervisor = journey.at("social.work.supervisor").open("/home/")
    choose_supervision(supervisor)
    supervisor.open(journey.case("approval/")).tick(decision="approve").send().sees(
        "The decision is recorded."
    )
