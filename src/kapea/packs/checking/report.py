"""All that is wrong with a pack, and how much there is in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kapea.engines.errors import Fault, InputFault
from kapea.packs.checking.citations import check_citations
from kapea.packs.checking.codes import check_codes
from kapea.packs.checking.law import check_law
from kapea.packs.checking.matrix import check_matrix
from kapea.packs.checking.places import check_places
from kapea.packs.checking.rules import check_rules
from kapea.packs.checking.sums import check_population, check_publications
from kapea.packs.checking.tools import check_tools
from kapea.packs.marked import FaultBook
from kapea.packs.pack import FILE, Pack, open_pack

_LISTED_FOLDERS: Final = {
    "codelists": "codelists/index.yaml",
    "publications/tables": "publications/tables.yaml",
}


@dataclass(frozen=True, kw_only=True)
class PackReport:
    """What was found. faults: by file and line; files are relative to the pack's folder."""

    pack: str
    counts: dict[str, int]
    faults: tuple[Fault, ...]

    @property
    def is_good(self) -> bool:
        return not self.faults

    def as_json(self) -> dict[str, object]:
        """The shape that `kapea pack check --json` prints."""
        return {
            "pack": self.pack,
            "counts": self.counts,
            "faults": [{"file": one.file, "line": one.line, "reason": one.reason} for one in self.faults],
        }


def check_pack(path: Path | str) -> PackReport:
    """Every fault of the pack in a folder.

    Raises InputFault when there is no pack to read: no folder, or no usable `pack.yaml`.
    """
    folder = Path(path)
    if not (folder / FILE).is_file():
        raise InputFault(folder / FILE, 0, "the file is missing")
    book = FaultBook(root=folder.resolve(), strict=False)
    pack = open_pack(book)
    if any(fault.reason.startswith("not YAML") for fault in book.faults):
        fault = book.faults[0]
        raise InputFault(folder / fault.file, fault.line, fault.reason)
    if pack.code and pack.code != book.root.name:
        book.add(FILE, 1, f"code {pack.code!r} is not the name of the folder, {book.root.name!r}")
    counts = _check_parts(pack, book)
    faults = tuple(sorted(book.faults, key=lambda fault: (fault.file, fault.line, fault.reason)))
    return PackReport(pack=pack.code, counts=counts, faults=faults)


def _check_parts(pack: Pack, book: FaultBook) -> dict[str, int]:
    _ = pack.calendar
    check_places(pack, book)
    check_codes(pack, book)
    check_matrix(pack, book)
    check_rules(pack, book)
    check_tools(pack, book)
    check_publications(pack, book)
    check_population(pack, book)
    law = check_law(pack, book)
    check_citations(pack, book)
    _check_strays(pack, book)
    return _counts(pack) | law | _check_engines_files(book)


def _check_engines_files(book: FaultBook) -> dict[str, int]:
    from kapea.packs.evidence import check_evidence  # these bring numpy and scipy:
    from kapea.packs.figures import read_tables  # only who checks a pack waits for them

    return {**check_evidence(book), "table_specifications": len(read_tables(book))}


def _check_strays(pack: Pack, book: FaultBook) -> None:
    """A list or table that its index does not name would be lost without a word."""
    known = {f"codelists/{name}.csv" for name in pack.code_list_headings}
    known |= {table.file for table in pack.publications}
    for folder, index in _LISTED_FOLDERS.items():
        for path in sorted((pack.path / folder).glob("*.csv")):
            if f"{folder}/{path.name}" not in known:
                book.add(f"{folder}/{path.name}", 0, f"the file is not named in {index}")


def _counts(pack: Pack) -> dict[str, int]:
    lists = [pack.code_list(name) for name in pack.code_list_headings]
    return {
        **{
            f"places_{level.level}": len(pack.places.at_level(level.level))
            for level in pack.manifest.place_levels
        },
        "agencies": len(pack.agencies),
        "hotlines": len(pack.lines),
        "roles": len(pack.roles),
        "grants": sum(len(role.grants) for role in pack.roles.values()),
        "rules": len(pack.rules),
        "code_lists": len(lists),
        "codes": sum(len(codes.items) for codes in lists),
        "forms": len(pack.forms),
        "papers": len(pack.papers),
        "questions": sum(len(form.questions) for form in pack.forms.values()),
        "sources": len(pack.sources),
        "published_tables": len(pack.publications),
        "published_values": sum(len(table.rows) for table in pack.publications),
        "population": len(pack.population),
        "terms": len(pack.terms.terms) + len(pack.terms.words),
        "offences": len(pack.offences),
    }
