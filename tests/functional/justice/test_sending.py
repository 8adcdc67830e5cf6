"""The officer who sends an incident to court chooses the court on the page, and sees the stage later."""

import pytest
from django.urls import reverse

from kapea.registers.justice.models import Proceeding
from kapea.registers.police.services import NewIncident, record_step, register_incident
from scenes.accounts import make_user, viewer_for
from scenes.browsing import hidden
from scenes.justice import COURT, NOW, TODAY, act

pytestmark = pytest.mark.django_db


def test_an_officer_sends_an_incident_to_the_court_chosen(court, signed_in):
    user = make_user("police_officer", agency="dahtjp", unit="dahtjp-12")
    by = viewer_for(user)
    code = register_incident(NewIncident(reported_on=TODAY, province_code="12"), by=by, now=NOW)
    record_step(code=code, step="investigate", on=TODAY, version=1, by=by, now=NOW)
    client = signed_in(user)
    page = client.get(reverse("police:incident", args=[code])).content.decode()
    assert "To which court?" in page
    form = {**hidden(page), "step": "send_to_court", "on": str(TODAY), "court": COURT}
    assert client.post(reverse("police:step", args=[code]), form).status_code == 302
    act(court, Proceeding.objects.get().code, "open_case")
    assert "With the prosecutor" in client.get(reverse("police:incident", args=[code])).content.decode()
