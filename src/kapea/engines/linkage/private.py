"""How bodies that may not show names can still find the children they share.

Each body encodes its own records with a secret that the bodies share and whoever links does not know.
Names leave the body only as keyed hashes of their sounds, which can be compared for equality, and as
Bloom filters of their letter pairs, which can be compared for likeness. Sex, birth, place, case and dates
go as they are. Equal names give equal hashes, so whoever links still sees how common a name is: this
hides names from a reader, not from an attacker with a name list and much time.

The filters are made by the library clkhash, with its keyed BLAKE2 and its key derivation (decision 0081).

Source: Schnell, Bachteler and Reiher 2009, "Privacy-preserving record linkage using Bloom filters".
"""

import hmac
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256

import duckdb
import pyarrow as pa

from kapea.engines.errors import KapeaError
from kapea.engines.linkage.comparisons import COMPARISONS, Comparison, Level
from kapea.engines.linkage.linking import Linkage, link_prepared
from kapea.engines.linkage.preparation import prepare

FILTER_BITS = 256
BITS_A_PAIR_OF_LETTERS = 8
FILTER_KEY = b"kapea: pairs of letters"  # what the filters' key is derived for
SHORTEST_SECRET_BYTES = 16
HASH_HEX_DIGITS = 20

_HASHED = (
    *(
        "given_spelling",
        "given_spelling_2",
        "given_fold",
        "given_fold_2",
        "given_skeleton",
        "given_skeleton_2",
    ),
    *("family_fold", "family_fold_2", "family_skeleton", "family_skeleton_2"),
    *("alias_skeleton", "alias_skeleton_2", "name_letters", "name_letters_2"),
    *("father_given_fold", "father_given_skeleton", "father_family_skeleton"),
    *("mother_given_fold", "mother_given_skeleton", "mother_family_skeleton"),
)
_FILTERED = (
    "given_fold",
    "given_fold_2",
    "family_fold",
    "family_fold_2",
    "father_given_fold",
    "mother_given_fold",
)


class SecretTooShort(KapeaError):
    """The shared secret must have at least 16 bytes."""

    code = "kapea.link.secret"


class ClkhashNotThere(KapeaError):
    """The library clkhash, which makes the filters of hidden names, is not installed: see docs/decisions/0081."""

    code = "kapea.link.clkhash"


def encode(records: pa.Table, *, secret: bytes) -> pa.Table:
    """Return what a body may hand over of its records: no name, only keyed hashes and Bloom filters.

    The sounds of a name are of the same kind in every body, so equal names of two bodies stay equal.
    """
    if len(secret) < SHORTEST_SECRET_BYTES:
        raise SecretTooShort
    with duckdb.connect() as connection:
        prepared = prepare(records, connection)
    filters = _letter_filters(secret)
    encoded = prepared
    for name in _FILTERED:
        values = [filters(value) if value else None for value in prepared[name].to_pylist()]
        encoded = encoded.append_column(f"{name}_bits", pa.array(values, pa.string()))
    for name in _HASHED:
        kind = _kind(name)
        values = [_hashed(secret, kind, value) if value else None for value in prepared[name].to_pylist()]
        encoded = encoded.set_column(encoded.column_names.index(name), name, pa.array(values, pa.string()))
    return encoded.append_column("record_id", records["record_id"].combine_chunks())


def link_encoded(
    encoded: Sequence[pa.Table], *, connection: duckdb.DuckDBPyConnection, seed: int = 1
) -> Linkage:
    """Return which encoded records, of all bodies together, are one person."""
    together = pa.concat_tables(encoded)
    rows = pa.array(range(len(together)), pa.int64())
    bits = ", ".join(f"cast({name}_bits as bit) as {name}_bits" for name in _FILTERED)
    numbered = together.set_column(together.column_names.index("unique_id"), "unique_id", rows)
    return link_prepared(
        numbered.drop_columns(["record_id"]),
        together["record_id"].to_pylist(),
        connection=connection,
        seed=seed,
        comparisons=PRIVATE_COMPARISONS,
        columns=f"* replace ({bits})",
    )


def _kind(column: str) -> str:
    """Return which columns must hash alike: skeletons compare across given, family and alias names."""
    return next(kind for kind in ("spelling", "fold", "skeleton", "letters") if kind in column)


def _hashed(secret: bytes, kind: str, value: str) -> str:
    return hmac.new(secret, f"{kind}:{value}".encode(), sha256).hexdigest()[:HASH_HEX_DIGITS]


def _letter_filters(secret: bytes) -> Callable[[str], str]:
    """Return a function from a sound to the Bloom filter of its letter pairs, as a text of 0 and 1."""

    try:  # late: only bodies that hide names need it
        from clkhash.bloomfilter import blake_encode_ngrams
        from clkhash.key_derivation import hkdf
    except ImportError as absent:
        raise ClkhashNotThere from absent
    keys = hkdf(secret, 1, info=FILTER_KEY)

    @cache
    def filter_of(sound: str) -> str:
        padded = f"_{sound}_"
        pairs = [padded[start : start + 2] for start in range(len(padded) - 1)]
        bits_a_pair = [BITS_A_PAIR_OF_LETTERS] * len(pairs)
        return str(blake_encode_ngrams(pairs, keys, bits_a_pair, FILTER_BITS, "utf-8").to01())

    return filter_of


def places_of(secret: bytes, sound: str) -> tuple[int, ...]:
    """Return which bits a sound sets."""
    return tuple(place for place, bit in enumerate(_letter_filters(secret)(sound)) if bit == "1")


def _alike(columns: Sequence[str], at_least: float) -> str:
    """Return SQL that holds when some Bloom filters are that alike (Dice coefficient)."""
    pairs = [(f"{one}_bits_l", f"{other}_bits_r") for one in columns for other in columns]
    dice = ", ".join(f"2.0 * bit_count({a} & {b}) / (bit_count({a}) + bit_count({b}))" for a, b in pairs)
    return f"greatest({dice}) >= {at_least}"


def _without_letters(comparison: Comparison, columns: Sequence[str], likeness: Sequence[float]) -> Comparison:
    """Return the comparison with its levels of likeness read from Bloom filters instead of letters."""
    exact = [level for level in comparison.levels if not _looks_at_letters(level)]
    alike = [
        Level(label=f"filters {at_least:.2f} alike", condition=_alike(columns, at_least))
        for at_least in likeness
    ]
    return replace(comparison, levels=(*exact, *alike))


def _looks_at_letters(level: Level) -> bool:
    functions = ("jaro_winkler", "levenshtein(given", "length(", "contains(", "starts_with(")
    return any(function in level.condition for function in functions)


_COLUMNS = {
    "given_name": ("given_fold", "given_fold_2"),
    "family_name": ("family_fold", "family_fold_2"),
    "father": ("father_given_fold",),
    "mother": ("mother_given_fold",),
}
_LIKENESS = {
    "given_name": (0.85, 0.75, 0.65, 0.5),
    "family_name": (0.7,),
    "father": (0.75, 0.55),
    "mother": (0.75, 0.55),
}
PRIVATE_COMPARISONS = tuple(
    _without_letters(comparison, _COLUMNS[comparison.name], _LIKENESS[comparison.name])
    if comparison.name in _COLUMNS
    else comparison
    for comparison in COMPARISONS
)
