"""What the pages of the law are made of: links, rows of the concordance, drafts of changes. Pure."""

from pathlib import Path

import pytest

from kapea.engines.law.assessment import assess
from kapea.engines.law.effects import effects
from kapea.engines.law.elements import LIMITED
from kapea.engines.law.provision import Kind as RecordKind
from kapea.monitoring.law import searching
from kapea.monitoring.law.concordance import Narrowing, by_article, counts, rows
from kapea.monitoring.law.drafts import DraftChange, DraftScenario, Kind, as_scenario, differing, shown
from kapea.monitoring.law.links import citing, named_provisions, provisions_of, same_article, served_by
from kapea.packs.law import load_law, load_scenario

PACK = Path(__file__).parents[3] / "packs" / "khm"


@pytest.fixture(scope="module")
def body():
    return load_law(PACK)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("TIPSE 12", ("TIPSE-12",)),
        ("TIPSE 41(3)-(4)", ("TIPSE-41-3", "TIPSE-41-4")),
        ("TIPSE 41(1)", ("TIPSE-41-1",)),
        ("CPC 4-6", ("CPC-04",)),
        ("CONST 31, 48", ("CONST-31", "CONST-48")),
        ("MoUs", ()),
        ("TIPSE ch. IV", ()),
    ],
)
def test_words_of_the_pack_name_the_recorded_provisions(body, words, names):
    assert named_provisions(words, body) == names


def test_the_records_of_one_article_know_each_other(body):
    assert "TIPSE-41-2" in same_article("TIPSE-41-1", body)
    assert "TIPSE-41-1" not in same_article("TIPSE-41-1", body)
    assert same_article("TIPSE-12", body) == ()


def test_a_criterion_and_its_provision_lead_to_each_other(body):
    found = assess(body)
    result = next(one for one in found.results if one.criterion.id == "PAL-3c-1")
    assert "TIPSE-12" in provisions_of(result, body)
    assert result in served_by("TIPSE-12", found, body)


def test_a_passage_names_every_record_that_cites_it(body):
    offence = body.versions["TIPSE-41-1"][-1]
    cited = offence.sources[0]
    assert "TIPSE-41-1" in {one.name for one in citing(cited.source, cited.locator, body)}
    assert citing(cited.source, "no such place", body) == ()


def test_the_concordance_has_a_row_for_each_criterion_and_counts_them(body):
    found = rows(assess(body), body)
    assert len(found) == len(body.criteria)
    assert sum(counts(found).values()) == len(found)
    opsc = rows(assess(body), body, wanted=Narrowing(instrument="OPSC"))
    assert sum(len(article.rows) for article in by_article(opsc)) == len(opsc)


def test_contested_rows_are_those_whose_assessors_differ(body):
    found = rows(assess(body), body, wanted=Narrowing(is_contested=True))
    assert found
    assert all(len({one.status for one in row.criterion.reported}) > 1 for row in found)


def test_the_sign_says_what_a_proposal_does(body):
    compared = effects(body, load_scenario(PACK, "SC3", body))
    found = rows(compared.before, body, compared=compared, wanted=Narrowing(is_changed=True))
    assert [(row.criterion.id, row.sign, row.proposed) for row in found] == [
        ("PAL-3c-1", "better", "compliant")
    ]


def test_an_offence_left_as_it_is_is_no_change(body):
    for offence in body.newest[RecordKind.OFFENCE]:
        assert differing(shown(offence), offence, currency="riel") == {}, offence.id


@pytest.mark.parametrize("element", [name for name in LIMITED if name not in ("conduct", "object")])
def test_what_is_dropped_is_asked_no_longer(body, element):
    offence = next(one for one in body.newest[RecordKind.OFFENCE] if getattr(one.elements, element).words)
    content = differing({**shown(offence), element: []}, offence, currency="riel")
    assert content == {element: "any"}
    draft = DraftScenario(
        id="D", changes=(DraftChange(kind=Kind.CHANGE, target=offence.id, content=content),)
    )
    read = load_scenario(PACK, as_scenario(draft), body)
    assert getattr(read.offences[0].elements, element).is_free


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"least_amount": 1, "most_amount": 6}, "1-6 years"),
        ({"most_unit": "life", "most_amount": None}, "life"),
        ({"least_amount": 6, "least_unit": "days", "most_amount": 1}, "6 days to 1 years"),
    ],
)
def test_a_changed_penalty_is_read_as_it_was_typed(body, typed, said):
    offence = body.versions["TIPSE-12"][-1]
    content = differing({**shown(offence), **typed}, offence, currency="riel")
    draft = DraftScenario(
        id="D", changes=(DraftChange(kind=Kind.CHANGE, target=offence.id, content=content),)
    )
    assert str(load_scenario(PACK, as_scenario(draft), body).offences[0].imprisonment) == said


def test_an_empty_scenario_writes_nothing_empty():
    assert as_scenario(DraftScenario(id="D", title="T")) == {"id": "D", "title": "T"}


def test_a_search_needs_every_word_in_any_order(body):
    assert "TIPSE-12" in {one.name for one in searching.found("exploitation UNLAWFUL", body)}
    assert searching.found("exploitation zzzz", body) == ()
    assert searching.found("  ", body) == ()
