"""The first figures: counted from the records, beside the published ones, hidden where small."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from kapea.engines.figures.periods import By, Period
from kapea.guard.errors import NotFound
from kapea.monitoring.statistics import queries
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.police import services
from kapea.registers.police.models import Incident
from scenes.accounts import viewer_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
YEAR = Period(first_on=date(2026, 1, 1), last_on=date(2026, 12, 31), by=By.YEAR)


@pytest.fixture
def officer(account):
    return viewer_for(account("police_officer", agency="dahtjp", unit="dahtjp-01"))


@pytest.fixture
def statistician(account):
    return viewer_for(account("statistician"))


def incident(officer, *, until: str = "") -> str:
    code = services.register_incident(
        services.NewIncident(reported_on=date(2026, 3, 1), province_code="01"), by=officer, now=NOW
    )
    for step, day in (("investigate", date(2026, 3, 5)), ("send_to_court", date(2026, 4, 1))):
        if until in ("investigate", "send_to_court") and not (until == "investigate" and step != until):
            version = Incident.objects.get(code=code).version
            services.record_step(code=code, step=step, on=day, version=version, by=officer, now=NOW)
    return code


def values(found, measure: str) -> dict[str, int]:
    return {cell.key[-1]: cell.value for cell in found.table.cells if cell.key[0] == measure}


def test_a_case_sent_to_court_becomes_a_counted_figure(officer, statistician):
    incident(officer)
    incident(officer, until="investigate")
    code = incident(officer, until="send_to_court")
    services.record_suspect(
        code,
        services.NewSuspect(person=PersonDraft(given_latin="X"), arrested_on=date(2026, 3, 2)),
        by=officer,
        now=NOW,
    )
    found = queries.counted("police_results", YEAR, by=statistician)
    assert values(found, "reported_confirmed") == {"2026": 3}
    assert values(found, "investigated") == {"2026": 2}
    assert values(found, "sent_to_court") == {"2026": 1}
    assert values(found, "offenders_arrested") == {"2026": 1}


def test_an_unconfirmed_report_is_not_counted(statistician):
    assert values(queries.counted("police_results", YEAR, by=statistician), "reported_confirmed") == {
        "2026": 0
    }


def test_victims_are_counted_in_their_age_band_and_doubt_apart(officer, statistician):
    code = incident(officer)
    for low, high in ((14, 14), (15, 17), (12, 19), (None, None)):
        services.record_victim(
            code=code, sex="female", age_low=low, age_high=high, nationality="KH", by=officer, now=NOW
        )
    found = queries.counted("victims_by_age", YEAR, by=statistician)
    by_band = {cell.key[1]: cell.value for cell in found.table.cells}
    assert by_band == {"below_15": 1, "15_17": 1, "18_plus": 0, "unknown": 2, "_T": 4}


def test_the_file_carries_the_printed_figures_with_their_source_and_blanks_apart(account, signed_in):
    client = signed_in(account("statistician"))
    response = client.get("/figures/police_results/file.csv?first_on=2026-01-01&last_on=2026-12-31")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    printed = {(row["measure"], row["time_period"]): row for row in rows if row["origin"] == "published"}
    assert printed["reported_confirmed", "2005"]["value"] == "665"
    assert printed["reported_confirmed", "2005"]["source"] == "S2 §14"
    assert (printed["investigated", "2007"]["value"], printed["investigated", "2007"]["state"]) == (
        "",
        "blank",
    )
    assert {row["state"] for row in rows if row["origin"] == "computed"} == {"zero"}


def test_the_page_shows_both_and_opens_for_any_period(account, signed_in):
    client = signed_in(account("statistician"))
    page = client.get(
        "/figures/victims_by_age/?first_on=2026-02-10&last_on=2026-03-31&by=month"
    ).content.decode()
    assert "2026-02-10/2026-02-28" in page
    assert "S2 §14" in page
    assert "947" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("first_on=2026-05-01&last_on=2026-01-01", "The end lies before the beginning."),
        ("first_on=yesterday", "This is not a day."),
    ],
)
def test_a_wrong_period_is_explained(account, signed_in, query, words):
    response = signed_in(account("statistician")).get(f"/figures/police_results/?{query}")
    assert response.status_code == 422
    assert words in response.content.decode()


def test_who_may_not_read_figures_cannot_tell_the_table_exists(account, signed_in):
    worker = account("hotline_operator", agency="aple")
    with pytest.raises(NotFound):
        queries.counted("police_results", YEAR, by=viewer_for(worker))
    assert signed_in(worker).get("/figures/police_results/").status_code == 404


def test_small_counts_by_province_are_hidden_when_asked(officer, statistician):
    incident(officer)
    found = queries.counted("police_results", YEAR, by=statistician, also_by=("province",), is_safe=True)
    shown = [cell for cell in found.table.cells if cell.value is not None and 0 < cell.value < 5]
    assert shown == []
