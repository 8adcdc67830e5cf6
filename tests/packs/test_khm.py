"""What Cambodia's pack says, against what its sources print."""

from decimal import Decimal

import yaml

from kapea.engines.dates import FollowUpCalendar
from kapea.packs import Pack, PublishedCell, check_pack
from kapea.packs.population import persons


def cells(pack: Pack, table: str, **dims: str) -> list[PublishedCell]:
    found = next(each for each in pack.publications if each.id == table)
    return [cell for cell in found.rows if dims.items() <= cell.dims.items()]


def test_it_holds_all_of_the_gazetteer_and_of_the_sources(khm: Pack) -> None:
    counts = check_pack(khm.path).counts
    expected = {
        "places_1": 25,
        "places_2": 210,
        "places_3": 1652,
        "places_4": 14578,
        "agencies": 125,
        "roles": 20,
        "published_tables": 24,
        "published_values": 420,
        "offences": 79,
        "facts": 156,
        "criteria": 119,
        "scenarios": 8,
        "commitments": 130,
        "recommendations": 103,
    }
    assert {what: counts[what] for what in expected} == expected


def test_kinds_of_places_are_those_of_the_gazetteer(khm: Pack) -> None:
    kinds: dict[str, int] = {}
    for place in khm.places:
        kinds[place.kind] = kinds.get(place.kind, 0) + 1
    assert kinds == {
        "province": 24,
        "capital": 1,
        "district": 163,
        "municipality": 33,
        "khan": 14,
        "commune": 1378,
        "sangkat": 274,
        "village": 14578,
    }


def test_a_village_lies_in_its_commune_its_district_and_its_province(khm: Pack) -> None:
    assert [place.name["en"] for place in khm.places.path("01020101")] == [
        "Banteay Meanchey",
        "Mongkol Borey",
        "Banteay Neang",
        "Ou Thum",
    ]


def test_only_the_one_village_without_an_english_name_in_the_gazetteer_has_none(khm: Pack) -> None:
    assert [place.code for place in khm.places if "en" not in place.name] == ["02010508"]
    assert all(place.name["km"] for place in khm.places)


def test_the_newest_province_was_not_there_before_it_was_created(khm: Pack) -> None:
    created = khm.places["25"].valid_from
    assert created is not None
    assert created.isoformat() == "2013-12-31"
    assert [place.code for place in khm.places if place.valid_from] == ["25"]


def test_spellings_of_the_sources_lead_to_the_province(khm: Pack) -> None:
    assert "Sihanoukville" in khm.places["18"].aliases
    assert "Rattinikiri" in khm.places["16"].aliases


def test_a_blank_of_the_state_report_is_not_a_zero(khm: Pack) -> None:
    investigated = cells(khm, "s2-014a-police-results", measure="cases_investigated")
    assert [(cell.dims["year"], cell.state, cell.value) for cell in investigated] == [
        ("2005", "value", Decimal(612)),
        ("2006", "value", Decimal(896)),
        ("2007", "blank", None),
        ("2008", "blank", None),
        ("2009", "value", Decimal(635)),
    ]


def test_a_printed_zero_is_not_a_blank(khm: Pack) -> None:
    recruitment = cells(khm, "s2-015-offences", row_no="4")
    assert {cell.state for cell in recruitment} == {"zero"}
    assert {cell.value for cell in recruitment} == {Decimal(0)}


def test_a_printed_dash_is_neither(khm: Pack) -> None:
    lawyers = cells(khm, "s2-115-judicial-trainees", group="lawyers", year="2008")
    assert [(cell.state, cell.value, cell.text) for cell in lawyers] == [("dash", None, "-")]


def test_a_range_a_fraction_and_an_about_stay_what_they_are(khm: Pack) -> None:
    street = cells(khm, "s0-facts", measure="street_children_no_family")[0]
    assert (street.state, street.text, street.value) == ("range", "1200-1500", None)
    third = cells(khm, "s3-estimates", measure="share_aged_12_17")[0]
    assert (third.state, third.text) == ("fraction", "1/3")
    officers = [
        cell
        for cell in cells(khm, "all-training", period="2009")
        if cell.dims["activity"] == "judicial police officials trained"
    ]
    assert [(cell.qualifier, cell.value) for cell in officers] == [("more_than", Decimal(1700))]


def test_victims_and_assistance_of_2009_keep_their_two_totals(khm: Pack) -> None:
    victims = cells(khm, "s2-014b-victims-by-age", year="2009", age_group="_T")[0]
    assistance = cells(khm, "s2-014c-assistance", year="2009", assistance="_T")[0]
    assert (victims.value, assistance.value) == (Decimal(791), Decimal(800))
    assert str(victims.source) == "S2 §14"


def test_the_dates_of_one_treaty_stay_four_claims(khm: Pack) -> None:
    opsc = cells(khm, "all-treaty-dates", instrument="OPSC")
    assert [(cell.source.alias, cell.text) for cell in opsc] == [
        ("S2", "2002-02-21"),
        ("S0", "2002-02-21"),
        ("S1", "2005"),
        ("S3", "2002-01-02"),
        ("S4", "2002-05-30"),
    ]


def test_provinces_add_up_to_the_census_totals(khm: Pack) -> None:
    assert persons(khm.population, place_code="KH", year=2008) == 13395682
    assert persons(khm.population, place_code="KH", year=2019) == 15552211
    in_2008 = [persons(khm.population, place_code=place.code, year=2008) for place in khm.places.at_level(1)]
    assert in_2008.count(None) == 1
    assert sum(number or 0 for number in in_2008) == 13395682


def test_a_place_that_nobody_counted_has_no_population_and_not_zero(khm: Pack) -> None:
    assert persons(khm.population, place_code="25", year=2008) is None


def test_a_child_stays_at_most_48_hours_at_a_police_post(khm: Pack) -> None:
    rule = khm.rule("police.custody_hours")
    assert rule.values["hours"] == 48
    assert rule.values["detention_facility"] == "never"
    assert (rule.state, rule.source) == ("sourced", "S2 §113(2)")


def test_a_returned_child_is_followed_for_at_least_twelve_months(khm: Pack) -> None:
    least = khm.rule("closure.minimum_months_after_return")
    assert (least.values["months"], least.source) == (12, "S3 E")
    plan = khm.rule("follow_up.after_return")
    calendar = FollowUpCalendar(
        months=tuple(plan.values["months"]),  # type: ignore[arg-type]
        opens_days_before=int(str(plan.values["opens_days_before"])),
        grace_days=int(str(plan.values["grace_days"])),
        source=plan.source,
    )
    assert calendar.months[-1] == least.values["months"]
    assert plan.state == "proposed"


def test_numbers_that_no_source_gives_are_proposed(khm: Pack) -> None:
    proposed = {rule.code for rule in khm.rules if rule.state == "proposed"}
    assert {
        "contact.clocks",
        "case.clocks",
        "break_glass",
        "retention.classes",
        "referral.answer_hours",
    } <= proposed


def test_rules_on_law_say_what_the_law_itself_says(khm: Pack) -> None:
    law = yaml.load((khm.path / "law" / "rules.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    classes = {one["name"]: one for one in law["classes"]}
    years = {name: one["limitation_years"] for name, one in classes.items()}
    assert years == dict(khm.rule("law.limitation_years").values)
    thresholds = khm.rule("law.class_thresholds").values
    assert thresholds["felony"]["over_years"] == classes["felony"]["over"]["amount"]  # type: ignore[index]
    assert thresholds["misdemeanour"]["over_days"] == classes["misdemeanour"]["over"]["amount"]  # type: ignore[index]
    investigation = {name: one["investigation"] for name, one in classes.items()}
    assert investigation == dict(khm.rule("law.investigation").values)
    extradition = khm.rule("law.extradition_thresholds").values
    assert extradition["treaty"]["more_than_years"] == law["extradition_treaty"]["term"]["amount"]  # type: ignore[index]
    assert extradition["code"]["at_least_years"] == law["extradition_code"]["term"]["amount"]  # type: ignore[index]
    assert khm.rule("law.ages").values["criminal_responsibility_from"] == law["responsibility"]["never_under"]


def test_no_number_is_shown_as_sure_before_somebody_called_it(khm: Pack) -> None:
    assert {line.state for line in khm.lines} == {"unconfirmed"}
    assert [line.number for line in khm.emergency_numbers] == ["117", "119", "1288"]


def test_no_holiday_of_the_pack_stops_a_clock_before_it_is_confirmed(khm: Pack) -> None:
    assert not any(holiday.is_confirmed for holiday in khm.calendar.holidays)
