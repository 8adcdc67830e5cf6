"""Under which keys a person's name is found again, whoever wrote it down and in which script.

Keys are for an exact (keyed, blind) index: two spellings of one name share at least one key most of
the time, few strangers do. Order of family and given name, spacing, script and romanisation do not
matter. It knows sounds, not people: no sex, no ethnicity, no frequency.

Recall and cost, measured by `benchmarks/linkage.py keys`, stand in docs/reference/linkage.md.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from kapea.engines.linkage.khmer import words_of_address
from kapea.engines.linkage.script import is_khmer, normalise_khmer, normalise_latin
from kapea.engines.linkage.sound import folded, joined, skeleton, skeleton_from_khmer, skeleton_from_latin

__all__ = [
    "consonants",
    "folded",
    "name_keys",
    "nickname",
    "normalise_khmer",
    "normalise_latin",
    "skeleton",
    "skeleton_from_khmer",
    "skeleton_from_latin",
    "words",
]

_SEPARATORS = re.compile(r"[\s,.;:/()\[\]\"_\-–—+&|\\]+")
_DIMINUTIVE_KHMER = "អា"
SHORTEST_SINGLE_NAME = 4  # folded letters; shorter single names are shared by too many strangers


@lru_cache(maxsize=200_000)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in whichever script; words of address before it are left out.

    >>> words("Neak  SREY-Mom"), words("សុខ\u200b ហេង"), words("A")
    (('srey', 'mom'), ('សុខ', 'ហេង'), ('a',))
    """
    found: list[str] = []
    for word in _SEPARATORS.split(normalise_khmer(name)):
        text = word if is_khmer(word) else normalise_latin(word).replace(" ", "")
        if text:
            found.append(text)
    while len(found) > 1 and found[0] in words_of_address():
        del found[0]
    return tuple(found)


_UNSTEADY = str.maketrans("", "", "AYH")  # Y and H come and go between spellings; A means "no consonant"


def _whole_name_key(parts: Iterable[str]) -> str:
    """Return the letters of the skeletons, sorted: neither order nor spacing matters."""
    skeletons = (joined(tuple(skeleton(word).translate(_UNSTEADY) for word in words(part))) for part in parts)
    return "".join(sorted("".join(skeletons)))


def _single_name_key(name: str) -> str:
    return joined(tuple(folded(word) for word in words(name)))


def consonants(name: str) -> str:
    """Return the consonants of a name's words run together, "" for none; neither script nor spacing matters.

    >>> consonants("Srey Neang") == consonants("ស្រីនាង")
    True
    """
    return joined(tuple(skeleton(word).translate(_UNSTEADY) for word in words(name)))


def nickname(alias: str) -> str:
    """Return an alias in canonical form, without the word for "dear" before it."""
    bare = normalise_khmer(alias)
    is_diminutive = bare.startswith(_DIMINUTIVE_KHMER) and len(bare) > len(_DIMINUTIVE_KHMER) + 1
    return bare.removeprefix(_DIMINUTIVE_KHMER) if is_diminutive else bare


def name_keys(
    *,
    family_km: str = "",
    given_km: str = "",
    family_latin: str = "",
    given_latin: str = "",
    aliases: Iterable[str] = (),
) -> frozenset[str]:
    """Return the person's index keys: `w:` for a whole name, `g:` for a single name of some length.

    The same person written in the other script, in the other order or with other spacing shares a key.

    >>> khmer = name_keys(family_km="សុខ", given_km="ស្រីនាង")
    >>> latin = name_keys(family_latin="Srey Neang", given_latin="SOK")
    >>> sorted(khmer & latin)
    ['g:srinag', 'w:GKNRSS']
    >>> name_keys()
    frozenset()
    """
    keys = set()
    for family, given in ((family_km, given_km), (family_latin, given_latin)):
        whole = _whole_name_key((family, given))
        if len(whole) > 1:
            keys.add(f"w:{whole}")
        keys.update(_single_name_keys((family, given)))
    keys.update(_single_name_keys(nickname(alias) for alias in aliases))
    return frozenset(keys)


def _single_name_keys(names: Iterable[str]) -> set[str]:
    singles = (_single_name_key(name) for name in names)
    return {f"g:{single}" for single in singles if len(single) >= SHORTEST_SINGLE_NAME}
