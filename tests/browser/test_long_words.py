"""Long texts in Khmer are kept and counted, a form that is too long stays on the page, a silent call takes two keys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from scenes.reader import PHONE_PX, Reader, in_words, new_reader, sign_in
from scenes.served import Site

pytestmark = pytest.mark.browser
LONGEST = 8_000
LETTER = "ក"


@pytest.fixture(scope="module")
def operator(chromium: Browser, site: Site) -> Iterator[Reader]:
    """An operator of the hotline on a phone, in Khmer."""
    reader = new_reader(chromium, site.url, language="km", width=PHONE_PX)
    sign_in(reader, "hotline.operator")
    yield reader
    reader.close()


def test_a_text_as_long_as_it_may_be_is_kept_at_the_pause_and_the_page_says_what_is_left(operator):
    operator.open("/contacts/take/").write(narrative=LETTER * (LONGEST - 10))
    assert in_words("km", "Letters left: {n}").replace("{n}", "10") in operator.text
    operator.page.get_by_text(in_words("km", "Kept. Not sent yet.")).wait_for()
    operator.write(narrative=LETTER * LONGEST).sees(
        "No more fits here. If you pasted a longer text, its end was left out: put it into a second part."
    )


def test_a_form_that_is_too_long_is_not_sent_and_what_is_written_stays(operator):
    operator.open("/contacts/take/").tick(is_danger_now="no")
    operator.page.locator("main textarea").evaluate_all("areas => areas.forEach(a => (a.maxLength = 90000))")
    operator.write(narrative=LETTER * 40_000)
    operator.page.locator("main form.form button[type=submit]").first.click()
    operator.sees(
        "This form was not sent: it is too long to be received at once. What you wrote still stands here."
        " Shorten it, or send it in two parts."
    )
    assert operator.path == "/contacts/take/"
    assert operator.value("narrative") == LETTER * 40_000
    assert operator.page.evaluate("document.activeElement.matches('[data-too-long]')")


def test_a_silent_call_is_filed_with_two_keys(operator):
    operator.open("/contacts/")
    keys = operator.page.context.new_cdp_session(operator.page)
    alt_s = {"modifiers": 1, "key": "s", "code": "KeyS", "windowsVirtualKeyCode": 83, "unmodifiedText": "s"}
    with operator.page.expect_navigation():
        keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **alt_s})
        keys.send("Input.dispatchKeyEvent", {"type": "char", "text": "s", "isSystemKey": True, **alt_s})
    operator.look().sees("Closed")
    assert operator.path.startswith("/contacts/K-")
