import pytest

from kapea.engines.evidence.check import check
from kapea.engines.evidence.claims import State
from kapea.engines.evidence.relations import Kind, Relation
from unit.evidence.conftest import claim, day, figure, number


def _rules(**given):
    return [(finding.rule, finding.state) for finding in check(**given)]


def test_two_sources_with_two_days_for_one_ratification_contradict_each_other():
    found = check(claims=[claim(day("2002-02-21")), claim(day("2002-05-30"), source="S4")])
    assert [finding.rule for finding in found] == ["values_differ"]
    assert [each.source for each in found[0].claims] == ["S2", "S4"]


def test_a_year_and_a_day_of_that_year_do_not_contradict_each_other():
    assert check(claims=[claim(day("2007")), claim(day("2007-07-02"), source="S4")]) == []


def test_values_said_of_different_times_do_not_contradict_each_other():
    before, after = day("2004").meaning, day("2010").meaning
    assert check(claims=[claim(number("5"), valid=before), claim(number("6"), valid=after)]) == []
    assert check(claims=[claim(number("5"), valid=after), claim(number("6"), valid=after)]) != []


def test_a_source_can_contradict_itself():
    assert len(check(claims=[claim(number("5")), claim(number("6"))])) == 1


def test_a_total_that_its_parts_do_not_make_is_found():
    figures = [figure("10", age="_T"), figure("4", age="a"), figure("5", age="b")]
    assert _rules(figures=figures) == [("total_differs", State.CONTRADICTION)]


def test_a_total_that_its_parts_make_is_not_found():
    assert check(figures=[figure("9", age="_T"), figure("4", age="a"), figure("5", age="b")]) == []


def test_a_blank_part_is_unknown_and_never_zero():
    assert check(figures=[figure("10", age="_T"), figure("4", age="a"), figure("", age="b")]) == []
    too_much = [figure("3", age="_T"), figure("4", age="a"), figure("", age="b")]
    assert _rules(figures=too_much) == [("total_differs", State.CONTRADICTION)]


def test_parts_of_another_unit_than_the_total_are_only_to_be_checked():
    figures = [figure("10", age="_T", unit="persons"), figure("4", age="a", unit="services")]
    assert _rules(figures=figures) == [("total_differs", State.TO_CHECK)]


def test_totals_are_compared_along_each_dimension():
    figures = [
        figure("5", age="a", year="1"),
        figure("6", age="_T", year="1"),
        figure("5", age="a", year="_T"),
        figure("6", age="_T", year="_T"),
    ]
    assert {finding.claims[0].subject for finding in check(figures=figures)} == {
        "t {'age': '_T', 'year': '1'}",
        "t {'age': '_T', 'year': '_T'}",
    }


def test_one_label_on_two_rows_with_different_figures_is_found_once():
    figures = [
        figure("3", row="12", label="Procurement"),
        figure("6", row="16", label="Procurement"),
        figure("1", row="17", label="Another"),
    ]
    found = check(figures=figures)
    assert [(finding.rule, finding.subject) for finding in found] == [("label_twice", "Procurement")]
    assert "row 12, 16" in found[0].message


def test_a_label_that_repeats_from_year_to_year_is_no_repeated_label():
    figures = [
        figure("3", year="2008", kind="a", label="Reported"),
        figure("6", year="2009", kind="a", label="Reported"),
        figure("3", year="2008", kind="b", label="Arrested"),
        figure("6", year="2009", kind="b", label="Arrested"),
    ]
    assert check(figures=figures) == []


def _relation(kind, **figures):
    return Relation(kind=kind, figures=figures, reason="Because.")


@pytest.mark.parametrize(
    ("relation", "rule"),
    [
        (_relation(Kind.WHOLE, part=[figure("948")], whole=[figure("947")]), "part_exceeds_whole"),
        (_relation(Kind.WHOLE, part=[figure("947")], whole=[figure("947")]), None),
        (_relation(Kind.EACH, cases=[figure("6")], persons=[figure("5")]), "fewer_persons_than_cases"),
        (_relation(Kind.EACH, cases=[figure("5")], persons=[figure("5")]), None),
        (_relation(Kind.SUM, total=[figure("269")], part=[figure("21"), figure("248")]), None),
        (_relation(Kind.SUM, total=[figure("270")], part=[figure("21"), figure("248")]), "total_differs"),
        (_relation(Kind.SAME, value=[figure("55"), figure("56")]), "values_differ"),
        (_relation(Kind.SAME, value=[figure("55"), figure("55")]), None),
        (
            _relation(
                Kind.SHARE, share=[figure("8", unit="percent")], part=[figure("32")], whole=[figure("723")]
            ),
            "share_differs",
        ),
        (
            _relation(
                Kind.SHARE, share=[figure("8", unit="percent")], part=[figure("58")], whole=[figure("723")]
            ),
            None,
        ),
        (_relation(Kind.WHOLE, part=[figure("")], whole=[figure("947")]), None),
    ],
)
def test_a_stated_relation_is_checked_within_the_precision_of_the_print(relation, rule):
    assert [finding.rule for finding in check(relations=[relation])] == ([rule] if rule else [])


def test_an_explained_contradiction_stays_with_its_reason():
    claims = [claim(day("2007-12-20")), claim(day("2008-02-15"), source="S4")]
    explained = {("OPSC", "ratified"): "Passing and promulgating are two acts."}
    finding = check(claims=claims, explained=explained)[0]
    assert finding.state is State.EXPLAINED
    assert finding.message.endswith("Passing and promulgating are two acts.")


def test_a_finding_is_told_with_source_place_and_value():
    answer = check(claims=[claim(number("5")), claim(number("6"), source="S4")])[0].as_json()
    assert answer["rule"] == "values_differ"
    assert (answer["subject"], answer["property"]) == ("OPSC", "ratified")
    assert [(each["source"], each["locator"], each["value"]) for each in answer["claims"]] == [
        ("S2", "§1", 5),
        ("S4", "§1", 6),
    ]
