"""The fictitious country's courts: matters in every stage, marked, and shown like any other."""

from datetime import UTC, datetime

import pytest

from kapea.registers.justice.models import Appeal, Proceeding, Sentence
from kapea.registers.justice.queries.page import accessible_proceeding
from kapea.registers.justice.rules.stages import STAGES
from kapea.registers.police.models import Incident
from kapea.registers.worklist.handover import outcomes
from kapea.site.demo.country import make_country
from kapea.site.demo.words import MARK
from scenes.accounts import make_user, viewer_for

pytestmark = pytest.mark.django_db
UNTIL = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_courts_have_matters_in_every_stage_and_each_can_be_opened():
    make_country(cases=150, seed=1, until=UNTIL)
    assert not Proceeding.objects.filter(fictitious=False).exists()
    assert set(Proceeding.objects.values_list("stage", flat=True)) == set(STAGES)
    assert Appeal.objects.filter(outcome="", proceeding__stage="appeal").exists()
    assert not Sentence.objects.filter(is_within=False, reason_sealed=b"").exists()
    assert Sentence.objects.filter(fine__isnull=False).exists()
    for row in Proceeding.objects.order_by("pk")[:30]:
        by = viewer_for(make_user("court_officer", agency=row.agency_code, unit=row.unit_code))
        page = accessible_proceeding(row.code, by=by, now=UNTIL)
        assert page.narrative.startswith(tuple(MARK.values()))
        assert [found.target_kind for found in outcomes("incident", row.source_code)] == ["proceeding"]
    assert Proceeding.objects.count() <= Incident.objects.filter(status="sent_to_court").count()
