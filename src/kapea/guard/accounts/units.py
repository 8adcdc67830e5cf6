"""Which units a body has, asked by the accounts, which do not know where units are kept.

The register of agencies says at start-up how they are found.
"""

from collections.abc import Callable, Sequence

from kapea.packs import Label

Units = Sequence[tuple[str, Label]]
_FINDERS: list[Callable[[str], Units]] = []


def register_units(find: Callable[[str], Units]) -> None:
    """Say how the units of a body are found, by the body's code."""
    _FINDERS[:] = [find]


def units_of(agency_code: str) -> Units:
    """Return (code, names) of the units of a body; nothing for "" or a body without units."""
    return [pair for find in _FINDERS for pair in find(agency_code)] if agency_code else []
