"""How fast every official table comes from ten million extract rows, beside a plain reading.

Run: python benchmarks/figures.py [ROWS]. The extracts are made up by a fixed rule and written as
Parquet into a temporary folder (about 0.5 GB for ten million rows). The baseline is polars on the
same files for the table that costs most, distinct persons by year and age. The goal is 10 s a
table on two idle cores.
"""

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import duckdb
import polars as pl

from kapea.engines.figures.compute import compute
from kapea.engines.figures.periods import years
from kapea.packs.figures import list_tables

PACK = Path(__file__).parents[1] / "packs" / "khm"
DAY = "DATE '2005-01-01' + (hash(i + {salt}) % 1826)::INTEGER"
PROVINCE = "lpad((hash(i + 5) % 25 + 1)::VARCHAR, 2, '0') AS province_code"

MADE_UP = {
    "incident": "'i' || i AS incident_id, hash(i + 2) % 10 > 0 AS confirmed, "
    f"{DAY.format(salt=1)} AS reported_on, {DAY.format(salt=6)} AS investigated_on, "
    f"{DAY.format(salt=7)} AS sent_to_court_on, {PROVINCE}",
    "victim": "'v' || i AS victim_id, 'p' || (hash(i) % ({rows} * 8 // 10)) AS person_key, "
    f"{DAY.format(salt=1)} AS reported_on, (hash(i + 3) % 30)::SMALLINT AS age_years_low, "
    f"(hash(i + 3) % 30 + hash(i + 4) % 2)::SMALLINT AS age_years_high, {PROVINCE}",
    "suspect": f"'s' || i AS suspect_id, {DAY.format(salt=1)} AS arrested_on, {PROVINCE}",
    "assistance": "'v' || (hash(i) % ({rows} // 2)) AS victim_id, "
    "(['referral_ministry', 'referral_ngo', 'entrusted_family'])[(1 + hash(i + 8) % 3)::INTEGER] AS kind, "
    f"{DAY.format(salt=1)} AS given_on",
}


def make_up(folder: Path, rows: int) -> None:
    """Write the four extracts."""
    with duckdb.connect() as connection:
        for name, columns in MADE_UP.items():
            query = f"SELECT {columns.replace('{rows}', str(rows))} FROM range({rows}) AS t(i)"
            connection.sql(query).write_parquet(str(folder / f"{name}.parquet"))


def plain_victims(folder: Path) -> int:
    """The plain way: distinct persons by year and age band, in polars."""
    low, high = pl.col("age_years_low"), pl.col("age_years_high")
    band = (
        pl.when(high <= 14)
        .then(0)
        .when((low >= 15) & (high <= 17))
        .then(1)
        .when(low >= 18)
        .then(2)
        .otherwise(3)
    )
    firsts = (
        pl.scan_parquet(folder / "victim.parquet")
        .filter(pl.col("reported_on").is_between(date(2005, 1, 1), date(2009, 12, 31)))
        .with_columns(
            year=pl.col("reported_on").dt.year(), first=pl.col("reported_on").to_physical() * 4 + band
        )
        .group_by("year", "person_key")
        .agg(pl.col("first").min() % 4)
    )
    return firsts.group_by("year", "first").len().collect().height


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    with TemporaryDirectory() as made:
        folder = Path(made)
        make_up(folder, rows)
        taken = {}
        for spec in list_tables(PACK):
            extracts = {measure.unit: folder / f"{measure.unit}.parquet" for measure in spec.measures}
            taken[spec.id] = seconds(partial(compute, spec, extracts, years(2005, 2009)), spec.id)
        plain = seconds(partial(plain_victims, folder), "victims, plain polars")
        print(f"victims_by_age beside polars: ratio {taken['victims_by_age'] / plain:.2f} (processor time)")


def seconds(act: Callable[[], object], name: str) -> float:
    """Print wall and processor seconds of an act; return the processor seconds.

    On a machine that others use too, processor time over the number of cores is the better guide.
    """
    wall, used = perf_counter(), process_time()
    act()
    wall, used = perf_counter() - wall, process_time() - used
    print(f"{name:<24} {wall:6.2f} s wall, {used:6.2f} s processor")
    return used


if __name__ == "__main__":
    main()
