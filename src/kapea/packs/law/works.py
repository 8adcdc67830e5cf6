"""Reads the works, cited provisions and definitions of a country's law."""

from kapea.engines.law.provision import Definition, Provision, Status, Work
from kapea.packs.law.entries import chosen, citations, given, truth, validity
from kapea.packs.marked import Entry, FaultBook, read_yaml

WORKS_FILE = "law/works.yaml"
PROVISIONS_FILE = "law/provisions.yaml"
TITLE_IN = "title_"
"""What stands before a language code: `title_km` is the title in Khmer."""


def read_works(book: FaultBook) -> dict[str, Work]:
    """Every work by its id."""
    works: dict[str, Work] = {}
    for entry in read_yaml(book, WORKS_FILE).at("works").items():
        work = _work(entry)
        if work.id in works:
            entry.fault(f"{work.id} stands twice")
        works[work.id] = work
    return works


def _work(entry: Entry) -> Work:
    return Work(
        id=entry.text("id"),
        title=entry.text("title"),
        titles={
            name.removeprefix(TITLE_IN): str(value.value)
            for name, value in entry.pairs()
            if name.startswith(TITLE_IN)
        },
        kind=entry.text("kind", default=""),
        status=chosen(entry, "status", Status, default=Status.IN_FORCE),
        validity=validity(entry, begins="in_force_from", ends="in_force_to"),
        sources=citations(entry),
        note=entry.text("basis", default=""),
    )


def read_provisions(book: FaultBook) -> tuple[dict[str, Provision], tuple[Definition, ...]]:
    """Every cited provision by its id, and the definitions."""
    root = read_yaml(book, PROVISIONS_FILE)
    provisions: dict[str, Provision] = {}
    for entry in root.at("provisions").items():
        provision = _provision(entry)
        if provision.id in provisions:
            entry.fault(f"{provision.id} stands twice")
        provisions[provision.id] = provision
    held = given(root, "definitions")
    return provisions, tuple(_definition(entry) for entry in held.items()) if held else ()


def _provision(entry: Entry) -> Provision:
    return Provision(
        id=entry.text("id"),
        work=entry.text("work"),
        article=entry.text("article"),
        subject=entry.text("subject"),
        status=chosen(entry, "status", Status, default=Status.IN_FORCE),
        validity=validity(entry),
        sources=citations(entry),
    )


def _definition(entry: Entry) -> Definition:
    return Definition(
        work=entry.text("work"),
        object=entry.text("object"),
        article=entry.text("article"),
        features={name: truth(value) for name, value in entry.at("features").pairs()},
        status=chosen(entry, "status", Status, default=Status.IN_FORCE),
        sources=citations(entry),
    )
