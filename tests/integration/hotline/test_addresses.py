"""A reported address is kept as text, counted, handed over sealed, and its text is destroyed in time."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotFound
from kapea.guard.vault.sealed_file import open_file
from kapea.registers.hotline import services
from kapea.registers.hotline.models import AddressReport
from kapea.registers.hotline.queries import addresses
from kapea.registers.hotline.queries.statistics import address_numbers
from kapea.registers.worklist.models import Task
from scenes.accounts import viewer_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 17, 42, tzinfo=UTC)
ADDRESS = "https://WWW.Canary.example:443/a?b=1#c"


@pytest.fixture
def operator(account):
    return viewer_for(account("hotline_operator", agency=services.hotline_agency()))


def report(operator, address: str = ADDRESS, *, now: datetime = NOW) -> AddressReport:
    new = services.NewContact(channel="phone", web_address=address, is_danger_now=False)
    services.take_contact(new, submission="", by=operator, now=now)
    return AddressReport.objects.order_by("-pk").first()


def test_the_address_is_sealed_and_its_hand_over_is_due_by_the_pack_s_clock(operator):
    row = report(operator)
    assert b"canary" not in bytes(row.address_sealed).lower()
    task = Task.objects.get(kind="address.hand_over")
    assert task.due_at == row.hand_over_due_at == NOW + timedelta(hours=24)
    assert (task.rule_code, task.rule_version) == ("url_report.clocks", "1")
    assert "canary" not in str([vars(each) for each in AuditEvent.objects.all()]).lower()


def test_two_reports_of_one_address_are_known_as_one_and_a_third_is_not(operator):
    report(operator)
    second = report(operator, "canary.example/a?b=1")
    report(operator, "canary.example/other")
    page = addresses.accessible_address(second.code, by=operator, now=NOW)
    assert page.row.times == 2
    assert not AddressReport.objects.get(pk=second.pk).is_first
    assert AddressReport.objects.filter(is_first=True).count() == 2


def test_the_page_shows_an_address_that_no_program_takes_for_a_link(operator):
    page = addresses.accessible_address(report(operator).code, by=operator, now=NOW)
    assert page.address == "hxxps://www[.]canary[.]example/a?b=1#c"


def test_the_sealed_file_opens_with_its_pass_phrase_and_holds_addresses_and_nobody_s_words(operator):
    row = report(operator)
    code, phrase = services.hand_over_addresses([row.code], receiver="dahtjp", by=operator, now=NOW)
    contents = services.file_contents(code, by=operator, now=NOW)
    told = json.loads(open_file(contents, pass_phrase=phrase))
    assert told["reports"][0] | {"received_on": ""} == {
        "code": row.code,
        "address": "https://www.canary.example/a?b=1#c",
        "received_on": "",
        "site_type": "",
    }
    row.refresh_from_db()
    assert (row.handed_over_at, row.police_told_at) == (NOW, NOW)
    assert not Task.objects.filter(kind="address.hand_over", done_at=None).exists()
    assert phrase not in str([vars(each) for each in AuditEvent.objects.all()])
    assert AuditEvent.objects.filter(action="address.file_downloaded", object_code=code).count() == 1


def test_a_body_that_is_neither_hotline_nor_police_gets_no_file(operator):
    row = report(operator)
    with pytest.raises(services.AddressReceiverNotPossible):
        services.hand_over_addresses([row.code], receiver="mosvy", by=operator, now=NOW)
    with pytest.raises(services.NoAddressChosen):
        services.hand_over_addresses([], receiver="dahtjp", by=operator, now=NOW)
    row.refresh_from_db()
    assert row.handed_over_at is None


def test_another_hotline_cannot_tell_the_report_exists(operator, account):
    row = report(operator)
    stranger = viewer_for(account("hotline_operator", agency="childsafe"))
    for code in (row.code, "U-00000000"):
        with pytest.raises(NotFound):
            addresses.accessible_address(code, by=stranger, now=NOW)
        with pytest.raises(NotFound):
            services.hand_over_addresses([code], receiver="dahtjp", by=stranger, now=NOW)
    assert addresses.count_addresses(by=stranger) == 0


def test_the_answer_stops_the_clocks_and_a_day_before_the_report_is_refused(operator):
    row = report(operator)
    services.hand_over_addresses([row.code], receiver="aple", by=operator, now=NOW)
    version = AddressReport.objects.get(pk=row.pk).version
    early = services.Answer(label="baseline", assessed_at=NOW - timedelta(days=2))
    with pytest.raises(services.DaysOutOfOrder):
        services.record_answer(row.code, early, version=version, by=operator, now=NOW)
    later = NOW + timedelta(days=2)
    answer = services.Answer(
        label="baseline",
        assessed_at=later,
        removed_at=later,
        police_told_at=later,
        depicted_age="prepubescent",
        depicted_sex="male",
        commerciality="commercial",
    )
    services.record_answer(row.code, answer, version=version, by=operator, now=later)
    numbers = address_numbers(
        by=operator, start=NOW - timedelta(days=1), end=NOW + timedelta(days=1), now=NOW
    )
    assert (numbers.reports, numbers.illegal, numbers.removed) == (1, 1, 1)
    assert dict(numbers.removed_within) == {1: 0, 3: 1, 6: 1}
    assert (numbers.by_age, numbers.by_sex) == ([("prepubescent", 1)], [("male", 1)])
    assert numbers.by_commerciality == [("commercial", 1)]
    page = addresses.accessible_address(row.code, by=operator, now=later)
    assert (page.depicted_age, page.depicted_sex) == ("prepubescent", "male")
    assert (numbers.median_days, numbers.police_within.kept, numbers.handed_over.kept) == (2.0, 1, 1)


def test_the_text_is_destroyed_ninety_days_after_the_answer_and_the_outcome_stays(operator):
    row = report(operator)
    services.hand_over_addresses([row.code], receiver="aple", by=operator, now=NOW)
    version = AddressReport.objects.get(pk=row.pk).version
    services.record_answer(row.code, services.Answer(label="national"), version=version, by=operator, now=NOW)
    assert services.erase_addresses(now=NOW + timedelta(days=89)) == 0
    assert services.erase_addresses(now=NOW + timedelta(days=91)) == 1
    row.refresh_from_db()
    assert (bytes(row.address_sealed), row.label) == (b"", "national")
    assert addresses.accessible_address(row.code, by=operator, now=NOW).is_erased


def test_what_stands_behind_the_number_sign_goes_to_the_receiver_whole(operator):
    row = report(operator, "https://files.example/#!kept!Key")
    code, phrase = services.hand_over_addresses([row.code], receiver="dahtjp", by=operator, now=NOW)
    told = json.loads(open_file(services.file_contents(code, by=operator, now=NOW), pass_phrase=phrase))
    assert told["reports"][0]["address"] == "https://files.example/#!kept!Key"


def test_an_answer_of_today_is_taken_before_seven_in_the_morning_too(operator):
    early = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)  # half past five on the 21st in the country
    row = report(operator, now=early - timedelta(hours=1))
    noon = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
    answer = services.Answer(label="baseline", assessed_at=noon)
    services.record_answer(row.code, answer, version=1, by=operator, now=early)
    row.refresh_from_db()
    assert row.assessed_at == early


def test_an_address_that_lies_past_its_clock_counts_as_not_kept_and_one_in_time_does_not_count_yet(operator):
    report(operator)
    span = {"start": NOW - timedelta(days=1), "end": NOW + timedelta(days=1)}
    soon = address_numbers(by=operator, **span, now=NOW + timedelta(hours=1)).handed_over
    late = address_numbers(by=operator, **span, now=NOW + timedelta(hours=25)).handed_over
    assert (soon.of, soon.percent) == (0, None)
    assert (late.of, late.kept) == (1, 0)
