"""One record of each kind, and ways to let it stand to a person in each relation.

A relation is set by writing the columns that a relation means, not by the acts that lead there,
so that a test of the matrix does not lean on the code it tests.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import new_data_key
from scenes import casework
from scenes.accounts import make_user, viewer_for
from scenes.guard import NOW

AGENCY, UNIT, PROVINCE, COMMUNE = "mosvy", "U-1", "01", "010201"
ELSEWHERE = "wv-c"
NEUTRAL: Mapping[str, Any] = {"agency_code": ELSEWHERE, "unit_code": "", "province_code": "12"}


@dataclass(frozen=True, kw_only=True)
class Relation:
    """How a record may stand to a person. scopes: the matrix's words that then hold.

    carries: a relation by referral opens only these sections, and only to read.
    """

    name: str
    scopes: frozenset[str]
    columns: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[Any], None] | None = None
    carries: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of record: its row, the codes of its parts, and the relations it knows."""

    name: str
    row: Any
    codes: Mapping[str, object]
    relations: tuple[Relation, ...]
    neutral: Mapping[str, Any]

    @property
    def code(self) -> str:
        return str(self.row.code)

    def stand(self, relation: Relation, *, user: Any) -> None:
        """Let the record stand so to the user, and in no other way."""
        values = {**self.neutral, **relation.columns}
        type(self.row).objects.filter(pk=self.row.pk).update(
            **{name: user.pk if value == "USER" else value for name, value in values.items()}
        )
        if relation.prepare:
            relation.prepare(self.row)


def relation(name: str, *scopes: str, **columns: Any) -> Relation:
    return Relation(name=name, scopes=frozenset({"national", *scopes}), columns=columns)


OURS = {"agency_code": AGENCY}
NONE = relation("none")
PROVINCIAL = relation("province", "province", province_code=PROVINCE)


def make_kinds() -> dict[str, Kind]:
    """Store one record of each kind, all of another agency and of nobody here."""
    return {
        kind.name: kind
        for kind in (
            _case(),
            _contact(),
            _address(),
            _complaint(),
            _incident(),
            _person(),
            _proceeding(),
            _scenario(),
            *_care(),
            _return(),
        )
    }


def _case() -> Kind:
    people = casework.make_people()
    code, referral_code = casework.referred(people)
    row, referral = casework.case_of(code), casework.referral_of(referral_code)
    other = people.users["elsewhere"].pk
    goal = row.plan.goals.get()

    def refer_to(agency: str) -> Callable[[Any], None]:
        def move(_: Any) -> None:
            rows = type(referral).objects.filter(pk=referral.pk)
            in_time = timezone.now().date() + timedelta(days=30)
            rows.update(from_agency_code=ELSEWHERE, to_agency_code=agency, expires_on=in_time)
            row.legal_grounds.filter(purpose="service").update(recipient_agency_code=agency, until_on=in_time)

        return move

    away = refer_to("aple")
    known = [
        NONE,
        relation("own", "own", recorded_by_id="USER"),
        relation("assigned", "assigned", owner_id="USER"),
        relation("unit", "unit", "agency", **OURS, unit_code=UNIT),
        relation("agency", "agency", **OURS, unit_code="U-2"),
        PROVINCIAL,
        relation("waiting", "agency", "referred", **OURS, step="contact"),
    ]
    relations = tuple(Relation(**{**vars(each), "prepare": away}) for each in known)
    referred = Relation(
        name="referred",
        scopes=frozenset({"national", "referred"}),
        prepare=refer_to(AGENCY),
        carries=frozenset({"summary", "referral", "risk"}),
    )
    by = people.worker
    casework.services.raise_flag(code, words="Her uncle waits at the gate.", by=by, now=casework.NOW)
    codes = {
        "code": code,
        "goal_id": goal.pk,
        "action_id": goal.actions.get().pk,
        "ground_id": row.legal_grounds.earliest("pk").pk,
        "flag_id": row.flags.get().pk,
        "tool": "family_assessment",
        "paper": "basic_information",
    }
    neutral = {**NEUTRAL, "recorded_by_id": other, "owner_id": other, "step": row.step}
    return Kind(name="case", row=row, codes=codes, relations=(*relations, referred), neutral=neutral)


def _contact() -> Kind:
    from kapea.registers.hotline.models import Contact
    from kapea.registers.hotline.services import NewContact, take_contact

    operator = make_user("hotline_operator", agency=ELSEWHERE)
    new = NewContact(channel="phone", narrative="A neighbour worries.", child_age_years=14)
    code = take_contact(new, submission="", by=viewer_for(operator), now=NOW)
    return Kind(
        name="contact",
        row=Contact.objects.get(code=code),
        codes={"code": code},
        relations=(
            NONE,
            relation("own", "own", "assigned", operator_id="USER"),
            relation("agency", "agency", "unit", **OURS),
            PROVINCIAL,
        ),
        neutral={"agency_code": ELSEWHERE, "province_code": "12", "operator_id": operator.pk},
    )


def _address() -> Kind:
    """A reported address: of the hotline that took it, and of nobody else."""
    from kapea.registers.hotline.models import AddressReport
    from kapea.registers.hotline.services import NewContact, take_contact

    operator = make_user("hotline_operator", agency=ELSEWHERE)
    new = NewContact(channel="phone", web_address="example.org/a")
    take_contact(new, submission="", by=viewer_for(operator), now=NOW)
    row = AddressReport.objects.get()
    return Kind(
        name="address",
        row=row,
        codes={"code": row.code},
        relations=(NONE, relation("agency", "agency", **OURS)),
        neutral={"agency_code": ELSEWHERE},
    )


def _complaint() -> Kind:
    """A complaint: of the body that examines it; not there for the accused, even when it would be theirs."""
    from kapea.registers.hotline.models import Complaint
    from kapea.registers.hotline.services import NewComplaint, NewContact, take_public_complaint

    new = NewComplaint(
        accused_agency="dahtjp", about=NewContact(channel="web", narrative="They ask for money.")
    )
    take_public_complaint(new, submission="complaint-form-0123456789", now=NOW)
    row = Complaint.objects.get()
    accused = {"agency_code": ELSEWHERE, "accused_agency_code": AGENCY}
    return Kind(
        name="complaint",
        row=row,
        codes={"code": row.code},
        relations=(
            NONE,
            relation("agency", "agency", **OURS),
            relation("about us", **accused),
        ),
        neutral={"agency_code": ELSEWHERE, "accused_agency_code": "dahtjp"},
    )


def _incident() -> Kind:
    from kapea.registers.people.drafts import PersonDraft
    from kapea.registers.police import services
    from kapea.registers.police.law import offences_in_force
    from kapea.registers.police.models import Incident

    officer = make_user("police_officer", agency=ELSEWHERE)
    by = viewer_for(officer)
    act = {"by": by, "now": NOW}
    code = services.register_incident(services.NewIncident(reported_on=NOW.date()), **act)
    victim = services.record_victim(code=code, sex="female", age_low=14, age_high=15, nationality="", **act)
    suspect = services.record_suspect(
        code, services.NewSuspect(person=PersonDraft(given_latin="Invented")), **act
    )
    hands = services.Hands(act="seized", at=NOW, holder="An officer")
    item = services.record_evidence(
        code, kind="phone", description="Black", algorithm="", digest="", first=hands, **act
    )
    services.allege_offence(code, offences_in_force()[0][0], **act)
    row = Incident.objects.get(code=code)
    return Kind(
        name="incident",
        row=row,
        codes={
            "code": code,
            "victim_code": victim,
            "suspect_code": suspect,
            "item_code": item,
            "offence_id": row.offences.get().pk,
            "paper": "provincial_incident",
        },
        relations=(
            NONE,
            relation("own", "own", created_by_user="USER"),
            relation("assigned", "assigned", officer_id="USER"),
            relation("unit", "unit", "agency", **OURS, unit_code=UNIT),
            relation("agency", "agency", **OURS, unit_code="U-2"),
            PROVINCIAL,
        ),
        neutral={**NEUTRAL, "created_by_user": officer.pk, "officer_id": officer.pk},
    )


def _person() -> Kind:
    from kapea.registers.people.kinship import link_relative
    from kapea.registers.people.services import register_person

    worker = make_user("social_worker", agency=ELSEWHERE)
    by = viewer_for(worker)
    person = register_person(casework.DARA, by=by, now=NOW)
    mother = register_person(casework.DARA, by=by, now=NOW)
    link = link_relative(person.code, other_code=mother.code, kind="mother", by=by, now=NOW)
    return Kind(
        name="person",
        row=person,
        codes={"code": person.code, "link_id": link.pk},
        relations=(
            NONE,
            relation("own", "own", recorded_by_id="USER"),
            relation("unit", "unit", "agency", **OURS, unit_code=UNIT),
            relation("agency", "agency", **OURS, unit_code="U-2"),
            PROVINCIAL,
        ),
        neutral={**NEUTRAL, "recorded_by_id": worker.pk},
    )


def _proceeding() -> Kind:
    """A full proceeding; a body that gives legal aid in it stands to it by referral."""
    from scenes import justice

    code, ids = justice.everything(justice.make_court())
    row = justice.proceeding_of(code)
    other = row.created_by_user

    def aided_by(agency: str) -> Callable[[Any], None]:
        return lambda found: found.legal_aid.update(agency_code=agency) and None

    known = [
        NONE,
        relation("own", "own", created_by_user="USER"),
        relation("assigned", "assigned", officer_id="USER"),
        relation("unit", "unit", "agency", **OURS, unit_code=UNIT),
        relation("agency", "agency", **OURS, unit_code="U-2"),
        PROVINCIAL,
    ]
    relations = tuple(Relation(**{**vars(each), "prepare": aided_by(ELSEWHERE)}) for each in known)
    aided = Relation(name="legal aid", scopes=frozenset({"national", "referred"}), prepare=aided_by(AGENCY))
    return Kind(
        name="proceeding",
        row=row,
        codes={"code": code, **ids},
        relations=(*relations, aided),
        neutral={**NEUTRAL, "created_by_user": other, "officer_id": other},
    )


def _care() -> tuple[Kind, Kind]:
    """A full facility, and a placement in it; its manager and the child's own worker are "assigned"."""
    from scenes import care

    facility_code, placement_code, ids = care.everything(care.make_home())
    facility, placement = care.facility_of(facility_code), care.placement_of(placement_code)
    other = facility.manager_id
    places = (
        relation("unit", "unit", "agency", **OURS, unit_code=UNIT),
        relation("agency", "agency", **OURS, unit_code="U-2"),
        PROVINCIAL,
    )
    own = relation("own", "own", created_by_user="USER")
    facility_kind = Kind(
        name="facility",
        row=facility,
        codes={"code": facility_code, **ids},
        relations=(NONE, own, relation("assigned", "assigned", manager_id="USER"), *places),
        neutral={**NEUTRAL, "created_by_user": other, "manager_id": other},
    )
    placement_kind = Kind(
        name="placement",
        row=placement,
        codes={"code": placement_code},
        relations=(NONE, own, *places),
        neutral={**NEUTRAL, "created_by_user": other},
    )
    return facility_kind, placement_kind


def _return() -> Kind:
    """A full return; a body that has not accepted it yet stands to it by referral."""
    from scenes import returns

    code, ids = returns.everything(returns.make_office())
    row = returns.return_of(code)
    other = row.worker_id
    return Kind(
        name="return",
        row=row,
        codes={"code": code, **ids},
        relations=(
            NONE,
            relation("own", "own", created_by_user="USER"),
            relation("assigned", "assigned", worker_id="USER"),
            relation("unit", "unit", "agency", **OURS, unit_code=UNIT),
            relation("agency", "agency", **OURS, unit_code="U-2"),
            PROVINCIAL,
            relation("commune", "commune", commune_code=COMMUNE),
            relation("waiting", "agency", "referred", **OURS, stage="received"),
        ),
        neutral={
            **NEUTRAL,
            "commune_code": "",
            "created_by_user": other,
            "worker_id": other,
            "stage": row.stage,
        },
    )


def _scenario() -> Kind:
    """A scenario: its author's own as a draft, everybody's who reads scenarios once it is shared."""
    from scenes import law

    row, other = law.make_scenario()
    return Kind(
        name="scenario",
        row=row,
        codes={"code": row.code, "number": 1, "kind": "fact", "form": "md"},
        relations=(
            Relation(name="shared", scopes=frozenset({"national"}), columns={"status": "shared"}),
            Relation(name="draft of another", scopes=frozenset()),
            Relation(name="own draft", scopes=frozenset({"own"}), columns={"author_id": "USER"}),
        ),
        neutral={"status": "draft", "author_id": other.pk},
    )


def open_in_danger_for(user: Any, kind: Kind, *, now: datetime) -> None:
    """Let the record stand open to the user, as if they had opened it just now."""
    from kapea.guard.break_glass.models import BreakGlass

    key: DataKey = new_data_key()
    BreakGlass.objects.create(
        code=f"G-{user.pk}-{kind.name}"[:20],
        record_kind=kind.name,
        record_code=kind.code,
        opened_by_id=user.pk,
        opened_by_name=user.username,
        opener_role=user.role,
        purpose="care",
        data_key=key,
        reason=b"",
        opened_at=now - timedelta(minutes=1),
        closes_at=now + timedelta(minutes=59),
        rule_code="break_glass",
        rule_version=1,
        review_due_at=now + timedelta(hours=24),
    )
