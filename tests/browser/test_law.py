"""A legal analyst on a phone: reads the law, tries a change, keeps it. In both languages."""

import pytest

from scenes.reader import PHONE_PX

pytestmark = pytest.mark.browser
ANALYST = "legal.analyst"
PAGES = [
    "/law/",
    "/law/works/TIPSE/",
    "/law/provisions/TIPSE-41-1/",
    "/law/instruments/OPSC/",
    "/law/criteria/?instrument=Palermo+Protocol&compare=SC3",
    "/law/criteria/PAL-3c-1/",
    "/law/proposals/SC3/memo/",
]


@pytest.mark.parametrize("language", ["km", "en"])
def test_the_law_is_read_on_a_phone(person, language):
    reader = person(ANALYST, language=language, width=PHONE_PX)
    for path in PAGES:
        reader.open(path).sees("This informs and does not decide.")


def test_a_change_is_tried_and_kept_on_a_phone(person, tmp_path):
    reader = person(ANALYST, language="km", width=PHONE_PX)
    reader.open("/law/workbench/TIPSE-12/")
    reader.page.locator("details", has=reader.page.locator('[name="means"]')).locator("summary").click()
    marked = reader.page.locator('[name="means"]:checked').evaluate_all(
        "boxes => boxes.map(box => box.value)"
    )
    for word in marked:
        reader.page.uncheck(f'[name="means"][value="{word}"]')
    reader.press("See the effect").sees("What this change would bring about", "better")
    reader.page.screenshot(path=str(tmp_path / "workbench.png"), full_page=True)
    reader.write(scenario_title="Article 12").press("Keep the change")
    reader.sees("The change is kept in the scenario.", "PAL-3c-1")
