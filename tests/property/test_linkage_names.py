"""Whatever is typed: canonical once is canonical for ever, and keys see through how it was typed."""

from hypothesis import given
from hypothesis import strategies as st

from kapea.engines.linkage.names import (
    name_keys,
    normalise_khmer,
    normalise_latin,
    skeleton_from_khmer,
    skeleton_from_latin,
)

khmer_letters = st.characters(min_codepoint=0x1780, max_codepoint=0x17DD, categories=("L", "M"))
khmer_text = st.text(khmer_letters | st.sampled_from(" \u200b\u200c"), max_size=24)
khmer_words = st.lists(
    st.sampled_from(["សុខ", "ចាន់", "សុភាព", "ស្រី", "នាង", "វណ្ណៈ", "ភារម្យ", "ពេជ្រ", "ម៉ៅ", "រ័ត្ន"]),
    min_size=1,
    max_size=3,
).map("".join)
latin_words = st.text(st.sampled_from("abcdeghiklmnoprstuvwy"), min_size=2, max_size=12)
anything = st.text(max_size=30)


@given(khmer_text | anything)
def test_a_canonical_khmer_text_stays_as_it_is(text: str) -> None:
    once = normalise_khmer(text)
    assert normalise_khmer(once) == once


@given(anything)
def test_a_canonical_latin_text_stays_as_it_is(text: str) -> None:
    once = normalise_latin(text)
    assert normalise_latin(once) == once
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz ")


@given(khmer_text | anything)
def test_a_skeleton_holds_only_letters_of_the_skeleton_alphabet(text: str) -> None:
    assert skeleton_from_khmer(text) == "A" or set(skeleton_from_khmer(text)) <= set("KGCNTPMYRLVSH")
    assert skeleton_from_latin(text) == "A" or set(skeleton_from_latin(text)) <= set("KGCNTPMYRLVSH")


@given(khmer_words, st.data())
def test_an_invisible_space_anywhere_in_a_name_changes_no_key(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name)))
    assert name_keys(given_km=name[:at] + "\u200b" + name[at:]) == name_keys(given_km=name)


@given(khmer_words, khmer_words, latin_words, latin_words)
def test_order_of_family_and_given_name_changes_no_key(a: str, b: str, c: str, d: str) -> None:
    assert name_keys(family_km=a, given_km=b, family_latin=c, given_latin=d) == name_keys(
        family_km=b, given_km=a, family_latin=d, given_latin=c
    )


@given(anything, anything, anything, anything, st.lists(anything, max_size=2))
def test_whatever_is_typed_gives_a_small_set_of_keys(
    a: str, b: str, c: str, d: str, aliases: list[str]
) -> None:
    keys = name_keys(family_km=a, given_km=b, family_latin=c, given_latin=d, aliases=aliases)
    assert len(keys) <= 6 + len(aliases)
    assert all(key[:2] in ("w:", "g:") for key in keys)


@given(khmer_words, latin_words, st.lists(anything, max_size=3))
def test_learning_an_alias_never_loses_a_key(given_km: str, family_latin: str, aliases: list[str]) -> None:
    known = name_keys(given_km=given_km, family_latin=family_latin)
    assert known <= name_keys(given_km=given_km, family_latin=family_latin, aliases=aliases)
