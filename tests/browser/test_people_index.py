"""Two people decide that two records are one child: compared by the worker, reviewed at a phone and a desk."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from scenes.reader import DESK_PX, PHONE_PX, flat, in_words
from scenes.served import demo_settings, kapea

pytestmark = pytest.mark.browser
COMPARED_WITHIN_SECONDS = 120
SHOTS = os.environ.get("SHOTS_OF_TESTS", "")


def shot(reader, name):
    """Keep a picture of the page where somebody asked for it."""
    if SHOTS:
        reader.page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def choose_supervision(reader):
    """Choose the purpose in the page's head, where it always stands."""
    form = reader.page.locator("header form.purpose")
    form.locator("select").select_option("supervision")
    with reader.page.expect_navigation():
        form.locator("button").click()


@pytest.fixture
def worker(site):
    """The background worker of the served site."""
    running = subprocess.Popen(kapea("worker"), env=dict(demo_settings(site.home)))
    yield running
    running.kill()
    running.wait()


def test_records_are_compared_and_two_people_join_them(person, worker):
    statistician = person("statistician", width=DESK_PX)
    statistician.open("/people/index/").press("Compare all records now")
    for _second in range(COMPARED_WITHIN_SECONDS):
        if "records compared" in statistician.open("/people/index/").text:
            break
        time.sleep(1)
    statistician.sees("Done")
    shot(statistician, "queue")
    supervisor = person("social.work.supervisor", language="km", width=PHONE_PX)
    choose_supervision(supervisor.open("/home/"))
    supervisor.open("/people/index/waiting/")
    shot(supervisor, "queue-km")
    supervisor.page.locator("main ul.tasks a.code").first.click()
    supervisor.look().sees("Side by side", "How far they agree", "Who has still to decide")
    pair = supervisor.path
    supervisor.page.locator("details:has(svg.chart) > summary").first.click()  # how the weight adds up
    supervisor.look()
    shot(supervisor, "pair-km")
    supervisor.tick(answer="same").pick(ground="documents").send()
    if (
        flat(in_words("km", "Two people have decided")) not in supervisor.text
    ):  # no worker had asked about it before
        supervisor.sees("Your answer is noted. A second person must give the same answer.")
        statistician.open(pair).look().does_not_see("Two people have decided")
        statistician.tick(answer="same").pick(ground="agreement").send()
        statistician.sees("Two people agree now. The index is changed.")
    supervisor.open(pair).sees("Two people have decided")
    statistician.open(pair).sees("Two people have decided")
    shot(statistician, "pair")
    statistician.open("/people/index/quality/").sees("How good the links are")
    shot(statistician, "quality")
