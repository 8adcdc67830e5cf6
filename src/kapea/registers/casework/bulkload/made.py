"""A case on its way into the tables: its seed with its keys."""

from dataclasses import dataclass

from kapea.guard.models import DataKey
from kapea.guard.vault.sealing import seal
from kapea.registers.casework.bulkload.seeds import CaseSeed


@dataclass(frozen=True, kw_only=True)
class Made:
    """A seed with its keys."""

    pk: int
    code: str
    key: DataKey
    seed: CaseSeed
    step: str

    def seal(self, text: str, field: str) -> bytes:
        return seal(self.key, text, field=field)
