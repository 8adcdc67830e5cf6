"""Which line of a pack's YAML file says what.

Every value keeps its line, so that a fault names the place to mend (`rows` does the same for
CSV). Nothing here knows what a pack should contain. A `FaultBook` either collects every
fault (`kapea pack check`) or raises at the first (loading for use).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml

from kapea.engines.errors import Fault, InputFault

_TYPE_NAMES: Final = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a mapping",
}

try:
    _Loader: type = yaml.CSafeLoader
except AttributeError:  # PyYAML without libyaml
    _Loader = yaml.SafeLoader


@dataclass(kw_only=True)
class FaultBook:
    """Where readers write what is wrong. A strict book raises InputFault at once."""

    root: Path
    strict: bool
    faults: list[Fault] = field(default_factory=list)

    def add(self, file: str, line: int, reason: str) -> None:
        if self.strict:
            raise InputFault(self.root / file, line, reason)
        fault = Fault(file=file, line=line, reason=reason)
        if fault not in self.faults:
            self.faults.append(fault)


class Entry:
    """One value of a YAML file and where it stands.

    A reader that meets the wrong type writes a fault and returns an empty value of the right
    type, so that one slip does not hide the next.
    """

    __slots__ = ("book", "file", "line", "name", "value")

    def __init__(self, value: object, line: int, *, name: str, file: str, book: FaultBook) -> None:
        self.value = value
        self.line = line
        self.name = name
        self.file = file
        self.book = book

    def fault(self, reason: str) -> None:
        self.book.add(self.file, self.line, reason)

    def _is_a(self, kind: type) -> bool:
        if isinstance(self.value, kind) and not (kind is int and isinstance(self.value, bool)):
            return True
        self.fault(f"{self.name} must be {_TYPE_NAMES[kind]}")
        return False

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def field_names(self) -> tuple[str, ...]:
        return tuple(self.value) if isinstance(self.value, dict) else ()

    def at(self, key: str) -> "Entry":
        """The value under a key; a missing key is a fault and reads as empty."""
        if self._is_a(dict):
            if key in self.value:  # type: ignore[operator]
                return self.value[key]  # type: ignore[index, no-any-return]
            self.fault(f"{self.name} lacks {key}")
        return Entry(None, self.line, name=key, file=self.file, book=_silent(self.book))

    def items(self) -> Sequence["Entry"]:
        """The members of a list."""
        return self.value if self._is_a(list) else []  # type: ignore[return-value]

    def pairs(self) -> Iterator[tuple[str, "Entry"]]:
        """The members of a mapping."""
        if self._is_a(dict):
            yield from self.value.items()  # type: ignore[attr-defined]

    def only(self, *known: str) -> None:
        """Write a fault for every key that no reader knows: a slip of the pen is not lost."""
        for key, entry in self.pairs():
            if key not in known:
                entry.fault(f"{self.name} has no field {key!r}")

    def text(self, key: str, *, default: str | None = None) -> str:
        if default is not None and (not self.has(key) or self.at(key).value is None):
            return default
        entry = self.at(key)
        if entry._is_a(str) and not str(entry.value).strip():
            entry.fault(f"{key} is empty")
        return entry.value if isinstance(entry.value, str) else ""

    def choice(self, key: str, known: Sequence[str], *, default: str | None = None) -> str:
        value = self.text(key, default=default)
        if value and value not in known:
            self.at(key).fault(f"{key} {value!r} is not one of {', '.join(known)}")
        return value

    def whole(self, key: str, *, least: int | None = None) -> int:
        entry = self.at(key)
        if not entry._is_a(int):
            return 0
        number: int = entry.value  # type: ignore[assignment]
        if least is not None and number < least:
            entry.fault(f"{key} {number} is under {least}")
        return number

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        if default is not None and not self.has(key):
            return default
        entry = self.at(key)
        return bool(entry.value) if entry._is_a(bool) else False

    def day(self, key: str) -> date | None:
        if not self.has(key) or self.at(key).value is None:
            return None
        entry = self.at(key)
        if isinstance(entry.value, date):
            return entry.value
        entry.fault(f"{key} must be a date YYYY-MM-DD")
        return None

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        if not required and not self.has(key):
            return ()
        entry = self.at(key)
        return tuple(str(member.value) for member in entry.items() if member._is_a(str))

    def label(self, key: str, languages: Sequence[str]) -> Mapping[str, str]:
        """A name in every language of the pack."""
        entry = self.at(key)
        words = {language: str(word.value) for language, word in entry.pairs() if word._is_a(str)}
        for language in languages:
            if entry.has(language) and not words.get(language, "").strip():
                entry.at(language).fault(f"{key} has an empty name in {language!r}")
            elif not entry.has(language) and isinstance(entry.value, dict):
                entry.fault(f"{key} has no name in {language!r}")
        return MappingProxyType(words)

    def plain(self) -> object:
        """The value without its lines."""
        if isinstance(self.value, dict):
            return {key: entry.plain() for key, entry in self.value.items()}
        if isinstance(self.value, list):
            return [entry.plain() for entry in self.value]
        return self.value


def _silent(book: FaultBook) -> FaultBook:
    return FaultBook(root=book.root, strict=False)


def read_yaml(book: FaultBook, file: str) -> Entry:
    """The whole of a YAML file as an entry; an unreadable file is a fault and reads as empty."""
    text = read_text(book, file)
    if text is None:
        return Entry({}, 0, name=file, file=file, book=_silent(book))
    try:
        root = yaml.compose(text, Loader=_Loader)
        if root is None:
            book.add(file, 0, "the file is empty")
            return Entry({}, 0, name=file, file=file, book=_silent(book))
        return _Builder(book, file).entry(root, file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        book.add(file, mark.line + 1 if mark else 0, f"not YAML: {error.problem or error.context}")
    except yaml.YAMLError:
        book.add(file, _line_of_a_control_character(text), "not YAML: a control character stands here")
    except RecursionError:
        book.add(file, 0, "not YAML that can be used: it is nested too deeply, or contains itself")
    return Entry({}, 0, name=file, file=file, book=_silent(book))


def _line_of_a_control_character(text: str) -> int:
    """The first line with a character that no YAML file may hold; 0 when it is not found."""
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if yaml.reader.Reader.NON_PRINTABLE.search(line)), 0)


class _Builder:
    """Turns YAML nodes into entries."""

    def __init__(self, book: FaultBook, file: str) -> None:
        self._book = book
        self._file = file
        self._constructor = yaml.constructor.SafeConstructor()

    def entry(self, node: yaml.Node, name: str) -> Entry:
        line = node.start_mark.line + 1
        return Entry(self._value(node, name), line, name=name, file=self._file, book=self._book)

    def _value(self, node: yaml.Node, name: str) -> object:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.entry(member, f"an entry of {name}") for member in node.value]
        if node.tag == "tag:yaml.org,2002:str":
            return node.value
        try:
            return self._constructor.construct_object(node)
        except (ValueError, yaml.constructor.ConstructorError):
            self._book.add(self._file, node.start_mark.line + 1, f"{name} {node.value!r} cannot be read")
            return None

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Entry]:
        members: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._book.add(self._file, key_node.start_mark.line + 1, "a key must be one word")
                continue
            key = str(key_node.value)
            if key in members:
                self._book.add(self._file, key_node.start_mark.line + 1, f"{key} stands twice")
                continue
            entry = self.entry(value_node, key)
            if isinstance(entry.value, dict | list):
                entry.line = key_node.start_mark.line + 1
            members[key] = entry
        return members


def read_text(book: FaultBook, file: str) -> str | None:
    """The text of a file of the pack, or None after a fault."""
    path = book.root / file
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        book.add(file, 0, "the file is missing")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        book.add(file, line, "not UTF-8 text")
    except OSError as error:
        book.add(file, 0, f"cannot be read: {error.strerror}")
    return None
