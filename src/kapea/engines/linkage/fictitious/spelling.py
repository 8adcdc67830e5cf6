"""How clerks write a name they hear: slips of the hand in Khmer, spelling by ear in Latin."""

import numpy as np

_ALIKE = {"ណ": "ន", "ន": "ណ", "ត": "ដ", "ដ": "ត", "ធ": "ឋ"}
_BY_EAR = (
    ("ea", "ia"), ("ou", "u"), ("ey", "ei"), ("ph", "p"), ("th", "t"), ("kh", "k"), ("chh", "ch"),
    ("oeu", "eu"), ("v", "w"), ("nn", "n"), ("o", "or"), ("a", "ar"), ("i", "y"), ("nh", "gn"),
)  # fmt: skip
KHMER_SLIP_SHARE, LATIN_SLIP_SHARE, BY_EAR_SHARE = 0.05, 0.05, 0.2


def khmer_with_slips(text: str, chance: np.random.Generator) -> str:
    """Return the text, now and then with one letter mistaken, one vowel lost or an invisible space."""
    if chance.random() > KHMER_SLIP_SHARE or len(text) < 3:
        return text
    kind = chance.random()
    if kind < 0.4:
        vowels = [place for place, letter in enumerate(text) if "\u17b6" <= letter <= "\u17c5"]
        if vowels:
            lost = int(chance.choice(vowels))
            return text[:lost] + text[lost + 1 :]
    if kind < 0.7:
        for letter, other in _ALIKE.items():
            if letter in text:
                return text.replace(letter, other, 1)
    at = int(chance.integers(1, len(text)))
    return text[:at] + "\u200b" + text[at:]


def latin_by_ear(text: str, chance: np.random.Generator) -> str:
    """Return the text, now and then spelt otherwise by ear or with one letter wrong."""
    spelt = text.lower()
    if chance.random() < BY_EAR_SHARE:
        one, other = _BY_EAR[int(chance.integers(0, len(_BY_EAR)))]
        spelt = spelt.replace(one, other, 1) if one in spelt else spelt.replace(other, one, 1)
    if chance.random() < LATIN_SLIP_SHARE and len(spelt) > 3:
        at = int(chance.integers(1, len(spelt)))
        spelt = spelt[:at] + spelt[at + 1 :] if chance.random() < 0.5 else spelt[:at] + "h" + spelt[at:]
    return spelt.capitalize()
