"""What a country's general law says about every offence: classes, periods, reach, extradition.

The numbers are the country's and come from its pack, each with its source. This module only says
which numbers there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kapea.engines.law.citation import Citation
from kapea.engines.law.penalty import Term


@dataclass(frozen=True, kw_only=True)
class OffenceClass:
    """A class of offences and what follows from it.

    over: the maximum is over this term. up_to: and not over this one (None: without end).
    includes_life: whether life imprisonment is in the class.
    limitation_years: after how many years prosecution is barred.
    investigation: "mandatory" or "optional".
    double_criminality: whether a national's act abroad must be punishable there too.
    """

    name: str
    over: Term
    up_to: Term | None
    includes_life: bool
    limitation_years: int
    investigation: str
    double_criminality: bool
    provisions: tuple[str, ...]
    sources: tuple[Citation, ...]

    def holds(self, most: Term) -> bool:
        """Whether a maximum puts an offence in the class."""
        if most.is_life:
            return self.includes_life
        return most > self.over and (self.up_to is None or most <= self.up_to)


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The maximum that makes an offence extraditable. is_included: the term itself is enough."""

    term: Term
    is_included: bool
    provisions: tuple[str, ...]
    sources: tuple[Citation, ...]
    states: tuple[str, ...] = ()

    def reached_by(self, most: Term) -> bool:
        return most > self.term or (self.is_included and most == self.term)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Where one work's offences can be prosecuted: the provision for each ground, or ""."""

    territory: str
    active_nationality: str
    passive_nationality: str
    sources: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True)
class GoverningText:
    """Double criminality of a work of which nobody has settled which text governs.

    readings: what each text would say; None where it follows the class.
    """

    reason: str
    readings: Mapping[str, bool | None]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True)
class Responsibility:
    """From which age a suspect can answer in court.

    surely_from: at or over it every source agrees. never_under: under it every source agrees.
    """

    never_under: int
    surely_from: int
    provisions: tuple[str, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """A country's general criminal law, as data.

    country: its code; country_names: every word by which facts may name it.
    limitation_interrupted_by: the acts of a proceeding after which the period begins anew; None where
    no source says whether there are any.
    described_from: before this day the recorded law is incomplete, so a provision that is not
    recorded may still have existed; None when it is complete for all days.
    """

    country: str
    country_names: frozenset[str]
    classes: tuple[OffenceClass, ...]
    extradition_treaty: Threshold
    extradition_code: Threshold
    reach: Mapping[str, Reach]
    default_reach: Reach
    unsettled: Mapping[str, GoverningText]
    responsibility: Responsibility
    limitation_from_majority: bool = False
    limitation_interrupted_by: frozenset[str] | None = None
    described_from: date | None = None
    precedence_note: str = ""
