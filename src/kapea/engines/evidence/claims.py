"""What a source says, and what was found when sources were laid side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kapea.engines.evidence.values import Printed, Range


class State(StrEnum):
    """How sure a finding is.

    CONTRADICTION: not both can be true. TO_CHECK: both can be true only under a reading that the
    sources do not give. EXPLAINED: a person has said why it is none.
    """

    CONTRADICTION = "contradiction"
    TO_CHECK = "to_check"
    EXPLAINED = "explained"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One value that one source gives.

    subject, property: what it is about; claims with both equal are about the same thing.
    source, locator: alias and place, for instance `S2` and `§14`.
    valid: the days for which it is said, as ordinals; None: no time is given.
    """

    subject: str
    property: str
    value: Printed
    source: str
    locator: str
    unit: str = ""
    valid: Range | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A claim that is a cell of a published table.

    dims: dimension to code, `_T` for a total. label: the printed words of the row.
    A figure without a number (blank, dash) has `claim.value.meaning` None.
    """

    table: str
    dims: Mapping[str, str]
    measure: str
    claim: Claim
    label: str = ""

    @property
    def meaning(self) -> Range | None:
        """What the printed number can mean."""
        return self.claim.value.meaning


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One contradiction, or something that must be looked at.

    rule: which rule found it. message: what is wrong, in one sentence.
    """

    rule: str
    subject: str
    property: str
    claims: tuple[Claim, ...]
    message: str
    state: State = State.CONTRADICTION
    tables: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Return the finding for `evidence check --json`."""
        return {
            "rule": self.rule,
            "state": self.state.value,
            "subject": self.subject,
            "property": self.property,
            "claims": [
                {
                    "source": claim.source,
                    "locator": claim.locator,
                    "value": _plain(claim.value),
                    "about": f"{claim.subject}: {claim.property}",
                    "unit": claim.unit,
                    "note": claim.note,
                }
                for claim in self.claims
            ],
            "message": self.message,
            "tables": list(self.tables),
        }


def _plain(value: Printed) -> int | str:
    """A whole number as a number, everything else as printed."""
    return int(value.text) if value.is_number and value.text.isdecimal() else value.text
