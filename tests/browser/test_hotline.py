"""Two journeys of the hotline: an online report with its clocks, and a complaint that the accused never see.

Once in English at a desk, once in Khmer on a phone; each step also as a person who may not.
"""

import re
from typing import Any

import pytest

from scenes.reader import DESK_PX, PHONE_PX, Reader, called

pytestmark = pytest.mark.browser
ADDRESS = "https://fictitious-journey.example/a"
COMPLAINT = "The officer asked for money before he would write anything down."
ACCUSED = "pahtjp"
BOTH = pytest.mark.parametrize(
    ("language", "width"), [("en", DESK_PX), ("km", PHONE_PX)], ids=["English-desk", "Khmer-phone"]
)


def first_code(reader: Reader, letter: str) -> str:
    return reader.page.locator("main a.code").filter(has_text=re.compile(f"^{letter}-")).first.inner_text()


def may_not_open(reader: Reader, path: str) -> None:
    """The page looks exactly as one that is not there."""
    reader.open(path)
    there = reader.text
    reader.open(re.sub(r"[A-Z]-[0-9A-Z]{8}", "U-00000000", path))
    assert reader.text == there


@BOTH
def test_an_online_report_runs_through_its_five_clocks(person: Any, language: str, width: int):
    visitor = person("", language=language, width=width)
    visitor.open("/").press("Tell what happened").tick(is_danger_now="no").press("Next")
    visitor.write(narrative="Somebody shares this.").tick(relation_to_child="stranger").press("Next")
    visitor.write(web_address=f"{ADDRESS}-{language}").press("Send").sees("Thank you. We have it.")
    operator = person("hotline.operator", language=language, width=width)
    operator.open("/home/").sees("Web addresses to hand over")
    operator.open("/contacts/addresses/?list=waiting")
    code = first_code(operator, "U")
    operator.press(code).sees(
        "Five clocks", "Do not open it. It goes to the authorised hotline or the police."
    )
    assert f"hxxps://fictitious-journey[.]example/a-{language}" in operator.text
    assert operator.page.locator("a[href*='fictitious-journey']").count() == 0
    operator.open("/contacts/addresses/?list=waiting").tick(codes=code).pick(receiver="dahtjp")
    operator.press("Hand over in a sealed file").sees("Sealed file")
    phrase = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}", operator.text)
    assert phrase
    operator.open(f"/contacts/addresses/{code}/").sees("Police told", "kept")
    operator.press("Write down the answer").pick(label="national").send()
    assert called(language, "address_label", "national") in operator.text
    operator.open("/contacts/numbers/").sees("Clocks kept", "Assessed as illegal")
    officer = person("police.officer", language=language, width=width)
    may_not_open(officer, f"/contacts/addresses/{code}/")


@BOTH
def test_a_complaint_about_a_police_unit_that_this_unit_cannot_see(person: Any, language: str, width: int):
    visitor = person("", language=language, width=width)
    visitor.open("/").press("Complain about an office").sees("What is wrong?")
    visitor.pick(accused_agency=ACCUSED, province_code="01", subject="money").write(narrative=COMPLAINT)
    visitor.press("Send").sees("Thank you. We have it.")
    receipt = visitor.page.inner_text(".receipt")
    examiner = person("complaints.officer", language=language, width=width)
    examiner.open("/home/").sees("New complaints")
    examiner.open("/contacts/complaints/?status=new")
    code = first_code(examiner, "B")
    examiner.press(code).sees(COMPLAINT).press("I examine this complaint").sees("Being examined")
    examiner.write(text="When was it?").press("Send").sees("When was it?")
    for username in ("police.officer", "police.supervisor", "hotline.operator"):
        accused = person(username, language=language, width=width)
        may_not_open(accused, f"/contacts/complaints/{code}/")
        for path in ("/home/", "/tasks/"):
            accused.open(path)
            assert code not in accused.page.content()
            assert accused.page.locator("a[href*='complaints']").count() == 0
    visitor.press("Done").press("Come back with your code").write(receipt=receipt).press("Open")
    visitor.sees("When was it?", "Who examines your complaint")
    examiner.press("Close the complaint").pick(finding="right").write(measures="Paid back.").send()
    assert called(language, "complaint_finding", "right") in examiner.text
