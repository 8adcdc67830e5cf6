"""Bodies that may not show names hand over encoded files; who links them never sees the secret."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as parquet
import pytest

from kapea.cli import main
from kapea.engines.linkage.fictitious import invent_persons, invent_records

PERSONS = 150
SECRET = "a secret that the bodies share\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bodies' CSV files, the truth and the secret."""
    folder = tmp_path_factory.mktemp("hidden")
    chance = np.random.default_rng(31)
    invented = invent_records(invent_persons(PERSONS, chance), chance)
    (folder / "bodies").mkdir()
    sources = np.array(invented.records["source"].to_pylist())
    for source in np.unique(sources):
        rows = invented.records.take(np.flatnonzero(sources == source))
        arrow_csv.write_csv(rows.drop_columns(["source"]), folder / "bodies" / f"{source}.csv")
    truth = pa.table({"record_id": invented.records["record_id"], "person_id": invented.person_ids})
    arrow_csv.write_csv(truth, folder / "truth.csv")
    (folder / "secret").write_text(SECRET)
    return folder


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, object]:
    assert main([str(each) for each in (*arguments, "--json")]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_what_hiding_names_loses_is_printed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(
        capsys, "link", place / "bodies", "--hide-names", place / "secret", "--truth", place / "truth.csv"
    )
    lost = found["loss"]
    assert isinstance(lost, dict)
    assert lost["names_hidden"]["f1"] == found["f1"]
    assert lost["f1_lost"] == pytest.approx(lost["names_shown"]["f1"] - lost["names_hidden"]["f1"], abs=2e-4)
    assert lost["names_hidden"]["f1"] > 0.85
    assert lost["as_with_names"]["f1"] > 0.85


def test_encoded_files_give_the_same_persons_without_the_secret(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handed = place / "handed"
    handed.mkdir()
    for file in sorted((place / "bodies").glob("*.csv")):
        out = handed / f"{file.stem}.parquet"
        told = answer(capsys, "encode", file, "--secret-file", place / "secret", "--out", out)
        assert told["records"] == len(parquet.read_table(out))
    at_once = answer(capsys, "link", place / "bodies", "--hide-names", place / "secret")
    apart = answer(capsys, "link", handed, "--truth", place / "truth.csv")
    assert apart["names"] == "hidden"
    assert (apart["clusters"], apart["pairs"]) == (at_once["clusters"], at_once["pairs"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("link", "bodies", "--hide-names", "nowhere"), "nowhere:0: The file of the secret cannot be read."),
        (("link", "bodies", "--hide-names", "short"), "at least 16 bytes"),
        (("link", "bodies", "--hide-names", "secret", "--engine", "spark"), "by the engine duckdb only"),
        (("link", "plain"), "is not one that this version of `kapea encode` wrote"),
        (("link", "broken"), "it is not one that `kapea encode` wrote"),
        (("link", "both"), "they cannot be linked together"),
    ],
    ids=["no secret", "a short one", "on spark", "any parquet", "no parquet", "encoded and not"],
)
def test_what_cannot_be_linked_without_names_is_explained(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    (place / "short").write_text("too short")
    for name in ("plain", "broken", "both"):
        (place / name).mkdir(exist_ok=True)
    parquet.write_table(pa.table({"record_id": ["1"]}), place / "plain" / "a.parquet")
    (place / "broken" / "a.parquet").write_text("nothing of the kind")
    (place / "both" / "a.parquet").write_text("")
    (place / "both" / "b.csv").write_text("record_id\n1\n")
    given = [
        str(place / each) if (place / each).exists() or each == "nowhere" else each for each in arguments
    ]
    assert main(given) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert len(said.err.splitlines()) == 1
