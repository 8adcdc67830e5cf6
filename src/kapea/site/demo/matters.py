"""What happens to a fictitious child: from a report to closure, cut off at the last day.

Draws with a seeded generator only; the same seed, days and pack give the same matters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from kapea.engines.dates import add_months
from kapea.guard.pack import local_day
from kapea.packs import Pack
from kapea.registers.casework.bulk import CaseSeed, ClosureSeed, ReferralSeed, VisitSeed
from kapea.registers.codes import ALPHABET, LENGTH
from kapea.registers.hotline.bulk import ContactRow
from kapea.registers.people.bulk import PersonRow
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.police.bulk import IncidentRow, SuspectRow, VictimRow
from kapea.site.demo import words
from kapea.site.demo.people import FictitiousPerson, Population
from kapea.site.demo.shape import Shape

CHILD_BELOW_YEARS = 18
RECENT_SHARE, RECENT_DAYS = 0.15, 30
VISIT_MONTHS = (1, 2, 3, 6, 9, 12)
RISKS = {"high": 2, "medium": 4, "low": 3}
DOMESTIC, FOREIGN = "KH", ("TH", "VN", "CN", "KR", "FR", "GB", "US", "DE", "JP")


@dataclass(frozen=True, kw_only=True)
class Bodies:
    """Who works in the fictitious country.

    state, police: agencies with one unit a province. ngos: agencies with their worker's account.
    workers: by agency and unit, the account that owns the cases and its user name.
    """

    hotline: str
    police: str
    state: str
    ngos: tuple[str, ...]
    workers: dict[tuple[str, str], tuple[int, str]]
    supervisors: dict[str, str]
    operator_id: int | None
    officers: dict[str, int]
    busy_province: str
    court_officers: dict[str, int] = field(default_factory=dict)


@dataclass(kw_only=True)
class Matter:
    """All that one fictitious event leaves in the registers."""

    contact: ContactRow | None = None
    incident: IncidentRow | None = None
    person: PersonRow | None = None
    case: dict[str, Any] | None = None


class Storyteller:
    """Draws matters one after the other."""

    def __init__(
        self, pack: Pack, shape: Shape, bodies: Bodies, chance: Random, *, first_on: date, until: datetime
    ) -> None:
        self.pack, self.shape, self.bodies, self.chance = pack, shape, bodies, chance
        self.first_on, self.until = first_on, until
        self.population = Population(pack, shape, chance)
        self.forms = list(shape.forms)
        self.form_weights = list(accumulate(shape.forms.values()))
        self.assistance = list(shape.assistance)
        self.assistance_weights = list(accumulate(shape.assistance.values()))
        self.services = pack.code_list("service_kind").codes
        self.indicators = pack.code_list("identification_indicator").codes
        self.factors = pack.code_list("risk_factor").codes
        self.needs = pack.code_list("special_need").codes
        self.refusals = pack.code_list("referral_refusal_reason").codes
        self.categories = [
            each for each in pack.code_list("contact_topic").codes if each.startswith("violence.")
        ]
        self.codes: set[str] = set()

    def matters(self, *, cases: int) -> Iterator[Matter]:
        """Yield matters until so many children have a case; adults and contacts come between."""
        made = 0
        while made < cases:
            matter = self._matter()
            made += matter.case is not None
            yield matter
            if self.chance.random() < self.shape.contacts_without_incident_share:
                yield Matter(contact=self._lone_contact())

    def others(self, count: int) -> Iterator[PersonRow]:
        """Yield persons without a case: brothers and sisters, carers, earlier records of other bodies."""
        for _number in range(count):
            at = self._instant()
            person = self.population.victim(on=local_day(at))
            yield self._person(person, self.code("P"), at)

    def code(self, prefix: str) -> str:
        """Return a code that says nothing, drawn from the seed."""
        while True:
            found = f"{prefix}-" + "".join(self.chance.choices(ALPHABET, k=LENGTH))
            if found not in self.codes:
                self.codes.add(found)
                return found

    def _instant(self) -> datetime:
        """Some day of the years; one matter in seven in the last weeks, so that each step has open work."""
        days = (local_day(self.until) - self.first_on).days
        is_recent = self.chance.random() < RECENT_SHARE
        ago = self.chance.uniform(0, RECENT_DAYS) if is_recent else self.chance.uniform(0, days)
        start = self.until - timedelta(days=ago)
        return start.replace(minute=self.chance.randrange(60), second=0, microsecond=0)

    def _later(self, start: datetime, low_days: float, high_days: float) -> datetime:
        return start + timedelta(days=self.chance.uniform(low_days, high_days))

    def _matter(self) -> Matter:
        told_at = self._instant()
        child = self.population.victim(on=local_day(told_at))
        forms = tuple(self.chance.choices(self.forms, cum_weights=self.form_weights))
        via_hotline = self.chance.random() < self.shape.via_hotline_share
        matter = Matter()
        if via_hotline:
            matter.contact = self._contact(told_at, child, forms, is_handed_over=True)
        person_code = self.code("P")
        assistance, assisted_at = self._assistance(told_at)
        matter.incident = self._incident(
            told_at, child, forms, person_code, matter.contact, assistance, assisted_at
        )
        matter.person = self._person(child, person_code, told_at)
        if child.age_on(local_day(told_at)) < CHILD_BELOW_YEARS:
            matter.case = self._case(told_at, child, forms, matter, assistance, assisted_at)
        return matter

    def _assistance(self, told_at: datetime) -> tuple[str, datetime | None]:
        at = self._later(told_at, 1, 12)
        if at > self.until:
            return "", None
        return self.chance.choices(self.assistance, cum_weights=self.assistance_weights)[0], at

    def _contact(
        self, at: datetime, child: FictitiousPerson, forms: tuple[str, ...], *, is_handed_over: bool
    ) -> ContactRow:
        chance = self.chance
        priority = chance.choices(["red", "amber", "green"], [2, 4, 4])[0]
        is_public = chance.random() < 0.4
        return ContactRow(
            code=self.code("K"),
            agency_code=self.bodies.hotline,
            channel="web" if is_public else chance.choice(["phone", "phone", "walk_in", "sms"]),
            kind="child" if chance.random() < 0.3 else "about_child",
            status="handed_over" if is_handed_over else "triaged",
            priority=priority,
            is_danger_now=priority == "red",
            topics=forms,
            relation_to_child=chance.choice(["self", "mother", "teacher", "neighbour", "other_relative"]),
            child_age_years=child.age_on(local_day(at)) if chance.random() < 0.8 else None,
            child_sex=child.sex,
            province_code=child.province_code,
            received_at=at.replace(minute=0) if is_public else at,
            first_action_at=at + timedelta(minutes=chance.randint(2, 90)),
            closed_at=None,
            outcome="",
            operator_id=self.bodies.operator_id,
            is_public=is_public,
            language=words.language_of(at),
            narrative=words.told(chance, at),
            messages=self._messages(at) if is_public else (),
            categories=(chance.choice(self.categories),),
            referred_at=at + timedelta(minutes=chance.randint(10, 3_000)) if is_handed_over else None,
        )

    def _messages(self, at: datetime) -> list[tuple[bool, str, datetime]]:
        if self.chance.random() < 0.5:
            return []
        answered_at = self._later(at, 0.1, 2)
        thread = [(False, words.said(self.chance.choice(words.ANSWERS), at), answered_at)]
        if self.chance.random() < 0.5:
            reply = words.said(self.chance.choice(words.REPLIES), at)
            thread.append((True, reply, self._later(answered_at, 0.5, 6)))
        return [message for message in thread if message[2] <= self.until]

    def _lone_contact(self) -> ContactRow:
        """A contact that led to no incident, or that nobody has triaged yet when it is fresh."""
        at = self._instant()
        child = self.population.victim(on=local_day(at))
        row = self._contact(at, child, (), is_handed_over=False)
        is_fresh = self.until - at < timedelta(days=3)
        changes: dict[str, Any] = {"topics": (), "messages": ()}
        if is_fresh:
            changes |= {"status": self.chance.choice(["new", "triaged"]), "operator_id": None}
            changes["first_action_at"] = None if changes["status"] == "new" else row.first_action_at
        else:
            closed_at = min(self._later(at, 0.1, 3), self.until)
            changes |= {
                "status": "closed",
                "closed_at": closed_at,
                "outcome": self.chance.choice(["advice", "no_concern"]),
            }
        return ContactRow(**{**{name: getattr(row, name) for name in row.__dataclass_fields__}, **changes})

    def _incident(
        self,
        told_at: datetime,
        child: FictitiousPerson,
        forms: tuple[str, ...],
        person_code: str,
        contact: ContactRow | None,
        assistance: str,
        assisted_at: datetime | None,
    ) -> IncidentRow:
        chance, shape = self.chance, self.shape
        stages = self._stages(told_at)
        age = child.age_on(local_day(told_at))
        doubt = 0 if child.knows_birthday else chance.randint(0, 2)
        return IncidentRow(
            code=self.code("I"),
            agency_code=self.bodies.police,
            unit_code=f"{self.bodies.police}-{child.province_code}",
            province_code=child.province_code,
            place_code=child.commune_code,
            forms=forms,
            setting=chance.choice(["establishment", "home", "online", "street", "accommodation", ""]),
            via_hotline=contact is not None,
            reported_on=local_day(told_at),
            is_unfounded=False,
            officer_id=self.bodies.officers.get(f"{self.bodies.police}-{child.province_code}"),
            source_code=contact.code if contact else "",
            narrative=words.told(chance, f"incident {told_at}"),
            created_at=told_at,
            victims=[
                VictimRow(
                    code=self.code("V"),
                    person_code=person_code,
                    sex=child.sex,
                    age_low=max(0, age - doubt),
                    age_high=age + doubt,
                    nationality=DOMESTIC if chance.random() < 0.92 else "VN",
                    assistance=assistance,
                    assisted_on=local_day(assisted_at) if assisted_at else None,
                )
            ],
            suspects=self._suspects(
                told_at, stages["sent_to_court_on"], chance.random() < shape.arrested_per_incident
            ),
            **stages,
        )

    def _stages(self, told_at: datetime) -> dict[str, date | None]:
        """Days of the stages, each as likely as the published shares, none after the last day."""
        chance, shape = self.chance, self.shape
        confirmed_at = self._later(told_at, 0.1, 2)
        investigated_at = self._later(confirmed_at, 0.5, 3.5)
        sent_at = self._later(investigated_at, 5, 60)
        reached = {"confirmed_on": confirmed_at <= self.until}
        reached["investigated_on"] = (
            reached["confirmed_on"]
            and investigated_at <= self.until
            and chance.random() < shape.investigated_share
        )
        reached["sent_to_court_on"] = (
            reached["investigated_on"]
            and sent_at <= self.until
            and chance.random() < shape.sent_to_court_share / shape.investigated_share
        )
        days = {"confirmed_on": confirmed_at, "investigated_on": investigated_at, "sent_to_court_on": sent_at}
        return {name: local_day(at) if reached[name] else None for name, at in days.items()}

    def _suspects(self, told_at: datetime, sent_on: date | None, is_arrested: bool) -> list[SuspectRow]:
        chance = self.chance
        arrested_at = self._later(told_at, 0, 30)
        is_arrested = is_arrested and arrested_at <= self.until
        if not is_arrested and chance.random() < 0.6:
            return []
        foreign = chance.random() < self.shape.foreign_share
        name = self.population.families.draw(chance).latin
        return [
            SuspectRow(
                code=self.code("S"),
                name=f"{name} (fictitious)",
                nationality=chance.choice(FOREIGN) if foreign else DOMESTIC,
                is_foreign=foreign,
                arrested_on=local_day(arrested_at) if is_arrested else None,
                sent_to_court_on=sent_on if is_arrested else None,
            )
        ]

    def _person(self, child: FictitiousPerson, code: str, told_at: datetime) -> PersonRow:
        agency, unit = self._agency_of(code, child)
        day = local_day(told_at)
        born = {"born_on": child.born_on, "born_precision": "exact"}
        guessed = {"age_years": child.age_on(day), "age_as_of": day}
        return PersonRow(
            code=code,
            agency_code=agency,
            unit_code=unit,
            created_at=told_at,
            recorded_by_id=self.bodies.workers.get((agency, unit), (None, ""))[0],
            draft=PersonDraft(
                family_km=child.family.local,
                given_km=child.given.local,
                family_latin=child.family.latin,
                given_latin=child.given.latin,
                sex=child.sex,
                nationality=DOMESTIC,
                province_code=child.province_code,
                commune_code=child.commune_code,
                **(born if child.knows_birthday else guessed),  # type: ignore[arg-type]
            ),
        )

    def _agency_of(self, code: str, child: FictitiousPerson) -> tuple[str, str]:
        """The State's office of the province, or an organisation; fixed by the person's code."""
        draw = Random(code).random()
        if draw < 0.15:
            return self.bodies.state, f"{self.bodies.state}-{self.bodies.busy_province}"
        if draw < 0.6 or not self.bodies.ngos:
            return self.bodies.state, f"{self.bodies.state}-{child.province_code}"
        return self.bodies.ngos[int((draw - 0.6) / 0.4 * len(self.bodies.ngos))], ""

    def _case(
        self,
        told_at: datetime,
        child: FictitiousPerson,
        forms: tuple[str, ...],
        matter: Matter,
        assistance: str,
        assisted_at: datetime | None,
    ) -> dict[str, Any]:
        """The case as keyword arguments of a seed; the child's key and agency come with the person."""
        chance, contact = self.chance, matter.contact
        agency = matter.person.agency_code if matter.person else ""
        opened_at = self._later(told_at, 0.05, 1)
        path = self._path(opened_at)
        risk = chance.choices(list(RISKS), list(RISKS.values()))[0]
        case: dict[str, Any] = {
            "code": self.code("C"),
            "opened_at": min(opened_at, self.until),
            "forms": forms,
            "province_code": child.province_code,
            "place_code": child.commune_code,
            "priority": contact.priority if contact else "",
            "via_hotline": contact is not None,
            "source_kind": "contact" if contact else "",
            "source_code": contact.code if contact else "",
            "told_age_years": child.age_on(local_day(told_at)),
            "told_sex": child.sex,
            "told_name_km": f"{child.family.local} {child.given.local}",
            "summary": words.told(chance, f"case {told_at}"),
            **path,
        }
        if path.get("accepted_at"):
            case["ground"] = chance.choice(["consent", "beneficiary_interests", "vital_interests"])
        if path.get("identified_at"):
            case["indicators"] = tuple(chance.sample(self.indicators, 2))
            case["needs"] = self._needs(path["identified_at"])
        if path.get("risk_at"):
            case["risk_level"] = risk
            case["risk_factors"] = tuple(chance.sample(self.factors, 2))
        if path.get("assessed_at"):
            case["assessment_answers"] = (
                ("living_with", ["mother"]),
                ("child_view", words.said(words.MARK, told_at)),
            )
        if path.get("planned_at"):
            case |= self._plan(path["planned_at"], agency)
            case |= self._follow_up(path["planned_at"], assistance, assisted_at)
        return case

    def _needs(self, identified_at: datetime) -> tuple[str, ...]:
        """Return one need for about one child in three, drawn from the instant alone."""
        place = int(identified_at.timestamp()) % (3 * len(self.needs))
        return self.needs[place : place + 1]

    def _path(self, opened_at: datetime) -> dict[str, datetime]:
        moments = {}
        at = opened_at
        for name, low, high in (
            ("accepted_at", 0.1, 2),
            ("identified_at", 0.5, 5),
            ("risk_at", 0.02, 0.1),
            ("assessed_at", 1, 20),
            ("planned_at", 2, 20),
        ):
            at = self._later(at, low, high)
            if at > self.until:
                break
            moments[name] = at
        return moments

    def _plan(self, planned_at: datetime, agency: str) -> dict[str, Any]:
        chance = self.chance
        goals, services = [], []
        for domain, goal, action in chance.sample(words.GOALS, 2):
            due_at = self._later(planned_at, 14, 90)
            written = words.said(goal, planned_at), words.said(action, planned_at)
            goals.append((domain, *written, local_day(due_at), due_at < self.until))
        for service in chance.sample(self.services, 2):
            given_at = self._later(planned_at, 1, 60)
            if given_at < self.until:
                services.append(
                    (service, chance.choice((self.bodies.state, *self.bodies.ngos)), local_day(given_at))
                )
        return {
            "goals": tuple(goals),
            "services": tuple(services),
            "referrals": self._referrals(planned_at, agency),
        }

    def _referrals(self, planned_at: datetime, agency: str) -> tuple[ReferralSeed, ...]:
        chance = self.chance
        sent_at = self._later(planned_at, 0.5, 15)
        if sent_at > self.until or chance.random() < 0.5:
            return ()
        answered_at = self._later(sent_at, 0.1, 4)
        ended_at = self._later(answered_at, 10, 60)
        is_refused = chance.random() < 0.15
        given: dict[str, Any] = {"status": "sent"}
        if answered_at < self.until:
            given = {
                "status": "refused" if is_refused else "accepted",
                "refusal": chance.choice(self.refusals) if is_refused else "",
                "answered_at": answered_at,
                "answered_by": "fictitious",
            }
            if not is_refused and ended_at < self.until:
                given |= {
                    "status": "done",
                    "ended_at": ended_at,
                    "ended_by": "fictitious",
                    "outcome": words.said(words.VISIT, answered_at),
                }
        return (
            ReferralSeed(
                to_agency_code=chance.choice(
                    [each for each in (self.bodies.state, *self.bodies.ngos) if each != agency]
                ),
                service=chance.choice(self.services),
                sent_at=sent_at,
                expires_on=local_day(sent_at + timedelta(days=14)),
                reason=words.marked(words.REFERRAL, sent_at),
                **given,
            ),
        )

    def _follow_up(
        self, planned_at: datetime, assistance: str, assisted_at: datetime | None
    ) -> dict[str, Any]:
        chance = self.chance
        since_at = self._later(planned_at, 15, 60)
        if since_at > self.until:
            return {}
        since = local_day(since_at)
        is_returned = assistance == "entrusted_family" and assisted_at is not None
        last_on = local_day(self.until)
        due = [add_months(since, months) for months in VISIT_MONTHS]
        days = [each + timedelta(days=chance.randint(-3, 5)) for each in due]
        lately = last_on - timedelta(days=chance.randint(1, 9))
        if not is_returned and lately > since:
            days = sorted({*(day for day in days if day < lately), lately})
        visits = tuple(
            VisitSeed(
                visited_on=day,
                safety="safe" if chance.random() < 0.85 else "some_concern",
                findings=words.said(words.VISIT, day),
                place=words.said(words.AT_HOME, day),
            )
            for day in days
            if day <= last_on
        )
        found: dict[str, Any] = {
            "follow_up_since": since,
            "returned_on": since if is_returned else None,
            "visits": visits,
        }
        closing_at = since_at + timedelta(
            days=chance.randint(368, 430) if is_returned else chance.randint(150, 400)
        )
        if closing_at < self.until:
            found["closing_at"] = closing_at
        return found


def closure_of(
    closing_at: datetime, *, until: datetime, worker: str, supervisor: str, chance: Random
) -> ClosureSeed:
    """Return the request to close, decided by another person unless it came in the last days."""
    decided_at = closing_at + timedelta(days=chance.uniform(0.5, 10))
    if decided_at > until:
        view = words.said(words.CLOSING, closing_at)
        return ClosureSeed(reason="success", asked_at=closing_at, asked_by=worker, childs_view=view)
    return ClosureSeed(
        reason=chance.choice(["success", "success", "success", "became_adult", "moved_or_not_found"]),
        asked_at=closing_at,
        asked_by=worker,
        decided_at=decided_at,
        decided_by=supervisor,
        decision="approved",
    )


def seed_of(case: dict[str, Any], *, person: PersonRow, child_id: int, story: Storyteller) -> CaseSeed:
    """Return the seed of a case, with its agency, owner, child and closure."""
    agency, unit = person.agency_code, person.unit_code
    owner_id, worker = story.bodies.workers.get((agency, unit), (None, "fictitious.worker"))
    given = dict(case)
    closing_at = given.pop("closing_at", None)
    if closing_at:
        supervisor = story.bodies.supervisors.get(agency, "fictitious.supervisor")
        given["closure"] = closure_of(
            closing_at, until=story.until, worker=worker, supervisor=supervisor, chance=story.chance
        )
        given["goals"] = tuple((*goal[:4], True) for goal in given.get("goals", ()))
    is_accepted = given.get("accepted_at") is not None
    return CaseSeed(
        agency_code=agency,
        unit_code=unit,
        child_id=child_id if is_accepted else None,
        owner_id=owner_id if is_accepted else None,
        worker_name=worker,
        **given,
    )


def in_batches(matters: Iterator[Matter], size: int) -> Iterator[Sequence[Matter]]:
    """Yield the matters in lists of at most `size`."""
    batch: list[Matter] = []
    for matter in matters:
        batch.append(matter)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
