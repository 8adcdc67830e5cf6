"""The engine's words on the pages: each has its Khmer, and no reason is left in English."""

import pytest
from django.utils import translation

from kapea.engines.law.assessment import assess
from kapea.engines.law.consequences import consequences
from kapea.engines.law.questions import QUESTIONS
from kapea.engines.law.vocabulary import WORDS
from kapea.guard.pack import current_pack
from kapea.monitoring.law import element_words
from kapea.monitoring.law.reasons import reason_words
from kapea.monitoring.law.words import said
from kapea.packs.law import load_law


def test_the_vocabulary_of_the_pages_is_the_engines():
    with translation.override("en"):
        assert {
            name: {code: str(words) for code, words in held.items()}
            for name, held in element_words.ELEMENT_WORDS.items()
        } == {name: dict(held) for name, held in WORDS.items()}
        assert {code: str(words) for code, words in element_words.QUESTIONS.items()} == dict(QUESTIONS)


def test_every_word_and_question_of_the_engine_has_its_khmer():
    with translation.override("km"):
        told = [str(words) for held in element_words.ELEMENT_WORDS.values() for words in held.values()]
        told += [str(words) for words in element_words.QUESTIONS.values()]
    assert [words for words in told if words.isascii()] == []


def reasons() -> set[str]:
    body = load_law(current_pack().path)
    found = {value.why for day in (None, "2009") for value in assess(body, on=_day(day)).facts.values()}
    found |= {consequences(one, body.rules).why for one in body.offences}
    return found - {""}


def _day(text):
    from datetime import date

    return date(int(text), 6, 1) if text else None


def test_every_reason_that_the_law_gives_is_said_in_khmer():
    with translation.override("km"):
        left = [why for why in reasons() if reason_words(why) == why]
    assert left == []


def test_in_english_a_reason_stays_what_it_is():
    with translation.override("en"):
        assert reason_words("The maximum of 5 years is over 6 days and not over 5 years.").startswith(
            "The maximum of 5 years"
        )
        assert reason_words("Something new.") == "Something new."


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("victim_age", "0-17", "under 18"),
        ("victim_age", "15-120", "15 and over"),
        ("victim_age", "0-120", "any age"),
        ("imprisonment", "5-10 years", "5-10 years"),
        ("double_criminality", "open", "open"),
        ("class", None, "unknown"),
        ("means", "not coded", "not known: no source gives it"),
        ("circumstances", "as_business and repeatedly", "as a business and repeatedly"),
    ],
)
def test_a_property_is_said_in_words(name, value, words):
    with translation.override("en"):
        assert said(name, value) == words
