"""One name, heard and written by two clerks, keeps its consonants."""

import pytest

from kapea.engines.linkage.names import (
    folded,
    normalise_khmer,
    normalise_latin,
    skeleton_from_khmer,
    skeleton_from_latin,
)

SAME_NAME = [
    ("សុភាព", "Sopheap"),
    ("សុវណ្ណ", "Sovann"),
    ("ស្រីល័ក្ខ", "Sreyleak"),
    ("ចន្ទ្រា", "Chantrea"),
    ("ពេជ្រ", "Pich"),
    ("វង្ស", "Vong"),
    ("វីរៈ", "Vireak"),
    ("សម្បត្តិ", "Sambath"),
    ("អភិវឌ្ឍន៍", "Aphivath"),
    ("កល្យាណ", "Kalyan"),
    ("ភារម្យ", "Phearum"),
    ("ឧត្ដម", "Oudom"),
    ("ហ្វា", "Fa"),
    ("សំអាង", "Sam Ang"),
    ("ញ៉ែម", "Nhem"),
]


@pytest.mark.parametrize(("khmer", "latin"), SAME_NAME)
def test_both_scripts_of_one_name_give_one_skeleton(khmer: str, latin: str) -> None:
    assert skeleton_from_khmer(khmer) == skeleton_from_latin(latin)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Sopheap", "Sopheab", "SOPHEAP"),
        ("Chhay", "Chay", "Jai"),
        ("Rath", "Roth", "Rat"),
        ("Vanna", "Wannah"),
    ],
)
def test_romanisations_of_one_name_give_one_skeleton(spellings: tuple[str, ...]) -> None:
    assert len({skeleton_from_latin(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Sokha", "Sophal"), ("Chan", "Chhim"), ("សុខ", "សេង")])
def test_names_that_sound_apart_keep_apart(one: str, other: str) -> None:
    keep = skeleton_from_khmer if one >= "ក" else skeleton_from_latin
    assert keep(one) != keep(other)


def test_the_mute_end_of_a_khmer_word_leaves_no_letter() -> None:
    assert skeleton_from_khmer("រតន៍") == skeleton_from_khmer("រត")
    assert skeleton_from_khmer("ភក្តិ") == skeleton_from_latin("Pheak")


def test_a_name_without_consonants_still_has_a_skeleton() -> None:
    assert skeleton_from_khmer("អ៊ី") == skeleton_from_latin("Y") == skeleton_from_latin("Ea") == "A"


def test_a_romanised_name_folds_like_its_khmer_spelling() -> None:
    assert folded("ស្រីនាង") == folded("Sreyneang") == folded("Srei Neang")


def test_marks_typed_in_another_order_are_one_spelling() -> None:
    assert normalise_khmer("ស៊ី") == normalise_khmer("ស" + "\u17b8" + "\u17ca")


def test_a_vowel_typed_in_two_strokes_is_one_vowel() -> None:
    assert normalise_khmer("ក\u17c1\u17b8") == "ក\u17be"
    assert normalise_khmer("ក\u17c1\u17b6") == "ក\u17c4"


def test_latin_names_lose_accents_case_and_punctuation() -> None:
    assert normalise_latin("  ĐÀNG, O'Srey-Mom ") == "dang osrey mom"
