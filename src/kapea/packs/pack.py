"""What one country says, read when first asked for.

`load_pack` reads only `pack.yaml`; each other part is read once, at first use. A pack that
cannot be used raises InputFault with file, line and reason; `check_pack` finds every fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kapea.engines.dates import WorkingCalendar
from kapea.engines.errors import InputFault
from kapea.packs.agencies import AgencyRecord, read_agencies
from kapea.packs.calendar import read_calendar
from kapea.packs.code_lists import CodeList, CodeListHeading, UnknownCodeList, read_code_list, read_index
from kapea.packs.forms import FormRecord, read_forms
from kapea.packs.hotlines import HotlineRecord, read_hotlines
from kapea.packs.labels import Label
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.offences import OffenceRecord, read_offences
from kapea.packs.papers import PaperRecord, read_papers
from kapea.packs.places import LEVEL_FILES, PlaceIndex, read_places
from kapea.packs.population import PopulationRecord, read_population
from kapea.packs.publications import PublishedTable, read_publications
from kapea.packs.roles import RoleRecord, read_roles
from kapea.packs.rules import Rule, read_rules, rule_on
from kapea.packs.sources import SourceRecord, read_sources
from kapea.packs.terms import Terminology, read_terminology

FILE = "pack.yaml"
FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class PlaceLevel:
    """One level of the country's places: its name, and the kinds that stand at it, named too.

    digits: how many digits a code has, each beginning with its parent's; 0 when codes are free.
    """

    level: int
    digits: int
    name: Label
    kinds: Mapping[str, Label]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What `pack.yaml` says.

    languages: the first is the one a page opens in.
    is_fictional: a made-up country, shown as such on every page.
    """

    code: str
    country: str
    name: Label
    languages: tuple[str, ...]
    time_zone: str
    is_fictional: bool
    place_levels: tuple[PlaceLevel, ...]


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A country's pack. Every part is read at first use and kept."""

    path: Path
    manifest: Manifest
    book: FaultBook

    @property
    def code(self) -> str:
        return self.manifest.code

    @property
    def name(self) -> Label:
        return self.manifest.name

    @property
    def languages(self) -> tuple[str, ...]:
        return self.manifest.languages

    @property
    def is_fictional(self) -> bool:
        return self.manifest.is_fictional

    @cached_property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.manifest.time_zone)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return read_calendar(self.book)

    @cached_property
    def lines(self) -> tuple[HotlineRecord, ...]:
        """Every number a child can call, those for danger first."""
        return read_hotlines(self.book, self.languages)

    @property
    def emergency_numbers(self) -> tuple[HotlineRecord, ...]:
        return tuple(line for line in self.lines if line.is_emergency)

    @property
    def hotlines(self) -> tuple[HotlineRecord, ...]:
        return tuple(line for line in self.lines if not line.is_emergency)

    @cached_property
    def places(self) -> PlaceIndex:
        kinds = {level.level: tuple(level.kinds) for level in self.manifest.place_levels}
        return read_places(self.book, self.languages, kinds)

    def boundaries(self, level: int) -> Path:
        """The GeoJSON file of a level's shapes; level 0 is the country. Raises InputFault."""
        path = self.path / "boundaries" / f"admin{level}.geojson"
        if not path.is_file():
            raise InputFault(path, 0, "the file is missing")
        return path

    @cached_property
    def agencies(self) -> tuple[AgencyRecord, ...]:
        return read_agencies(self.book, self.languages)

    @cached_property
    def roles(self) -> Mapping[str, RoleRecord]:
        return read_roles(self.book, self.languages)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return read_rules(self.book, self.languages)

    def rule(self, code: str, *, on: date | None = None) -> Rule:
        """The version of a rule that holds on a day, or the newest. Raises UnknownRule."""
        return rule_on(self.rules, code, on=on)

    @cached_property
    def code_list_headings(self) -> Mapping[str, CodeListHeading]:
        return read_index(self.book, self.languages)

    @cached_property
    def _code_lists(self) -> dict[str, CodeList]:
        return {}

    def code_list(self, name: str) -> CodeList:
        """A code list of the pack. Raises UnknownCodeList."""
        if name not in self._code_lists:
            if name not in self.code_list_headings:
                raise UnknownCodeList(f"The pack has no code list {name!r}.")
            self._code_lists[name] = read_code_list(self.book, self.code_list_headings[name])
        return self._code_lists[name]

    @cached_property
    def papers(self) -> Mapping[str, PaperRecord]:
        """The forms that the country prints on paper, by code."""
        return read_papers(self.book, self.languages)

    @cached_property
    def forms(self) -> Mapping[str, FormRecord]:
        """The tools of assessment by code."""
        return read_forms(self.book, self.languages)

    @cached_property
    def population(self) -> tuple[PopulationRecord, ...]:
        return read_population(self.book)

    @cached_property
    def offences(self) -> tuple[OffenceRecord, ...]:
        return read_offences(self.book)

    @cached_property
    def publications(self) -> tuple[PublishedTable, ...]:
        """The figures of others, as printed."""
        return read_publications(self.book, self.languages)

    @cached_property
    def terms(self) -> Terminology:
        """Which words to use, and the words of the field."""
        return read_terminology(self.book, self.languages)

    @cached_property
    def sources(self) -> Mapping[str, SourceRecord]:
        return read_sources(self.book)


def load_pack(path: Path | str) -> Pack:
    """The pack of a folder; the same one again while its `pack.yaml` is unchanged.

    Raises InputFault.
    """
    folder = Path(path).resolve()
    try:
        stamp = (folder / FILE).stat().st_mtime_ns
    except OSError:
        raise InputFault(Path(path) / FILE, 0, "the file is missing") from None
    return _loaded(folder, stamp)


@lru_cache(maxsize=8)
def _loaded(folder: Path, stamp: int) -> Pack:
    return open_pack(FaultBook(root=folder, strict=True))


def open_pack(book: FaultBook) -> Pack:
    """The pack of a book's folder, read with that book."""
    return Pack(path=book.root, manifest=read_manifest(book), book=book)


def read_manifest(book: FaultBook) -> Manifest:
    """What `pack.yaml` says."""
    root = read_yaml(book, FILE)
    root.only("format", "code", "country", "name", "languages", "time_zone", "fictional", "places")
    if root.whole("format") != FORMAT:
        root.at("format").fault(f"format must be {FORMAT}")
    code = root.text("code")
    if code and not (len(code) == 3 and code.isascii() and code.islower() and code.isalpha()):
        root.at("code").fault(f"code {code!r} is not three small letters (ISO 3166-1 alpha-3)")
    languages = root.texts("languages", required=True)
    if not languages and root.has("languages"):
        root.at("languages").fault("languages is empty")
    time_zone = root.text("time_zone")
    if time_zone and not _is_time_zone(time_zone):
        root.at("time_zone").fault(f"time_zone {time_zone!r} is not an IANA time zone")
    return Manifest(
        code=code,
        country=root.text("country"),
        name=root.label("name", languages),
        languages=languages,
        time_zone=time_zone or "UTC",
        is_fictional=root.flag("fictional", default=False),
        place_levels=_read_levels(root, languages),
    )


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _read_levels(root: Entry, languages: tuple[str, ...]) -> tuple[PlaceLevel, ...]:
    levels = []
    for entry in root.at("places").items():
        entry.only("level", "digits", "name", "kinds")
        level = entry.whole("level", least=1)
        if level not in LEVEL_FILES:
            entry.at("level").fault(f"level {level} is over {max(LEVEL_FILES)}")
            continue
        kinds = {kind: entry.at("kinds").label(kind, languages) for kind in entry.at("kinds").field_names()}
        levels.append(
            PlaceLevel(
                level=level,
                digits=entry.whole("digits", least=1) if entry.has("digits") else 0,
                name=entry.label("name", languages),
                kinds=kinds,
            )
        )
    return tuple(levels)
