"""What a body that may not show names hands over as a file, how it is linked, and what hiding names costs.

The body encodes its CSV with the secret that the bodies share; whoever links gets the encoded files and never
the secret. To know the price beforehand, records with names are linked both ways and the two are compared.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as parquet

from kapea.engines.errors import InputFault
from kapea.engines.linkage.linking import Linkage
from kapea.engines.linkage.private import encode, link_encoded
from kapea.engines.linkage.quality import Quality, quality_of_pairs
from kapea.engines.linkage.records import read_file

FORMAT = {b"kapea.encoded": b"2"}
"""Written into each file: files of another version have other bits and must not be linked with these."""


def read_secret(file: Path) -> bytes:
    """Return the secret of a file, without the line's end. Raises InputFault."""
    try:
        secret = file.read_bytes().strip()
    except OSError as fault:
        raise InputFault(file, 0, "The file of the secret cannot be read.") from fault
    if not secret:
        raise InputFault(file, 0, "The file of the secret is empty.")
    return secret


def hand_over(file: Path, *, secret: bytes, out: Path) -> int:
    """Write what a body may hand over of its CSV; return how many records it is of."""
    encoded = encode(read_file(file), secret=secret)
    try:
        parquet.write_table(encoded.replace_schema_metadata(FORMAT), out)
    except OSError as fault:
        raise InputFault(out, 0, "The file cannot be written.") from fault
    return len(encoded)


def encoded_files(folder: Path) -> list[Path]:
    """Return the encoded files of a folder in the order of their names."""
    return sorted(folder.glob("*.parquet")) if folder.is_dir() else []


def read_encoded(files: Sequence[Path]) -> list[pa.Table]:
    """Return what bodies handed over. Raises InputFault."""
    tables = [_read(file) for file in files]
    seen: dict[str, Path] = {}
    for file, table in zip(files, tables, strict=True):
        for row, record_id in enumerate(table["record_id"].to_pylist(), start=1):
            if record_id in seen:
                raise InputFault(file, row, f"This record_id is already in {seen[record_id].name}.")
            seen[record_id] = file
    return tables


def _read(file: Path) -> pa.Table:
    try:
        table = parquet.read_table(file)
    except (pa.ArrowInvalid, OSError) as fault:
        raise InputFault(
            file, 0, "The file cannot be read: it is not one that `kapea encode` wrote."
        ) from fault
    if (table.schema.metadata or {}).get(b"kapea.encoded") != FORMAT[b"kapea.encoded"]:
        raise InputFault(file, 0, "The file is not one that this version of `kapea encode` wrote.")
    return table.replace_schema_metadata(None)


def encoded_bodies(records: pa.Table, *, secret: bytes) -> list[pa.Table]:
    """Return what each body of a table would hand over."""
    sources = records["source"]
    return [encode(records.filter(pc.equal(sources, one)), secret=secret) for one in pc.unique(sources)]


def link_bodies(
    bodies: Sequence[pa.Table], *, connection: duckdb.DuckDBPyConnection, seed: int
) -> tuple[list[str], Linkage]:
    """Return the ids of all records and who among them is one person."""
    record_ids = [record_id for body in bodies for record_id in body["record_id"].to_pylist()]
    return record_ids, link_encoded(bodies, connection=connection, seed=seed)


def loss(
    shown: dict[str, int], hidden: dict[str, int], person_of: dict[str, str] | None
) -> dict[str, object]:
    """Return what hiding names costs: against the truth where it is known, and against the linkage with names.

    shown, hidden: the person of each record, with names and without. `as_with_names`: how far the pairs found
    without names are those found with them.
    """
    record_ids = list(shown)
    with_names = [shown[record_id] for record_id in record_ids]
    without = [hidden[record_id] for record_id in record_ids]
    answer: dict[str, object] = {"as_with_names": _said(quality_of_pairs(without, with_names))}
    if person_of is not None:
        persons = [person_of[record_id] for record_id in record_ids]
        one, other = quality_of_pairs(with_names, persons), quality_of_pairs(without, persons)
        answer |= {
            "names_shown": _said(one),
            "names_hidden": _said(other),
            "f1_lost": round(one.f1 - other.f1, 4),
        }
    return answer


def _said(quality: Quality) -> dict[str, Any]:
    return {name: round(getattr(quality, name), 4) for name in ("precision", "recall", "f1")}
