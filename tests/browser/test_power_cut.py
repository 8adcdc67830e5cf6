"""A power cut in the middle of a long form of a worker: nothing that was typed is lost.

The server is killed while three people write; with scripts the page keeps what is typed at each pause
and says when it could not; without scripts a button keeps it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scenes.reader import DESK_PX, PHONE_PX, Reader, in_words, new_reader, sign_in
from scenes.served import Site, copy_of

pytestmark = pytest.mark.browser
BEFORE, AFTER = "She says that he waits at the gate.", " He has a motorbike."
PAUSED_MS, AGAIN_MS = 10_000, 25_000
"""How long a page may take to keep what was typed: after a pause, and after a lost line."""


@pytest.fixture
def own_site(demo_home: Path, tmp_path: Path) -> Iterator[Site]:
    """A site that this test may kill."""
    site = Site(copy_of(demo_home, tmp_path / "home"))
    site.start()
    yield site
    site.kill()


def assessment(reader: Reader) -> str:
    """Return the address of the assessment of a case that can be assessed."""
    codes = reader.open("/cases/?list=mine").page.locator("main a.code").all_inner_texts()
    for code in codes:
        form = f"/cases/{code}/assessment/"
        answer = reader.page.goto(f"{reader.site}{form}")
        if answer is not None and answer.status == 200:
            return form
    raise AssertionError(f"none of {codes} can be assessed")


FORMS = {
    "hotline.operator": (lambda reader: "/contacts/take/", "narrative"),
    "police.officer": (lambda reader: "/incidents/register/", "narrative"),
    "social.worker": (assessment, "q_child_view"),
}


def at_their_forms(
    chromium: Browser, site: Site, *, scripts: bool, language: str, width: int
) -> list[tuple[Reader, str, str]]:
    """Return each person at a long form, with its address and the field that they write in."""
    found = []
    for username, (find, name) in FORMS.items():
        reader = new_reader(chromium, site.url, language=language, width=width, scripts=scripts)
        sign_in(reader, username)
        form = find(reader)
        found.append((reader.open(form).write(**{name: BEFORE}), form, name))
    return found


def come_back(reader: Reader, form: str) -> Reader:
    """Open the form again, as after a computer that went off, and go on with the draft."""
    reader.faults.clear()
    reader.open(form).sees("You wrote here before and did not send it")
    return reader.press("Go on with it")


def test_what_was_typed_is_kept_at_each_pause_and_again_when_the_line_is_back(chromium, own_site):
    people = at_their_forms(chromium, own_site, scripts=True, language="en", width=DESK_PX)
    kept = in_words("en", "Kept. Not sent yet.")
    for reader, _form, _name in people:
        reader.page.get_by_text(kept).wait_for(timeout=PAUSED_MS)
    own_site.kill()
    for reader, _form, name in people:
        reader.write(**{name: BEFORE + AFTER})
    for reader, _form, _name in people:
        reader.page.get_by_text(
            in_words("en", "Not kept: no connection. Leave this page open; it is tried again.")
        ).wait_for()
    own_site.start()
    for reader, form, name in people:
        reader.page.get_by_text(kept).wait_for(timeout=AGAIN_MS)
        reader.page.goto("about:blank")
        assert come_back(reader, form).value(name) == BEFORE + AFTER
        reader.close()


def test_without_scripts_a_button_keeps_what_was_typed_over_a_power_cut(chromium, own_site):
    people = at_their_forms(chromium, own_site, scripts=False, language="km", width=PHONE_PX)
    for reader, _form, _name in people:
        reader.press("Keep what I wrote").sees("What you wrote is kept. It is not sent yet.")
    own_site.kill()
    own_site.start()
    for reader, form, name in people:
        assert come_back(reader, form).value(name) == BEFORE
        reader.close()


def test_a_site_that_is_told_to_stop_ends_without_a_complaint(own_site: Site) -> None:
    own_site.stop()
    assert (own_site.home / "serve.log").read_text() == ""
