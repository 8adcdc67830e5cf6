"""A statistician reads an estimate on a phone in Khmer, with its plots, and asks for another."""

import subprocess

import pytest

from scenes.reader import PHONE_PX
from scenes.served import demo_settings, kapea

pytestmark = pytest.mark.browser

COMPUTE = """
from kapea.commands.django import start
start()
from django.utils import timezone
from kapea.engines.estimation import panel
from kapea.monitoring.statistics.estimates.services import compute_estimate
from kapea.monitoring.statistics.models import Estimate
panel.METHODS = [each for each in panel.METHODS if each[0] != "latent-class"]
for row in Estimate.objects.filter(state="waiting"):
    compute_estimate(row.code, clock=timezone.now)
"""


@pytest.fixture(scope="module")
def computed(site) -> None:
    """What the demo has asked for, computed without the method that takes long."""
    python = kapea()[0]
    subprocess.run([python, "-c", COMPUTE], env=demo_settings(site.home), check=True, timeout=200)


@pytest.mark.parametrize("language", ["km", "en"])
def test_an_estimate_can_be_read_on_a_phone_without_any_script(person, computed, language):
    reader = person("statistician", language=language, width=PHONE_PX, scripts=False)
    reader.open("/figures/estimates/").look()
    reader.page.get_by_role("link", name="invented counts").click()
    reader.look().sees("What may be said", "Where the methods stand", "How the lists overlap")
    assert reader.page.locator("svg.chart[role=img]").count() >= 4
    for summary in reader.page.locator("main details > summary").all():
        summary.click()
    reader.look()


def test_a_table_with_a_fault_comes_back_as_it_was_typed(person):
    reader = person("statistician", width=PHONE_PX, scripts=False).open("/figures/estimates/from-table/")
    reader.write(title="T", first_on="2025-01-01", last_on="2025-12-31", text="a,b,count\n1,1,-2\n").send()
    reader.look().sees("Line 2: The count '-2' is negative.")
    assert "1,1,-2" in reader.page.locator("textarea[name=text]").input_value()
