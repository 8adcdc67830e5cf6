"""A court's matter from the complaint to a sentence: in Khmer on a phone without scripts, in English on a desk."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from scenes.reader import DESK_PX, PHONE_PX, Reader, in_words

pytestmark = pytest.mark.browser
DONE_ON = "2024-05-10"
PURCHASE = "TIPSE-34-U15"


def first_of(reader: Reader, name: str) -> Reader:
    """Choose the first real entry of a list."""
    reader.page.select_option(f'main select[name="{name}"]', index=1 if reader.page.locator(
        f'main select[name="{name}"] option[value=""]'
    ).count() else 0)  # fmt: skip
    return reader


def registered(officer: Reader) -> str:
    """Register a complaint with a child of 14 and an accused of 40; return its address."""
    officer.open("/proceedings/register/").write(received_on=str(date.today()), occurred_from=DONE_ON)
    first_of(officer, "province_code").send()
    place = officer.path
    officer.open(f"{place}victim/").write(name="Fictitious child", age_low="14").send()
    officer.open(f"{place}accused/").write(name="Fictitious person", age_low="40").send()
    return place


def charged(prosecutor: Reader, place: str) -> None:
    """Choose the charge with a reason."""
    form = prosecutor.open(f"{place}charge/").pick(offence=PURCHASE).write(reason="As the child told.")
    first_of(first_of(form, "accused"), "victim").send()


def brought_to_trial(officer: Reader, place: str) -> None:
    for act in ("open_case", "cite_directly"):
        officer.open(f"{place}stage-act/").tick(act=act).send()


def child_protected(officer: Reader, place: str) -> None:
    """Plan a hearing at which the child testifies; grant the screen that is asked for at once."""
    form = officer.open(f"{place}plan-hearing/").write(on=str(date.today() + timedelta(days=7)))
    form.tick(child_testifies="yes").send()
    link = officer.page.locator("#measures a[href*='/decide-measure/']").first.get_attribute("href")
    officer.open(str(link)).tick(granted="yes").send()
    assert in_words(officer.language, "Granted", context="measure") in officer.text


def sentenced(officer: Reader, place: str, shots: Path) -> None:
    """Judge, sentence outside the range, be asked why, and say why."""
    form = officer.open(f"{place}judgment/").tick(outcome="convicted")
    first_of(form, "accused").send()
    link = officer.page.locator("#judgments a[href*='/sentence/']").first.get_attribute("href")
    form = officer.open(str(link)).write(amount="2").pick(unit="years")
    first_of(form, "charge").send()
    officer.sees(
        "This sentence lies outside the provision’s range on the day of the act. Write the court’s reason."
    )
    officer.page.screenshot(path=str(shots / f"sentence-{officer.language}.png"), full_page=True)
    assert officer.value("amount") == "2"
    officer.write(reason="Mitigating circumstances, as the court says.").send()
    officer.sees("Outside the provision’s range")
    officer.page.screenshot(path=str(shots / f"proceeding-{officer.language}.png"), full_page=True)


@pytest.mark.parametrize(("language", "width", "scripts"), [("km", PHONE_PX, False), ("en", DESK_PX, True)])
def test_a_matter_goes_from_the_complaint_to_a_sentence(person, tmp_path, language, width, scripts):
    officer = person("court.officer", language=language, width=width, scripts=scripts)
    prosecutor = person("prosecutor", language=language, width=width, scripts=scripts)
    place = registered(officer)
    charged(prosecutor, place)
    brought_to_trial(officer, place)
    child_protected(officer, place)
    sentenced(officer, place, tmp_path)


@pytest.mark.parametrize("language", ["km", "en"])
def test_a_vetting_answer_is_one_word_and_others_find_no_such_page(person, language):
    clerk = person("vetting.officer", language=language, width=PHONE_PX)
    form = clerk.open("/proceedings/vetting/").write(asking_body="A school", document="N 000 000")
    form.tick(purpose="work_with_children").send()
    assert "/proceedings/vetting/Y-" in clerk.path
    clerk.sees("“No” says only that this register holds none. It informs and does not decide.")
    for other in ("court.officer", "social.worker"):
        refused = person(other, language=language, width=PHONE_PX)
        answer = refused.page.goto(f"{refused.site}/proceedings/vetting/")
        assert answer is not None
        assert answer.status == 404
