"""The fictitious country: same seed, same records; marked; in every state; shaped as published."""

import hashlib
from collections import Counter
from datetime import UTC, datetime

import pytest

from kapea.guard.accounts.models import User
from kapea.guard.accounts.queries import viewer_of
from kapea.guard.pack import current_pack
from kapea.guard.vault.sealing import open_sealed
from kapea.registers.casework.models import Case
from kapea.registers.hotline.models import Contact
from kapea.registers.people.models import IndexPair, Person
from kapea.registers.police.models import Incident, IncidentVictim
from kapea.registers.police.sealed import NARRATIVE
from kapea.registers.police.waiting import waiting_forms
from kapea.registers.worklist.models import Task
from kapea.site.demo.country import make_country
from kapea.site.demo.words import MARK

pytestmark = pytest.mark.django_db
UNTIL = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def picture() -> str:
    """Return a digest of what the country says, without keys and sealed bytes."""
    rows = [
        *Case.objects.order_by("code").values_list(
            "code", "step", "status", "risk_level", "opened_at", "province_code"
        ),
        *Incident.objects.order_by("code").values_list("code", "status", "reported_on", "sent_to_court_on"),
        *Contact.objects.order_by("code").values_list("code", "status", "priority", "received_at"),
        *Person.objects.order_by("code").values_list("code", "sex", "born_on", "age_years", "commune_code"),
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def test_the_same_seed_gives_the_same_country_and_another_seed_another():
    from django.db import transaction

    pictures = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            point = transaction.savepoint()
            make_country(cases=25, seed=seed, until=UNTIL)
            pictures.append(picture())
            transaction.savepoint_rollback(point)
    assert pictures[0] == pictures[1] != pictures[2]


def test_every_record_is_marked_fictitious_and_every_state_and_province_is_there():
    made = make_country(cases=400, seed=1, until=UNTIL)
    assert made.cases == 400
    for model in (Case, Incident, Contact, Person):
        assert not model.objects.filter(fictitious=False).exists()
    assert IndexPair.objects.filter(state="open", answers__answer="same").count() >= 3
    assert Task.objects.filter(kind="index.review", done_at__isnull=True).exists()
    officer = viewer_of(User.objects.get(username="police.officer"))
    forms = waiting_forms(by=officer, now=UNTIL)
    assert len(forms) == 3
    assert any(person.choice.asked for form in forms for person in form.persons)
    assert set(Case.objects.values_list("step", flat=True)) == set(
        current_pack().code_list("case_step").codes
    )
    provinces = {place.code for place in current_pack().places if place.level == 1}
    assert set(Incident.objects.values_list("province_code", flat=True)) == provinces
    incident = Incident.objects.select_related("data_key").first()
    told = open_sealed(incident.data_key, incident.narrative_sealed, field=NARRATIVE)
    assert told.startswith(tuple(MARK.values()))


def test_most_of_what_is_told_is_in_the_countrys_first_language_and_all_of_it_is_marked():
    make_country(cases=150, seed=1, until=UNTIL)
    rows = Incident.objects.select_related("data_key").order_by("code")
    told = [open_sealed(row.data_key, row.narrative_sealed, field=NARRATIVE) for row in rows]
    assert all(text.startswith(tuple(MARK.values())) for text in told)
    khmer = sum(text.startswith(MARK["km"]) for text in told) / len(told)
    assert 0.6 < khmer < 0.8
    languages = Counter(Contact.objects.values_list("language", flat=True))
    assert 0.6 < languages["km"] / sum(languages.values()) < 0.8


def test_the_ages_of_victims_follow_the_published_table_of_2009():
    make_country(cases=400, seed=1, until=UNTIL)
    ages = Counter(
        "below_15" if low < 15 else "15_17" if low < 18 else "18_plus"
        for low in IncidentVictim.objects.filter(age_low=models_f("age_high")).values_list(
            "age_low", flat=True
        )
    )
    total = sum(ages.values())
    published = {"below_15": 198 / 791, "15_17": 126 / 791, "18_plus": 467 / 791}
    for band, share in published.items():
        assert abs(ages[band] / total - share) < 0.07, band


def models_f(name):
    from django.db.models import F

    return F(name)
