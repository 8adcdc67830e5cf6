"""The public site for a child in a hurry: light, without scripts, forgiving, and leaving no trace."""

import re

import pytest

from scenes.reader import DESK_PX, PHONE_PX, Reader, in_words, new_reader
from scenes.served import Site, contacts_stored, copy_of

pytestmark = pytest.mark.browser

FIRST_PAGE_BYTES = 60_000
TOLD = "My uncle shows me pictures. Please help."


def report(reader: Reader, *, told: str = TOLD) -> str:
    """Send a report and return its code."""
    reader.open("/").press("Tell what happened")
    reader.tick(is_danger_now="no").press("Next").write(narrative=told).tick(relation_to_child="self").press(
        "Next"
    )
    reader.press("Send").sees("Thank you. We have it.")
    return str(reader.page.inner_text(".receipt"))


@pytest.mark.parametrize("language", ["en", "km"])
def test_the_first_page_is_light_enough_for_a_weak_connection(person, language):
    reader = person(language=language, width=PHONE_PX)
    session = reader.context.new_cdp_session(reader.page)
    session.send("Network.enable")
    kinds, received = {}, {}
    session.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: said["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda said: received.update({said["requestId"]: said["encodedDataLength"]}),
    )
    reader.page.goto(reader.site, wait_until="networkidle")
    reader.look()
    light = sum(size for number, size in received.items() if kinds.get(number) != "Font")
    assert 1_000 < light <= FIRST_PAGE_BYTES


@pytest.mark.parametrize("language", ["en", "km"])
def test_a_child_reports_and_comes_back_without_any_script(person, language):
    reader = person(language=language, width=PHONE_PX, scripts=False)
    code = report(reader)
    reader.press("Done").press("Come back with your code").write(receipt=code).press("Open").sees(
        "Your messages"
    )
    reader.write(text="I am at school now.").press("Send").sees(
        "Your message is sent.", "I am at school now."
    )
    reader.press("Close").press("Find help near you").pick(province_code="01").press("Show").sees(
        "Numbers to call"
    )


@pytest.mark.parametrize("language", ["en", "km"])
def test_wrong_input_keeps_what_was_typed_and_says_what_to_do(person, language):
    reader = person(language=language, width=PHONE_PX).open("/").press("Tell what happened")
    reader.press("Next").sees("Choose one answer. If you are not sure, choose “I do not know”.")
    reader.tick(is_danger_now="no").press("Next").write(narrative=TOLD).press("Next").sees(
        "Choose one answer."
    )
    assert reader.value("narrative") == TOLD
    reader.tick(relation_to_child="self").press("Next").write(child_age_years="200").press("Send")
    reader.sees("An age is 120 at most.")
    assert reader.value("child_age_years") == "200"
    reader.press("Back")
    assert reader.value("narrative") == TOLD
    assert reader.page.is_checked('input[name=relation_to_child][value="self"]')


def test_a_wrong_code_is_explained_and_kept(person):
    reader = person(language="km", width=PHONE_PX).open("/").press("Come back with your code")
    reader.write(receipt="1234").press("Open").sees(
        "A digit is missing or wrong. Check the 16 digits and try again."
    )
    assert reader.value("receipt") == "1234"


def test_the_language_changes_in_the_middle_of_a_report_and_nothing_typed_is_lost(person):
    reader = person(language="en", width=PHONE_PX).open("/").press("Tell what happened")
    reader.tick(is_danger_now="no").press("Next").write(narrative=TOLD)
    with reader.page.expect_navigation():
        reader.page.click('button[name="language"][value="km"]')
    reader.language = "km"
    reader.look().sees("What happened?")
    assert reader.value("narrative") == TOLD


def test_a_report_sent_twice_is_one_report_with_one_code(person, site):
    reader = person(width=DESK_PX)
    before = contacts_stored(site)
    first = report(reader)
    reader.page.go_back()
    reader.press("Send")
    assert reader.page.inner_text(".receipt") == first
    assert contacts_stored(site) == before + 1


def test_leaving_shows_another_page_and_going_back_shows_nothing(person):
    reader = person(width=PHONE_PX).open("/").press("Tell what happened")
    reader.tick(is_danger_now="no").press("Next").write(narrative=TOLD)
    with reader.page.expect_navigation():
        reader.page.get_by_text(in_words("en", "Leave this page")).click()
    assert reader.page.title() == "elsewhere"
    reader.page.go_back()
    assert TOLD not in reader.page.content()
    assert (
        not re.search("what happened", reader.page.inner_text("main"), re.I)
        or reader.page.locator("textarea").count() == 0
    )


def test_an_acknowledged_report_outlives_a_power_cut(chromium, demo_home, tmp_path):
    site = Site(copy_of(demo_home, tmp_path / "home"))
    site.start()
    try:
        reader = new_reader(chromium, site.url, language="en", width=DESK_PX)
        code = report(reader)
        site.kill()
        site.start()
        assert contacts_stored(site) >= 1
        reader.open("/").press("Come back with your code").write(receipt=code).press("Open")
        reader.sees("Your report is waiting for a person to read it.")
        reader.close()
    finally:
        site.kill()
