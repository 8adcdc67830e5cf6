"""What follows from an offence: class, limitation, investigation, double criminality, extradition.

Everything follows from the maximum penalty and the country's rules. No penalty in the sources
means that nothing is known, never that nothing follows. What the country's texts leave
unsettled is "open".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kapea.engines.law.citation import Citation, without_doubles
from kapea.engines.law.penalty import Term
from kapea.engines.law.provision import Kind, Offence
from kapea.engines.law.rules import OffenceClass, Rules

Open = Literal["open"]


@dataclass(frozen=True, kw_only=True)
class Consequences:
    """What is derived from one offence; None is unknown."""

    offence: str
    offence_class: str | None
    limitation_years: int | None
    investigation: str | None
    double_criminality: bool | Open | None
    extraditable_treaty: bool | None
    extraditable_code: bool | None
    why: str
    provisions: tuple[str, ...]
    sources: tuple[Citation, ...]

    def as_pairs(self) -> Iterable[tuple[str, str | int | bool | None]]:
        """The derived properties by the names they have outside."""
        yield "class", self.offence_class
        yield "limitation_years", self.limitation_years
        yield "investigation", self.investigation
        yield "double_criminality", self.double_criminality
        yield "extraditable_treaty", self.extraditable_treaty
        yield "extraditable_code", self.extraditable_code


def class_of(most: Term | None, rules: Rules) -> OffenceClass | None:
    """The class that a maximum puts an offence in; None when it is unknown or under every class."""
    if most is None:
        return None
    return next((candidate for candidate in rules.classes if candidate.holds(most)), None)


def consequences(offence: Offence, rules: Rules) -> Consequences:
    """Everything that follows from an offence's maximum under a country's rules."""
    most = offence.imprisonment.most if offence.imprisonment else None
    found = class_of(most, rules)
    is_punishing = offence.imprisonment is not None or offence.kind in (Kind.OFFENCE, Kind.ATTEMPT)
    unsettled = rules.unsettled.get(offence.work) if is_punishing else None
    return Consequences(
        offence=offence.id,
        offence_class=found.name if found else None,
        limitation_years=found.limitation_years if found else None,
        investigation=found.investigation if found else None,
        double_criminality="open" if unsettled else found.double_criminality if found else None,
        extraditable_treaty=rules.extradition_treaty.reached_by(most) if most else None,
        extraditable_code=rules.extradition_code.reached_by(most) if most else None,
        why=_reason(offence, found),
        provisions=found.provisions if found else (),
        sources=without_doubles((*offence.sources, *(found.sources if found else ()))),
    )


def _reason(offence: Offence, found: OffenceClass | None) -> str:
    if offence.imprisonment is None:
        return "No source gives the penalty."
    if found is None:
        return f"The maximum of {offence.imprisonment.most} is in no class that the sources give."
    end = f" and not over {found.up_to}" if found.up_to else ""
    return f"The maximum of {offence.imprisonment.most} is over {found.over}{end}."
