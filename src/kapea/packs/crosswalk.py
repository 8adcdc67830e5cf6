"""Under which printed name a provision is counted, and which international class it belongs to.

The key of a row is a provision's id or the leading part of several: `TIPSE-34` holds `TIPSE-34-15`.
The class of some rows depends on the victim's age: `iccs_code` is the class without that fact,
`iccs_child` the class when a victim is, or may be, a child (empty: the same).
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kapea.packs.marked import FaultBook
from kapea.packs.offences import CROSSWALK_FILE
from kapea.packs.rows import read_rows


@dataclass(frozen=True, kw_only=True)
class PrintedOffence:
    """One row of the printed tables. iccs: International Classification of Crime for Statistical Purposes."""

    key: str
    label: str
    iccs: str
    iccs_child: str

    def iccs_of(self, *, may_be_child: bool) -> str:
        """Return the class, by whether a victim is or may be a child."""
        return self.iccs_child if may_be_child else self.iccs


@lru_cache(maxsize=8)
def printed_offences(pack: Path) -> tuple[PrintedOffence, ...]:
    """Return the rows of a pack's crosswalk. Raises InputFault."""
    rows = read_rows(FaultBook(root=pack, strict=True), CROSSWALK_FILE, ("key", "printed_label", "iccs_code"))
    return tuple(
        PrintedOffence(
            key=row.text("key"),
            label=row.text("printed_label"),
            iccs=row.text("iccs_code"),
            iccs_child=row.maybe("iccs_child") or row.text("iccs_code"),
        )
        for row in rows
    )


@lru_cache(maxsize=2_000)
def printed_offence(pack: Path, offence: str) -> PrintedOffence | None:
    """Return the row under which a provision is counted, the closest one; None when there is none."""
    near = [row for row in printed_offences(pack) if offence == row.key or offence.startswith(f"{row.key}-")]
    return max(near, key=lambda row: len(row.key), default=None)
