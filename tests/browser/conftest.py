"""A served site with a small fictitious country, a real browser, and people who are signed in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

pytest.register_assert_rewrite("scenes.reader")

from scenes.journeys import Journey  # noqa: E402
from scenes.reader import DESK_PX, PHONE_PX, Reader, in_words, new_reader, sign_in  # noqa: E402
from scenes.served import Site, copy_of, prepared_home  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
STATES: dict[str, Any] = {}
"""Browsers' states of the accounts that have signed in: a code of the second factor serves once."""

LONG = ("test_placed_child.py", "test_police_path.py", "test_return.py")
"""Journeys that `make test` walks in Khmer on a phone, and `make journeys` in both languages."""

People = Callable[..., Reader]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the second walk of the long journeys to `make journeys`."""
    for item in items:
        if item.path.name in LONG and "English-desk" in item.name:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a fictitious country, shared by every process of this run."""
    if in_words("km", "Home") == "Home":
        raise RuntimeError("The Khmer is not compiled, so no journey in Khmer says anything: make messages")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return prepared_home(shared)


@pytest.fixture(scope="session")
def site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The served site."""
    served = Site(copy_of(demo_home, tmp_path_factory.mktemp("site") / "home"))
    served.start()
    yield served
    served.kill()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser; ends with its module, so that no other test runs inside its event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def person(chromium: Browser, site: Site) -> Iterator[People]:
    """Return a maker of people at browsers: person("hotline.operator", language="km", width=360)."""
    made: list[Reader] = []

    def open_browser(
        username: str = "", *, language: str = "en", width: int = DESK_PX, scripts: bool = True
    ) -> Reader:
        if username and username not in STATES:
            first = new_reader(chromium, site.url, language=language, width=width)
            STATES[username] = sign_in(first, username)
            first.close()
        reader = new_reader(
            chromium,
            site.url,
            language=language,
            width=width,
            scripts=scripts,
            state=STATES.get(username),
        )
        made.append(reader)
        return reader

    yield open_browser
    for reader in made:
        reader.close()


@pytest.fixture(
    scope="module", params=[("en", DESK_PX), ("km", PHONE_PX)], ids=["English-desk", "Khmer-phone"]
)
def journey(request: pytest.FixtureRequest, person: People) -> Journey:
    """A journey by new people at their browsers, in one language and on one width."""
    language, width = request.param
    return Journey(language=language, width=width, person=person)


@pytest.fixture
def one_step_after_the_other(request: pytest.FixtureRequest, journey: Journey) -> Iterator[None]:
    """Skip a step when an earlier one of its journey has failed."""
    if journey.is_broken:
        pytest.skip("an earlier step of this journey failed")
    before = request.session.testsfailed
    yield
    journey.is_broken = request.session.testsfailed > before
