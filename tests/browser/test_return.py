"""A child returns across a border and is followed to month twelve; the clock of the site is moved.

Once in English at a desk, once in Khmer on a phone; also as a worker of another body, who may not.
The overdue visit after a month is looked at once only, at the desk.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kapea.engines.dates import add_months
from scenes.reader import DESK_PX, PHONE_PX, Reader, in_words, new_reader, sign_in
from scenes.served import Site, copy_of

pytestmark = pytest.mark.browser
WORKER, SUPERVISOR, STRANGER = "social.worker", "social.work.supervisor", "ngo1.worker"
A_DAY = 86_400


@dataclass
class Journey:
    """A site of its own whose clock moves, and the browsers of who works on it."""

    site: Site
    chromium: Browser
    language: str
    width: int
    ahead: int = 0
    code: str = ""
    readers: dict[str, Reader] = field(default_factory=dict)

    def at(self, username: str) -> Reader:
        """Return the browser of an account, signed in under the clock of the site."""
        if username not in self.readers:
            reader = new_reader(self.chromium, self.site.url, language=self.language, width=self.width)
            sign_in(reader, username, seconds_ahead=self.ahead * A_DAY)
            self.readers[username] = reader
        return self.readers[username]

    def move(self, days: int) -> None:
        """Move the clock of the site so many days ahead of today; everybody signs in again."""
        for reader in self.readers.values():
            reader.close()
        self.readers = {}
        self.site.kill()
        self.ahead = days
        self.site.start(days_ahead=days)

    def page(self, act: str = "") -> str:
        return f"/returns/{self.code}/{act}"

    def sees(self, reader: Reader, text: str, **gaps: object) -> None:
        """A text with gaps stands on the page, in the reader's language."""
        assert in_words(self.language, text) % gaps in reader.text


@pytest.fixture(params=[("en", DESK_PX), ("km", PHONE_PX)], ids=["English-desk", "Khmer-phone"])
def journey(
    request: pytest.FixtureRequest, chromium: Browser, demo_home: Path, tmp_path: Path
) -> Iterator[Journey]:
    language, width = request.param
    site = Site(copy_of(demo_home, tmp_path / "home"))
    site.start()
    made = Journey(site=site, chromium=chromium, language=language, width=width)
    yield made
    for reader in made.readers.values():
        reader.close()
    site.kill()
    shutil.rmtree(site.home, ignore_errors=True)


def today() -> date:
    from django.utils import timezone

    from kapea.guard.pack import local_day

    return local_day(timezone.now())


def test_a_child_who_returns_across_a_border_is_followed_to_month_twelve(journey):
    start = today()
    receive(journey)
    the_child_is_held_back_until_every_gate_is_met(journey)
    prepare(journey)
    hand_over(journey, start)
    nobody_of_another_body_sees_it(journey)
    closing_now_is_refused(journey)
    if journey.width == DESK_PX:
        a_late_visit_is_seen(journey)
    visits(journey, start)
    close_at_month_twelve(journey)


def receive(journey: Journey) -> None:
    reader = journey.at(WORKER).open("/returns/register/")
    reader.write(
        name="Chan Thida", age_years="15", partner="Centre across the border", words="Found at work."
    )
    reader.pick(sex="female", from_country="TH").tick(direction="in").send()
    found = re.search(r"/returns/(RT-[0-9A-Z]{8})/", reader.path)
    assert found, reader.text[:800]
    journey.code = found.group(1)
    reader.sees("In preparation", "Into this country")


def the_child_is_held_back_until_every_gate_is_met(journey: Journey) -> None:
    reader = journey.at(WORKER)
    for gate in ("The child was told and agrees", "Papers are issued and valid", "An escort is planned"):
        journey.sees(reader, "Still missing: %(what)s", what=in_words(journey.language, gate))
    reader.open(journey.page("hand-over/")).sees(
        "This is not possible now. The record stands elsewhere, or it has been done already."
    )


def prepare(journey: Journey) -> None:
    reader = journey.at(WORKER)
    reader.open(journey.page("recognise/")).tick(outcome="recognised").pick(body="social_affairs").send()
    reader.open(journey.page("trace/")).tick(outcome="found").send()
    reader.open(journey.page("assess/")).tick(is_family_involved="no", outcome="suitable")
    reader.write(words="The aunt waits for her.").send()
    reader.open(journey.page("consent/")).tick(is_informed="yes", childs_assent="given")
    reader.pick(ground="consent").write(view="I want to go to my aunt.").send()
    reader.open(journey.page("paper/")).pick(kind="travel_document").send()
    reader.press("Record the answer").tick(is_issued="yes", is_free="yes").send()
    reader.open(journey.page("escort/")).write(name="Keo Chanthy", planned_on=str(today())).send()
    reader.sees("Ready for the hand-over")


def hand_over(journey: Journey, start: date) -> None:
    reader = journey.at(WORKER)
    reader.open(journey.page("hand-over/")).write(place="Border", given_by="Officer", taken_by="Worker")
    reader.tick(is_signed="yes").send().sees("Handed over, not arrived yet")
    reader.open(journey.page("arrive/")).pick(care="kinship").tick(confirmed_by="family").send()
    reader.sees("Arrived, followed up", "Calendar of visits")
    reader.open(journey.page("plan/")).pick(domain="training_education").tick(child_took_part="yes")
    reader.write(text="Back in school", due_on=str(start + timedelta(days=60)))
    reader.write(review_on=str(start + timedelta(days=90))).send().sees("Back in school")


def nobody_of_another_body_sees_it(journey: Journey) -> None:
    reader = journey.at(STRANGER)
    for path in (journey.page(), journey.page("visit/"), journey.page("ask-closure/")):
        answer = reader.page.goto(f"{reader.site}{path}")
        assert answer is not None
        assert answer.status == 404
        assert "Chan Thida" not in reader.text


def closing_now_is_refused(journey: Journey) -> None:
    reader = journey.at(WORKER).open(journey.page("ask-closure/"))
    reader.pick(reason="success").write(view="She is glad.").send()
    reader.sees(
        "The months of follow-up are not over, or visits were not made. To close now, write why; another person decides."
    )
    assert reader.value("view") == "She is glad."


def a_late_visit_is_seen(journey: Journey) -> None:
    journey.move(50)
    reader = journey.at(WORKER).open("/returns/?which=visit").sees(journey.code)
    reader.open(journey.page()).sees("A visit is overdue.")


def visits(journey: Journey, start: date) -> None:
    journey.move(367)
    reader = journey.at(WORKER)
    for month in (1, 2, 3, 6, 9, 12):
        record_visit(reader, journey, add_months(start, month))
    reader.does_not_see("A visit is overdue.", "Not made")


def record_visit(reader: Reader, journey: Journey, on: date) -> None:
    reader.open(journey.page("visit/")).write(visited_on=str(on)).pick(finding="safe").tick(seen_alone="yes")
    reader.send()


def close_at_month_twelve(journey: Journey) -> None:
    reader = journey.at(WORKER).open(journey.page("ask-closure/"))
    reader.pick(reason="success").write(view="She is glad.").send().sees("Waits for a decision")
    assert reader.page.locator('a[href*="/decide-closure/"]').count() == 0, "who asks does not decide"
    boss = journey.at(SUPERVISOR).open(journey.page()).sees("She is glad.")
    boss.press("Decide on closing").tick(is_approved="yes").send().sees("Closed", "Approved")
    journey.at(WORKER).open(journey.page()).sees("Closed").does_not_see("Record a visit")
