"""What the people register stores: persons as bodies recorded them, and the national index over them."""

from kapea.registers.people.models.index import (
    IndexAct,
    IndexCluster,
    IndexEntry,
    IndexMove,
    IndexPair,
    IndexRun,
    PairAnswer,
)
from kapea.registers.people.models.persons import (
    ContactPoint,
    Identifier,
    NameKey,
    Person,
    PersonLink,
    PersonName,
)

__all__ = [
    "ContactPoint",
    "Identifier",
    "IndexAct",
    "IndexCluster",
    "IndexEntry",
    "IndexMove",
    "IndexPair",
    "IndexRun",
    "NameKey",
    "PairAnswer",
    "Person",
    "PersonLink",
    "PersonName",
]
