"""The receipt code: typed in any way a phone allows, told wrong at once, never stored."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapea.registers.hotline.receipts import (
    DIGITS,
    check_digit,
    code_from,
    grouped,
    is_verified,
    tag_of,
    typed_code,
    verifier_of,
)

KEY = b"k" * 32
CODE = code_from(b"a child's form")


def in_khmer_digits(code: str) -> str:
    return "".join(chr(0x17E0 + int(digit)) for digit in code)


def test_a_code_has_sixteen_digits_and_says_the_same_for_the_same_form():
    assert len(CODE) == DIGITS
    assert CODE.isdigit()
    assert code_from(b"a child's form") == CODE
    assert code_from(b"another form") != CODE


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        grouped(CODE),
        in_khmer_digits(CODE),
        f" {CODE[:8]}\u200b{CODE[8:]} ",
        "-".join([CODE[:4], CODE[4:]]),
    ],
)
def test_a_code_is_taken_with_khmer_digits_spaces_dashes_and_zero_width_spaces(typed):
    assert typed_code(typed) == CODE


@given(st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_one_wrong_digit_is_told_without_a_look_up(place, shift):
    wrong = CODE[:place] + str((int(CODE[place]) + shift) % 10) + CODE[place + 1 :]
    assert typed_code(wrong) is None


def test_two_neighbouring_digits_swapped_are_told_without_a_look_up():
    swapped = [
        CODE[:i] + CODE[i + 1] + CODE[i] + CODE[i + 2 :] for i in range(DIGITS - 1) if CODE[i] != CODE[i + 1]
    ]
    assert swapped
    assert all(typed_code(wrong) is None for wrong in swapped)


@pytest.mark.parametrize(
    "typed", ["", "1234", CODE[:-1], CODE + "0", "x" + CODE, CODE.replace(CODE[0], "O", 1)]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert typed_code(typed) is None


def test_the_check_digit_is_damms_own_example():
    assert check_digit("572") == "4"


def test_the_hash_knows_its_code_and_no_other_and_no_other_key():
    verifier = verifier_of(CODE, key=KEY)
    assert CODE not in verifier
    assert is_verified(CODE, verifier, key=KEY)
    assert not is_verified(code_from(b"other"), verifier, key=KEY)
    assert not is_verified(CODE, verifier, key=b"x" * 32)


def test_tags_of_many_codes_spread_and_do_not_hold_the_code():
    tags = [tag_of(code_from(str(n).encode()), key=KEY) for n in range(500)]
    assert len(set(tags)) > 480
    assert all(len(tag) == 4 for tag in tags)
    assert sum(a == b for a, b in combinations(tags[:50], 2)) <= 1
