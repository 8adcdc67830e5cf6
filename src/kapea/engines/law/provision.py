"""What a law holds: its works, its provisions, its definitions and its offences.

An offence is data: what it asks and what it threatens. Its class, limitation and other
consequences are worked out elsewhere and never stored. Nothing here knows a country.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kapea.engines.dates import AgeRange
from kapea.engines.law.ages import ANY_AGE
from kapea.engines.law.citation import Citation
from kapea.engines.law.elements import Elements
from kapea.engines.law.penalty import Fine, Imprisonment
from kapea.engines.law.truth import Truth, every
from kapea.engines.law.validity import ALWAYS, Validity


class Kind(StrEnum):
    """What a record of the law is. Only an offence or its attempt can be charged."""

    OFFENCE = "offence"
    ATTEMPT = "attempt"
    SUMMARY_CLAIM = "summary_claim"
    EXEMPTION = "exemption"
    PROHIBITION = "prohibition"
    GENERAL_RULE = "general_rule"
    ACCESSORY_PENALTY = "accessory_penalty"
    CIVIL_REMEDY = "civil_remedy"
    ADMINISTRATIVE = "administrative"


class Status(StrEnum):
    IN_FORCE = "in_force"
    DRAFT = "draft"
    REPEALED = "repealed"


@dataclass(frozen=True, kw_only=True)
class Work:
    """A law, code, sub-decree or bill as a whole (Akoma Ntoso: a work).

    titles: its title in further languages, by language code, as far as the sources give it.
    kind: law, code, sub_decree, bill …, as the pack says.
    validity: from commencement to repeal, as far as the sources give it.
    """

    id: str
    title: str
    titles: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    status: Status = Status.IN_FORCE
    validity: Validity = ALWAYS
    sources: tuple[Citation, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Provision:
    """An article that is no offence but is cited: a definition, a rule, a duty."""

    id: str
    work: str
    article: str
    subject: str
    status: Status = Status.IN_FORCE
    validity: Validity = ALWAYS
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Definition:
    """Which features the definition of an object in a work has (None: the text leaves it open)."""

    work: str
    object: str
    article: str
    features: Mapping[str, Truth]
    status: Status = Status.IN_FORCE
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Displacement:
    """A later provision applies instead of this one, for some media or (no media) altogether.

    It is an assumption of whoever writes the scenario, for a lawyer to decide.
    """

    by: str
    media: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class AccessoryPenalties:
    """Additional penalties a record makes available, and to which offences."""

    penalties: tuple[str, ...]
    works: frozenset[str] = frozenset()
    offences: frozenset[str] = frozenset()
    foreigners_only: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Offence:
    """One version of a record of the law.

    victim_age: whom it protects; `is_by_exploited`: the person exploited is the one it punishes.
    suspect_age: whom it binds. attempt: whether the attempt is punished.
    aggravates: the offence of which this is the aggravated form.
    excuses: the offences from which an exemption frees the persons of `suspect_age`.
    """

    id: str
    work: str
    article: str
    kind: Kind
    title: str
    status: Status = Status.IN_FORCE
    article_basis: str = "seed"
    conduct: str = ""
    forms: tuple[str, ...] = ()
    victim_age: AgeRange = ANY_AGE
    is_by_exploited: bool = False
    suspect_age: AgeRange = ANY_AGE
    elements: Elements = field(default_factory=Elements)
    imprisonment: Imprisonment | None = None
    fine: Fine | None = None
    attempt: Truth = None
    is_attempt_inferred: bool = False
    attempt_provisions: tuple[str, ...] = ()
    aggravates: str = ""
    aggravation: str = ""
    accessory: AccessoryPenalties | None = None
    excuses: frozenset[str] = frozenset()
    displaced: tuple[Displacement, ...] = ()
    validity: Validity = ALWAYS
    sources: tuple[Citation, ...] = ()
    notes: str = ""

    @property
    def is_chargeable(self) -> bool:
        return self.kind is Kind.OFFENCE

    @property
    def is_displaced(self) -> bool:
        """Whether a later provision applies instead of it altogether."""
        return any(not displacement.media for displacement in self.displaced)

    @property
    def lost_media(self) -> frozenset[str]:
        """The media for which a later provision applies instead of it."""
        return frozenset().union(*(displacement.media for displacement in self.displaced))


def is_enacted(record: Offence | Provision | Work, work: Work | None) -> bool:
    """Whether a record is law at all: neither a draft, nor repealed, nor displaced altogether."""
    if record.status is not Status.IN_FORCE or (work is not None and work.status is not Status.IN_FORCE):
        return False
    return not (isinstance(record, Offence) and record.is_displaced)


def in_force(record: Offence | Provision | Work, work: Work | None, on: date | None) -> Truth:
    """Whether a record and the work it belongs to are in force on a day, or now without a day.

    Drafts and bills never are. Unknown where a commencement is known too roughly.
    """
    if not is_enacted(record, work):
        return False
    spans = [record.validity] + ([work.validity] if work is not None else [])
    return every(span.is_open() if on is None else span.on(on) for span in spans)
