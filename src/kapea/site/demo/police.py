"""What the police of the fictitious country have written down beside an incident's stages.

Drawn from the incident's own code, so that the other registers' matters stay the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Final

from kapea.engines.dates import PartialDate
from kapea.guard.pack import local_day
from kapea.packs import Pack
from kapea.registers.codes import ALPHABET, LENGTH
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.police.bulk import (
    EvidenceRow,
    IncidentRow,
    InterviewRow,
    StayRow,
    SuspectRow,
    VictimRow,
)
from kapea.site.demo import words
from kapea.site.demo.people import Population

CUSTODY: Final = "police.custody_hours"
SEEN_BEFORE_SHARE: Final = 0.05
AT_POST_SHARE, INTERVIEWED_SHARE, EVIDENCE_SHARE = 0.25, 0.4, 0.3
CHILD_BELOW_YEARS: Final = 18


class PoliceBook:
    """Completes incidents one after the other; keeps each station's numbers and who was suspected before."""

    def __init__(self, pack: Pack, population: Population, *, until: datetime, part: int) -> None:
        self.population, self.until, self.part = population, until, part
        rule = pack.rule(CUSTODY)
        self.hours, self.rule = int(str(rule.values["hours"])), (rule.code, str(rule.version))
        forms = pack.code_list("exploitation_form")
        self.offences: dict[str, list[str]] = {}
        for form in forms.codes:
            word = str(forms.item(form).attributes.get("offence_form") or "")
            self.offences[form] = [
                offence.code
                for offence in pack.offences
                if word
                and word in offence.forms
                and offence.status == "in_force"
                and offence.kind == "offence"
            ]
        self.numbers: dict[tuple[str, int], count[int]] = {}
        self.seen_before: list[PersonDraft] = []

    def completed(self, row: IncidentRow) -> IncidentRow:
        """Return the incident with its number in the book, offences, stays, interviews and suspects' names."""
        chance = Random(row.code)
        is_confirmed = row.confirmed_on is not None
        offences = [offence for form in row.forms for offence in self.offences.get(form, ())]
        return replace(
            row,
            book_number=self._number(row) if is_confirmed else "",
            occurred=self._occurred(row, chance),
            offences=tuple(chance.sample(offences, 1)) if offences and is_confirmed else (),
            clearance="arrested" if row.sent_to_court_on else "",
            cleared_on=row.sent_to_court_on,
            victims=[self._victim(each, row, chance) for each in row.victims],
            suspects=self._suspects(row.suspects, chance),
            evidence=self._evidence(row, chance),
        )

    def _number(self, row: IncidentRow) -> str:
        numbers = self.numbers.setdefault((row.unit_code, row.reported_on.year), count(1))
        return f"{self.part}-{next(numbers)}" if self.part else str(next(numbers))

    def _occurred(self, row: IncidentRow, chance: Random) -> PartialDate:
        day = row.reported_on - timedelta(days=chance.randint(0, 40))
        if chance.random() < 0.7:
            return PartialDate.exact(day)
        return PartialDate.estimated(day.replace(day=1), day)

    def _victim(self, victim: VictimRow, row: IncidentRow, chance: Random) -> VictimRow:
        if row.confirmed_on is None or (victim.age_low or 0) >= CHILD_BELOW_YEARS:
            return victim
        held_at = row.created_at + timedelta(hours=chance.randint(4, 40))
        interview = None
        if chance.random() < INTERVIEWED_SHARE and held_at < self.until:
            interview = InterviewRow(
                held_at=held_at,
                place=chance.choice(["child_room", "police_office", "shelter"]),
                interviewer=words.said(words.OFFICER, row.code),
                trusted_adult=chance.choice(["mother", "grandparent", "social_worker"]),
            )
        share = 1 if self.until - row.created_at < timedelta(hours=self.hours) else AT_POST_SHARE
        stay = self._stay(victim, row, chance) if chance.random() < share else None
        return replace(
            victim,
            stay=stay,
            interview=interview,
            rescued_on=local_day(stay.arrived_at) if stay else None,
        )

    def _stay(self, victim: VictimRow, row: IncidentRow, chance: Random) -> StayRow | None:
        arrived_at = row.created_at + timedelta(hours=chance.randint(0, 3))
        if arrived_at > self.until:
            return None
        left_at = arrived_at + timedelta(hours=chance.randint(3, self.hours - 4))
        is_there = self.until - arrived_at < timedelta(hours=self.hours)
        return StayRow(
            arrived_at=arrived_at,
            due_at=arrived_at + timedelta(hours=self.hours),
            rule_code=self.rule[0],
            rule_version=self.rule[1],
            left_at=None if is_there else left_at,
            left_to="" if is_there else victim.assistance or "other_place",
        )

    def _evidence(self, row: IncidentRow, chance: Random) -> tuple[EvidenceRow, ...]:
        if row.confirmed_on is None or not row.suspects or chance.random() > EVIDENCE_SHARE:
            return ()
        return (
            EvidenceRow(
                code="E-" + "".join(chance.choices(ALPHABET, k=LENGTH)),
                kind=chance.choice(["phone", "storage", "document"]),
                description=words.said(words.ITEM, row.code),
                holder=words.said(words.OFFICER, row.code),
                algorithm="sha256",
                digest=f"{chance.getrandbits(256):064x}",
            ),
        )

    def _suspects(self, suspects: Sequence[SuspectRow], chance: Random) -> list[SuspectRow]:
        return [self._named(each, chance) for each in suspects]

    def _named(self, suspect: SuspectRow, chance: Random) -> SuspectRow:
        if self.seen_before and chance.random() < SEEN_BEFORE_SHARE:
            person = replace(chance.choice(self.seen_before), nationality=suspect.nationality)
        else:
            person = PersonDraft(
                family_latin=self.population.families.draw(chance).latin,
                given_latin=self.population.givens.draw(chance, sex="m").latin,
                sex="male",
                nationality=suspect.nationality,
            )
            self.seen_before = [*self.seen_before[-199:], person]
        name = f"{person.family_latin} {person.given_latin} (fictitious)"
        return replace(suspect, name=name, person=person)
