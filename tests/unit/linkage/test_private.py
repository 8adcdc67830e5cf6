"""A body that may not show names shows none, and its children are found all the same."""

import hmac
import struct
from hashlib import blake2b

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from kapea.engines.linkage.fictitious import FictitiousRecords, invent_persons, invent_records
from kapea.engines.linkage.private import SecretTooShort, encode, link_encoded, places_of
from kapea.engines.linkage.quality import quality_of_pairs

SECRET = b"sixteen bytes at least"
KNOWN_PLACES = (
    16,
    18,
    58,
    72,
    102,
    105,
    110,
    113,
    144,
    165,
    170,
    174,
    178,
    185,
    190,
    197,
    222,
    233,
    237,
    241,
    246,
)


@pytest.fixture(scope="module")
def invented() -> FictitiousRecords:
    chance = np.random.default_rng(31)
    return invent_records(invent_persons(150, chance), chance)


@pytest.fixture(scope="module")
def encoded(invented: FictitiousRecords) -> list[pa.Table]:
    sources = invented.records["source"]
    return [
        encode(invented.records.filter(pc.equal(sources, one)), secret=SECRET) for one in pc.unique(sources)
    ]


def all_text(table: pa.Table) -> str:
    return " ".join(str(value) for name in table.column_names for value in table[name].to_pylist())


def test_no_name_leaves_the_body(invented: FictitiousRecords, encoded: list[pa.Table]) -> None:
    handed_over = " ".join(all_text(table) for table in encoded).lower()
    names = invented.records["name_km"].to_pylist() + invented.records["name_latin"].to_pylist()
    long_words = {word.lower() for name in names if name for word in name.split() if len(word) > 3}
    assert long_words
    assert not [word for word in long_words if word in handed_over]


def test_children_are_found_without_their_names(invented: FictitiousRecords, encoded: list[pa.Table]) -> None:
    with duckdb.connect() as connection:
        linkage = link_encoded(encoded, connection=connection)
    person_of = dict(zip(invented.records["record_id"].to_pylist(), invented.person_ids, strict=True))
    record_ids = [record_id for table in encoded for record_id in table["record_id"].to_pylist()]
    assert quality_of_pairs(linkage.clusters, [person_of[record_id] for record_id in record_ids]).f1 > 0.85


def test_one_name_in_two_scripts_gives_one_hash(invented: FictitiousRecords) -> None:
    khmer = invented.records.slice(0, 1).set_column(2, "name_km", [["សុខ ស្រីនាង"]])
    latin = khmer.set_column(2, "name_km", [pa.array([None], pa.string())])
    latin = latin.set_column(3, "name_latin", [["Sok Sreyneang"]])
    khmer = khmer.set_column(3, "name_latin", [pa.array([None], pa.string())])
    one, other = (encode(table, secret=SECRET).to_pylist()[0] for table in (khmer, latin))
    assert one["given_skeleton"] == other["given_skeleton"]
    assert one["given_fold_bits"] == other["given_fold_bits"]


def test_another_secret_gives_other_hashes(invented: FictitiousRecords) -> None:
    one = encode(invented.records.slice(0, 5), secret=SECRET)
    other = encode(invented.records.slice(0, 5), secret=SECRET[::-1])
    for name in ("given_skeleton", "given_fold_bits"):
        assert not set(one[name].to_pylist()) & set(other[name].to_pylist()) - {None}


def test_a_short_secret_is_refused(invented: FictitiousRecords) -> None:
    with pytest.raises(SecretTooShort):
        encode(invented.records, secret=b"short")


def test_the_bits_are_those_that_every_body_sets() -> None:
    """Known answers: another version of clkhash must set the same bits for the same sound."""
    assert places_of(SECRET, "so") == KNOWN_PLACES
    assert places_of(SECRET[::-1], "so") != KNOWN_PLACES


def test_the_bits_are_a_keyed_digest_of_each_pair_of_letters() -> None:
    """The format told without the library: RFC 5869 for the key, RFC 7693 with it for each pair of letters."""
    first = hmac.digest(bytes(32), SECRET, "sha256")
    one = hmac.digest(first, b"kapea: pairs of letters\x01", "sha256")
    key = one + hmac.digest(first, one + b"kapea: pairs of letters\x02", "sha256")
    digests = [blake2b(pair, key=key, salt=b"0").digest() for pair in (b"_s", b"so", b"o_")]
    places = {number % 256 for digest in digests for number in struct.unpack("<32H", digest)[:8]}
    assert places_of(SECRET, "so") == tuple(sorted(places))
