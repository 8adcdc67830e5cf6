"""A worker's pages when things go wrong: no scripts, a form sent twice, two people at once, a shared computer."""

import pytest

from scenes.reader import DESK_PX, PHONE_PX, Reader
from scenes.served import contacts_stored

pytestmark = pytest.mark.browser


def take_call(reader: Reader, words: str) -> str:
    """Take a call as an operator and return the contact's code."""
    reader.open("/contacts/take/").tick(is_danger_now="no").write(narrative=words).send()
    return reader.path.split("/")[2]


@pytest.mark.parametrize("language", ["en", "km"])
def test_an_operator_takes_triages_and_closes_a_call_without_any_script(person, language):
    reader = person("hotline.operator", language=language, width=PHONE_PX, scripts=False)
    reader.open("/home/").sees("Your work")
    take_call(reader, "A teacher asks what to do.")
    reader.press("Triage").pick(kind="about_child").tick(priority="green").press("Save the triage")
    reader.sees("Green: soon")
    reader.press("Close").send().sees("Closed")


def test_a_button_pressed_twice_makes_one_contact(person, site):
    reader = person("hotline.operator", width=DESK_PX, scripts=False).open("/contacts/take/")
    before = contacts_stored(site)
    reader.tick(is_danger_now="no").write(narrative="The same call.")
    reader.page.locator("main form.form .actions button").first.dblclick()
    reader.page.wait_for_url("**/contacts/K-*/")
    reader.look().sees("The same call.")
    assert contacts_stored(site) == before + 1


def test_the_second_of_two_who_save_sees_both_values_and_chooses(person):
    mine = person("hotline.operator", language="km", width=PHONE_PX)
    hers = person("hotline.supervisor", language="km", width=DESK_PX)
    code = take_call(mine, "Two people look at this.")
    mine.open(f"/contacts/{code}/triage/").pick(kind="about_child").tick(priority="green")
    hers.open(f"/contacts/{code}/triage/").pick(kind="about_child").tick(priority="red").press(
        "Save the triage"
    )
    mine.press("Save the triage").sees(
        "Someone else saved this while you were writing", "Green: soon", "Red: danger now"
    )
    assert mine.page.is_checked('input[name=priority][value="green"]')
    mine.press("Save the triage").sees("Green: soon").does_not_see(
        "Someone else saved this while you were writing"
    )


def test_going_back_after_signing_out_shows_nothing_of_a_child(person):
    reader = person("hotline.supervisor", width=DESK_PX)
    code = take_call(reader, "Words that nobody else may read.")
    reader.press("Sign out", within="header")
    assert "/accounts/log" in reader.path
    if reader.path.startswith("/accounts/logout"):
        reader.press("Sign out")
    reader.page.go_back()
    reader.page.wait_for_load_state()
    assert "Words that nobody else may read." not in reader.page.content()
    reader.page.goto(f"{reader.site}/contacts/{code}/")
    assert reader.path == "/accounts/login/"
