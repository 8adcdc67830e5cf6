"""How a written name becomes one canonical text, in Khmer script or in Latin letters.

Two texts that look the same on paper come out the same: invisible characters, the order in which
marks were typed, split vowels and repeated signs. It does not know what the letters sound like.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

COENG = "\u17d2"
MUSEKATOAN, TREISAP = "\u17c9", "\u17ca"
SANYOK, NIKAHIT, REAHMUK, YUKOLPINTU, TONTAKHEAT, ROBAT, BANTAK = (
    "\u17d0", "\u17c6", "\u17c7", "\u17c8", "\u17cd", "\u17cc", "\u17cb",
)  # fmt: skip

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DEPRECATED = str.maketrans({"\u17a3": "\u17a2", "\u17a4": "\u17a2\u17b6", "\u17b2": "\u17b1"})
_SYLLABLE = re.compile(f"([\u1780-\u17b3])((?:{COENG}[\u1780-\u17b3]|[\u17b6-\u17d1\u17d3\u17dd])+)")
_WRITTEN_UNIT = re.compile(_SYLLABLE.pattern.removesuffix("+)") + "*)")
_MARK = re.compile(f"{COENG}[\u1780-\u17b3]|.")
_KHMER_LETTER = re.compile("[\u1780-\u17b3]")
_SPLIT_VOWELS = {frozenset("\u17c1\u17b8"): "\u17be", frozenset("\u17c1\u17b6"): "\u17c4"}
_LATIN_LIGATURES = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "ŋ": "ng", "ß": "ss", "ı": "i"}
)


def is_khmer(text: str) -> bool:
    """Return whether the text holds at least one Khmer letter."""
    return _KHMER_LETTER.search(text) is not None


def _order_of_mark(mark: str) -> int:
    if mark[0] == COENG:
        return 1 if mark[1] == "\u179a" else 0  # a subscript RO is written last
    if mark in (MUSEKATOAN, TREISAP):
        return 2
    return 3 if "\u17b6" <= mark <= "\u17c5" else 4


def _canonical_syllable(match: re.Match[str]) -> str:
    marks = list(dict.fromkeys(_MARK.findall(match[2])))
    marks = [COENG + "\u178f" if mark == COENG + "\u178a" else mark for mark in marks]  # they look alike
    vowels = [mark for mark in marks if "\u17b6" <= mark <= "\u17c5"]
    whole = _SPLIT_VOWELS.get(frozenset(vowels))
    if whole:
        marks = [mark for mark in marks if mark not in vowels] + [whole]
    ordered = sorted(dict.fromkeys(marks), key=lambda mark: (_order_of_mark(mark), _sign_rank(mark)))
    return match[1] + "".join(ordered)


def _sign_rank(mark: str) -> str:
    return mark if _order_of_mark(mark) == 4 else ""


def normalise_khmer(text: str) -> str:
    """Return the one canonical spelling of Khmer text; other scripts pass through.

    >>> normalise_khmer("ស\u17ca\u17b8") == normalise_khmer("ស\u17b8\u17ca")  # marks typed in another order
    True
    >>> normalise_khmer("សុខ\u200b ហេង") == normalise_khmer(" សុខ  ហេង")
    True
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_DEPRECATED)
    return " ".join(_SYLLABLE.sub(_canonical_syllable, text).split())


@lru_cache(maxsize=100_000)
def normalise_latin(text: str) -> str:
    """Return lower-case words of plain a to z; accents dropped, everything else is a space.

    >>> normalise_latin("SOK, Srey-Mom")
    'sok srey mom'
    """
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).lower().translate(_LATIN_LIGATURES)
    text = "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    )
    return " ".join(re.sub("[^a-z]+", " ", re.sub("['’ʼ`´]", "", text)).split())


@dataclass(frozen=True, slots=True)
class Syllable:
    """One written Khmer unit: a base with its subscripts, and the marks on it."""

    base: str
    subscripts: tuple[str, ...]
    vowel: str
    marks: str

    @property
    def is_silenced(self) -> bool:
        return TONTAKHEAT in self.marks

    @property
    def has_written_vowel(self) -> bool:
        return bool(self.vowel) or any(sign in self.marks for sign in (SANYOK, NIKAHIT, REAHMUK, YUKOLPINTU))


def syllables(word: str) -> list[Syllable]:
    """Return the written units of a canonical Khmer word; what is not Khmer is left out."""
    found = []
    for match in _WRITTEN_UNIT.finditer(word):
        marks = _MARK.findall(match[2])
        found.append(
            Syllable(
                base=match[1],
                subscripts=tuple(mark[1] for mark in marks if mark[0] == COENG and len(mark) == 2),
                vowel=next((mark for mark in marks if "\u17b6" <= mark <= "\u17c5"), ""),
                marks="".join(mark for mark in marks if _order_of_mark(mark) in (2, 4)),
            )
        )
    return found
