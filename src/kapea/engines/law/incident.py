"""What is known of an incident: when, where, who, what. Whatever is not known is left unknown."""

from dataclasses import dataclass, field

from kapea.engines.dates import AgeRange, PartialDate
from kapea.engines.law.elements import NOT_KNOWN, Stated
from kapea.engines.law.truth import Truth


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that was done, with what is known of how it was done.

    object: what it was done to; "" when not known.
    """

    conduct: str
    object: str = ""
    means: Stated = NOT_KNOWN
    purpose: Stated = NOT_KNOWN
    setting: Stated = NOT_KNOWN
    medium: Stated = NOT_KNOWN
    consideration: Stated = NOT_KNOWN
    circumstances: Stated = NOT_KNOWN


@dataclass(frozen=True, kw_only=True)
class Victim:
    """The child. Codes of countries; None where a nationality is not known."""

    age: AgeRange | None = None
    nationalities: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Suspect:
    """Who is said to have done it.

    is_victim: the suspect is the child of this incident (a picture taken of oneself, soliciting).
    is_exploited: the suspect acted while being exploited by others.
    """

    age: AgeRange | None = None
    nationalities: frozenset[str] | None = None
    residence: str | None = None
    capacity: Stated = NOT_KNOWN
    is_victim: Truth = False
    is_exploited: Truth = None


@dataclass(frozen=True, kw_only=True)
class Incident:
    """The facts from which charges are worked out.

    occurred: the day, as far as it is known. countries: where it was done; None when not known.
    acts_are_complete: nothing else was done. was_completed: False for a mere attempt.
    alleged: the offences somebody already named; looked at whatever the acts.
    """

    occurred: PartialDate | None = None
    countries: frozenset[str] | None = None
    acts: tuple[Act, ...] = ()
    acts_are_complete: bool = False
    was_completed: Truth = True
    victim: Victim = field(default_factory=Victim)
    suspect: Suspect = field(default_factory=Suspect)
    alleged: tuple[str, ...] = ()
