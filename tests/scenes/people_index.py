"""The national index in tests: Bopha and two other children, runs, and people who answer."""

from dataclasses import replace
from datetime import date

from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.index import deciding, runs
from kapea.registers.people.models import IndexEntry
from scenes.casework import NOW

BOPHA = PersonDraft(
    family_km="ចាន់",
    given_km="បុប្ផា",
    family_latin="Chan",
    given_latin="Bopha",
    sex="female",
    born_on=date(2011, 5, 6),
    born_precision="exact",
    province_code="01",
    commune_code="010203",
    nationality="KH",
)
OTHERS = (
    replace(BOPHA, family_km="សុខ", given_km="វិសាល", family_latin="Sok", given_latin="Visal", sex="male",
            born_on=date(2009, 1, 20), province_code="12", commune_code="120101"),
    replace(BOPHA, family_km="ហេង", given_km="រតនា", family_latin="Heng", given_latin="Ratana",
            born_on=date(2014, 8, 2), province_code="08", commune_code="080101"),
)  # fmt: skip


def run_all(by=runs.BY, kind="full", now=NOW):
    code = runs.ask_for_run(by=by, now=now, kind=kind)
    return runs.carry_out(code, clock=lambda: now)


def cluster_of(person):
    entry = IndexEntry.objects.filter(person=person).first()
    return entry.cluster_id if entry else None


def decide(pair_code, answer, *who, now=NOW):
    for by in who:
        deciding.answer_pair(pair_code, answer=answer, ground="facts", by=by, now=now)


def asked(one, other, by, answer="same", now=NOW):
    return deciding.ask_about(
        one.code, other_code=other.code, answer=answer, ground="documents", by=by, now=now
    )
