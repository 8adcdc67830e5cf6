"""Estimates on pages: asked for, worked on, answered or refused, in both languages, and as files."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from kapea.engines.estimation import panel
from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed
from kapea.monitoring.statistics.estimates import services
from kapea.monitoring.statistics.models import Estimate
from scenes.accounts import viewer_for
from scenes.captures import TABLES

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PERIOD = {"first_on": "2025-01-01", "last_on": "2025-12-31"}
WHERE = "/figures/estimates/"


@pytest.fixture
def statistician(account):
    return account("statistician")


@pytest.fixture
def quick(monkeypatch):
    """Leave out the method that takes long; the others stand for it here."""
    monkeypatch.setattr(
        panel, "METHODS", [each for each in panel.METHODS if each[0] not in ("latent-class", "bic")]
    )


def asked(whom, text: str, **more) -> str:
    told = {
        "title": "All victims, 2025",
        "first_on": date(2025, 1, 1),
        "last_on": date(2025, 12, 31),
        "resamples": 200,
        "who": "everyone",
        **more,
    }
    return services.ask_for_estimate(services.Asked(text=text, **told), by=viewer_for(whom), now=NOW)


def computed(whom, text: str, **more) -> str:
    code = asked(whom, text, **more)
    services.compute_estimate(code, clock=lambda: NOW)
    return code


def published(name: str) -> str:
    return (TABLES / f"{name}.csv").read_text()


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_a_table_becomes_an_estimate_with_its_plots_and_its_range(statistician, signed_in, quick):
    code = computed(statistician, published("SpinaBifida_3"))
    client = signed_in(statistician)
    page = client.get(f"{WHERE}{code}/")
    body, told = page.content.decode(), text_of(page)
    assert Estimate.objects.get(code=code).state == "answered"
    assert "626 presumed victims were on at least one of 3 lists." in told
    assert "It is an estimate, not a count." in told
    assert "To be written: “626 were found." in told
    assert body.count('<svg class="chart" role="img"') >= 4
    assert "Where the methods stand" in told
    assert "How the lists overlap" in told
    assert "What moves the number" in told
    assert "Version of the counts" in told


def test_the_same_page_is_whole_in_khmer(statistician, signed_in, quick):
    code = computed(statistician, published("SpinaBifida_3"))
    told = text_of(signed_in(statistician, language="km").get(f"{WHERE}{code}/"))
    assert "នេះជាការប៉ាន់ប្រមាណ មិនមែនជាការរាប់ទេ" in told
    assert "អាចសរសេរថា៖ «រកឃើញ 626 នាក់។" in told
    for english in ("Where the methods stand", "presumed victims", "Enough people", "Estimate "):
        assert english not in told


def test_a_refusal_is_an_answer_and_shows_no_number(statistician, signed_in, quick):
    code = asked(statistician, "a,b,c,count\n1,0,0,30\n0,1,0,20\n1,1,0,2\n0,0,1,9\n1,1,1,3\n")
    row = Estimate.objects.get(code=code)
    row.table = "a,b,c,count\n1,0,0,30\n0,1,0,20\n0,0,1,9\n"
    row.save()
    services.compute_estimate(code, clock=lambda: NOW)
    told = text_of(signed_in(statistician).get(f"{WHERE}{code}/"))
    assert Estimate.objects.get(code=code).state == "refused"
    assert "No figure for all presumed victims can be given." in told
    assert "59 were found. How many were not found cannot be said" in told
    assert "times as many" not in told


def test_methods_far_apart_show_what_each_holds_possible_and_no_number(statistician, signed_in, quick):
    table = "a,b,c,d,count\n1,0,0,0,200\n0,1,0,0,180\n0,0,1,0,150\n0,0,0,1,120\n1,1,0,0,14\n0,1,1,0,9\n0,0,1,1,11\n"
    code = computed(statistician, table)
    page = signed_in(statistician).get(f"{WHERE}{code}/")
    told = text_of(page)
    assert Estimate.objects.get(code=code).state == "refused"
    methods = told[told.index("Where the methods stand") : told.index("How the lists overlap")]
    assert "anything from" in methods
    assert 'class="dot"' not in page.content.decode()
    assert "What moves the number" not in told
    rows = csv.DictReader(
        io.StringIO(signed_in(statistician).get(f"{WHERE}{code}/file.sdmx").content.decode())
    )
    assert [row["OBS_VALUE"] for row in rows if row["BASIS"].startswith("ESTIMATED")] == ["", "", ""]


def test_an_estimate_of_the_country_shows_its_rate_with_the_range_and_the_source(
    statistician, signed_in, quick
):
    code = computed(statistician, published("SpinaBifida_3"))
    client = signed_in(statistician)
    assert "For each 100" not in text_of(client.get(f"{WHERE}{code}/"))
    Estimate.objects.update(origin="registers", who="children")
    told = text_of(client.get(f"{WHERE}{code}/"))
    assert re.search(r"For each 100.000 children of the country From [\d.]+ to [\d.]+ presumed victims", told)
    assert "Source: United Nations" in told
    assert "This population is worked out, not counted, and not confirmed." in told


def test_small_overlaps_are_hidden(statistician, signed_in, quick):
    text = "a,b,c,count\n1,0,0,300\n0,1,0,200\n0,0,1,90\n1,1,0,31\n1,0,1,3\n0,1,1,22\n1,1,1,2\n"
    code = computed(statistician, text)
    told = text_of(signed_in(statistician).get(f"{WHERE}{code}/"))
    overlaps = told[told.index("How the lists overlap") : told.index("Small counts are hidden.")]
    assert "a + c" in overlaps
    assert "withheld, so that no child can be recognised" in overlaps
    assert not re.search(r"a \+ c (2|3) ", overlaps)


def test_the_file_keeps_detected_and_estimated_apart(statistician, signed_in, quick):
    code = computed(statistician, published("SpinaBifida_3"))
    client = signed_in(statistician)
    body = client.get(f"{WHERE}{code}/file.sdmx").content.decode()
    rows = {row["BASIS"]: row for row in csv.DictReader(io.StringIO(body))}
    assert (rows["DETECTED"]["OBS_VALUE"], rows["DETECTED"]["OBS_STATUS"]) == ("626", "A")
    assert rows["ESTIMATED"]["OBS_STATUS"] == "E"
    low, high = (int(rows[f"ESTIMATED_{end}"]["OBS_VALUE"]) for end in ("LOWER", "UPPER"))
    assert 626 <= low <= int(rows["ESTIMATED"]["OBS_VALUE"]) <= high
    assert {row["INDICATOR"] for row in rows.values()} == {"SDG_16_2_2"}
    assert {row["TIME_PERIOD"] for row in rows.values()} == {"2025"}
    message = ElementTree.fromstring(client.get(f"{WHERE}{code}/file.sdmx-ml").content)  # noqa: S314 - our own file
    assert message.tag.endswith("GenericData")
    assert AuditEvent.objects.filter(action="estimate.exported", object_code=code).count() == 2


def test_what_is_asked_for_waits_for_the_worker_and_shows_how_far_it_is(statistician, signed_in):
    client = signed_in(statistician)
    told = {"title": "T", **PERIOD, "text": published("Korea"), "by": "", "submission_key": "k1"}
    answer = client.post(f"{WHERE}from-table/", told)
    assert client.post(f"{WHERE}from-table/", told)["Location"] == answer["Location"]
    row = Estimate.objects.get()
    assert answer["Location"] == f"{WHERE}{row.code}/"
    assert "The worker has not begun yet." in text_of(client.get(answer["Location"]))
    now = timezone.now()
    Estimate.objects.update(state="running", steps_done=3, step="latent-class", started_at=now)
    assert "Step 3 of 7 is done. Now: Hidden kinds of people." in text_of(client.get(answer["Location"]))
    Estimate.objects.update(started_at=now - timedelta(hours=3))
    assert "The computation broke off" in text_of(client.get(answer["Location"]))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,count\n1,3\n", "Line 1: At least two lists are needed"),
        ("a,b,count\n1,0,3\n0,1,2\n", "without overlap nothing can be estimated"),
        ("a,b,count\n1,1,-3\n", "Line 2: The count &#x27;-3&#x27; is negative."),
        ("a,b,count\n1,1,2.5\n", "Line 2: The count &#x27;2.5&#x27; is not a whole number."),
        ("a,b,count\n1,1,2\n1,1,2\n", "Line 3: This capture history already stands on line 2."),
        ("a,b,count\n1,2,2\n", "Line 2: Column &#x27;b&#x27; holds &#x27;2&#x27;; a list holds 0 or 1."),
        ("a,b,count\n0,0,2\n", "Line 2: A row on no list cannot have been counted"),
        (",".join(f"l{n}" for n in range(21)) + ",count\n", "The file holds no capture history."),
    ],
)
def test_a_table_that_cannot_be_used_comes_back_with_the_line(statistician, signed_in, text, words):
    page = signed_in(statistician).post(f"{WHERE}from-table/", {"title": "T", **PERIOD, "text": text})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert text.splitlines()[0] in page.content.decode()
    assert not Estimate.objects.exists()


def test_registers_without_anybody_are_explained(statistician, signed_in):
    page = signed_in(statistician).post(
        f"{WHERE}from-registers/",
        {"title": "T", **PERIOD, "who": "children", "lists": ["police", "casework_state"]},
    )
    assert page.status_code == 422
    assert "The chosen lists hold nobody in this period." in page.content.decode()


def test_who_only_reads_may_not_ask_and_who_reads_no_figures_finds_nothing(account, signed_in, statistician):
    code = asked(statistician, published("Korea"))
    author, worker = account("report_author"), account("hotline_operator", agency="aple")
    with pytest.raises(NotAllowed):
        asked(author, published("Korea"))
    reader = signed_in(author)
    assert reader.get(f"{WHERE}{code}/").status_code == 200
    assert reader.get(f"{WHERE}from-table/").status_code == 404
    assert signed_in(worker).get(f"{WHERE}{code}/").status_code == 404
    assert signed_in(worker).get(f"{WHERE}E-00000000/").status_code == 404


def test_groups_too_small_are_not_shown(statistician, signed_in, quick):
    lines = ["a,b,c,sex,count"]
    lines += [
        f"{h[0]},{h[1]},{h[2]},female,{n}"
        for h, n in zip(
            ("100", "010", "001", "110", "101", "011", "111"), (200, 150, 120, 40, 35, 30, 12), strict=True
        )
    ]
    lines += ["1,0,0,male,4", "1,1,0,male,2"]
    code = computed(statistician, "\n".join(lines) + "\n", by=("sex",))
    page = signed_in(statistician).get(f"{WHERE}{code}/")
    told = text_of(page)
    groups = told[told.index("By group: Sex") : told.index("What was looked at")]
    assert "too few to be shown" in groups
    body = signed_in(statistician).get(f"{WHERE}{code}/file.sdmx").content.decode()
    rows = {(row["BASIS"], row["SEX"]): row for row in csv.DictReader(io.StringIO(body))}
    assert rows["DETECTED", "M"]["OBS_VALUE"] == ""
    assert rows["DETECTED", "_T"]["OBS_VALUE"] == "593"
