"""What of a name survives being heard and written again, by another clerk or in another script.

`skeleton` keeps the consonants, in one alphabet for Khmer script and for any Latin romanisation:
K G(ng) C N T P M Y R L V S H, and `A` when no consonant is left. `spelled` gives a plain Latin
spelling of Khmer script and `folded` a Latin spelling with its vowels in four classes. It knows
letters (see khmer/), not names.
"""

import re
from functools import lru_cache
from itertools import groupby

from kapea.engines.linkage.khmer import Letter, latin_consonants, letters
from kapea.engines.linkage.script import (
    MUSEKATOAN,
    NIKAHIT,
    REAHMUK,
    SANYOK,
    TREISAP,
    YUKOLPINTU,
    Syllable,
    is_khmer,
    normalise_khmer,
    normalise_latin,
    syllables,
)

_CONSONANTS = letters("consonant")
_VOWELS = letters("vowel")
_INDEPENDENT = letters("independent_vowel")
_SHORT_I, _SHORT_U = "\u17b7", "\u17bb"
_SONORANTS = frozenset("ងញណនមយរលវឡ")
_SILENT_AT_END = frozenset("យរវហអ")


def _is_coda(unit: Syllable, before: Syllable | None, after: Syllable | None) -> bool:
    """Return whether a unit closes the syllable before it instead of opening one."""
    if before is None or unit.has_written_vowel or unit.base in _INDEPENDENT:
        return before is not None and after is None and _ends_in_mute_vowel(unit)
    if after is None:
        return True
    after_is_bare = not after.has_written_vowel and after.base in _CONSONANTS
    return not after_is_bare and before.has_written_vowel and not unit.subscripts


def _ends_in_mute_vowel(unit: Syllable) -> bool:
    """Return whether a last short vowel is written but not read (ជាតិ, chéat)."""
    is_short = unit.vowel == _SHORT_I or (unit.vowel == _SHORT_U and bool(unit.subscripts))
    return is_short and not unit.marks


def _onset_letters(unit: Syllable) -> list[Letter]:
    """Return the consonants read before the vowel; HA with a subscript spells a borrowed f, g or z."""
    signs = (unit.base, *unit.subscripts)
    if unit.base == "ហ" and unit.subscripts:
        signs = unit.subscripts
    return [_CONSONANTS[sign] for sign in signs if sign in _CONSONANTS]


def _is_a_series(unit: Syllable) -> bool:
    if MUSEKATOAN in unit.marks:
        return True
    if TREISAP in unit.marks:
        return False
    signs = [sign for sign in (unit.base, *unit.subscripts) if sign in _CONSONANTS]
    ruling = [sign for sign in signs if sign not in _SONORANTS] or signs
    return bool(ruling) and _CONSONANTS[ruling[-1]].series == "a"


def _vowel_spelling(unit: Syllable, after: Syllable | None) -> str:
    is_a = _is_a_series(unit)
    if unit.vowel:
        letter = _VOWELS.get(unit.vowel)
        vowel = (letter.spelled_a if is_a else letter.spelled_o) if letter else ""
    elif SANYOK in unit.marks:
        vowel = "a" if is_a else ("ey" if after is not None and after.base == "យ" else "oa")
    elif NIKAHIT in unit.marks:
        vowel = "a" if is_a else "u"
    elif REAHMUK in unit.marks or YUKOLPINTU in unit.marks:
        vowel = "a" if is_a else "ea"
    else:
        vowel = "a" if after is not None and after.subscripts else "o"
    if REAHMUK in unit.marks:
        vowel += "s"
    return vowel


def _onset(unit: Syllable, *, is_first: bool) -> tuple[str, str]:
    """Return (skeleton, spelling) of the consonants that open a unit."""
    skeleton, spelling = "", ""
    for position, letter in enumerate(_onset_letters(unit)):
        opens_word = is_first and position == 0
        skeleton += letter.skeleton if opens_word or letter.skeleton not in ("Y", "H") else ""
        spelling += letter.spelled_a if letter.series == "a" else letter.spelled_o
    if unit.base == "ហ" and unit.subscripts[:1] == ("វ",):
        return "P", "f"
    if unit.base == "ប" and (MUSEKATOAN in unit.marks or unit.subscripts):
        spelling = "p" + spelling[1:]
    return skeleton, spelling


def _coda(unit: Syllable) -> tuple[str, str]:
    letter = _CONSONANTS[unit.base]
    if unit.base in _SILENT_AT_END:
        return "", {"យ": "y", "វ": "v"}.get(unit.base, "")
    return letter.skeleton, {"b": "p", "d": "t"}.get(letter.spelled_a, letter.spelled_a)


@lru_cache(maxsize=200_000)
def _khmer_sound(word: str) -> tuple[str, str]:
    """Return (skeleton, Latin spelling) of one Khmer word."""
    units = [unit for unit in syllables(normalise_khmer(word)) if not unit.is_silenced]
    parts: list[tuple[str, str]] = []
    for place, unit in enumerate(units):
        before = units[place - 1] if place else None
        after = units[place + 1] if place + 1 < len(units) else None
        if unit.base in _INDEPENDENT:
            own = _INDEPENDENT[unit.base]
            rest = "".join(_CONSONANTS[sign].skeleton for sign in unit.subscripts if sign in _CONSONANTS)
            parts.append((own.skeleton + rest, own.spelled_a + rest.lower().replace("g", "ng")))
        elif unit.base in _CONSONANTS and _is_coda(unit, before, after):
            parts.append(_coda(unit))
        elif unit.base in _CONSONANTS:
            skeleton, spelling = _onset(unit, is_first=place == 0)
            parts.append((skeleton, spelling + _vowel_spelling(unit, after)))
            parts.append(_closing_sign(unit, after))
    return _squeeze("".join(part[0] for part in parts)) or "A", "".join(part[1] for part in parts)


def _closing_sign(unit: Syllable, after: Syllable | None) -> tuple[str, str]:
    """Return what a sign adds after the vowel: m, a written breath, or the k of a glottal stop."""
    if NIKAHIT in unit.marks:
        before_ng = after is not None and after.base == "ង" and not after.has_written_vowel
        return ("", "") if before_ng else ("M", "m")
    if REAHMUK in unit.marks:
        return "S", ""
    if YUKOLPINTU in unit.marks and after is None:
        return "K", "k"
    return "", ""


def _squeeze(letters_in_a_row: str) -> str:
    return "".join(letter for letter, _ in groupby(letters_in_a_row))


def joined(words: tuple[str, ...]) -> str:
    """Return words run together, equal neighbours merged, so that spacing does not matter."""
    return _squeeze("".join(words))


_LATIN = re.compile("|".join(latin_consonants()))
_VOWEL_LETTERS = frozenset("aeiouy")


@lru_cache(maxsize=200_000)
def _latin_skeleton(word: str) -> str:
    kept = []
    text = re.sub("ngs$", "ng", word)
    for match in _LATIN.finditer(text):
        letter = latin_consonants()[match[0]]
        opens = match.start() == 0
        before_vowel = text[match.end() : match.end() + 1] in _VOWEL_LETTERS and match.end() < len(text)
        if letter == "Y" and not (opens and before_vowel):
            continue
        if letter == "H" and not opens:
            continue
        if letter in "RV" and not opens and not before_vowel:
            continue
        kept.append(letter)
    return _squeeze("".join(kept)) or "A"


def skeleton_from_khmer(word: str) -> str:
    """Return the consonant skeleton of a word in Khmer script.

    >>> skeleton_from_khmer("សុភាព"), skeleton_from_khmer("ប៉ែន"), skeleton_from_khmer("អៀ")
    ('SP', 'PN', 'A')
    """
    return _khmer_sound(word)[0]


def skeleton_from_latin(word: str) -> str:
    """Return the consonant skeleton of a word in Latin letters, in whichever romanisation.

    >>> skeleton_from_latin("Sopheap") == skeleton_from_latin("Sopheab") == "SP"
    True
    """
    return _latin_skeleton(normalise_latin(word).replace(" ", ""))


def skeleton(word: str) -> str:
    """Return the skeleton of a word in whichever script it is."""
    return skeleton_from_khmer(word) if is_khmer(word) else skeleton_from_latin(word)


_FOLDS = [
    (re.compile(pattern), into)
    for pattern, into in (
        (r"oeu|eu|oe|ue", "3"),
        (r"(?<=.)v(?![aeiouy3])", "o"),
        (r"(?<=.)h|(?<=.)r(?![aeiouy3])", ""),
        (r"ea|aa", "a"),
        (r"ou|oo|uo|ua|au|ao|oa|u", "o"),
        (r"ey|ei|ee|ie|ia|ae|ai|ay|(?<=.)y|e", "i"),
        (r"(.)\1+", r"\1"),
    )
]
_FOLD_CONSONANT = {
    spelling: letter.lower() for spelling, letter in latin_consonants().items() if letter not in "YRVH"
}
_FOLD_CONSONANT_PATTERN = re.compile("|".join(_FOLD_CONSONANT))


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """Return a plain Latin spelling with merged consonants and vowels in four classes.

    >>> folded("Sreyneang"), folded("ស្រីនាង")
    ('srinag', 'srinag')
    """
    text = _khmer_sound(word)[1] if is_khmer(word) else normalise_latin(word).replace(" ", "")
    text = _FOLD_CONSONANT_PATTERN.sub(lambda match: _FOLD_CONSONANT[match[0]], text.replace("w", "v"))
    text = re.sub(r"(.)\1+", r"\1", text)
    for pattern, into in _FOLDS:
        text = pattern.sub(into, text)
    return text.replace("3", "e")
