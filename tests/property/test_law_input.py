"""Whatever a file says: an answer, or one refusal with its line; never a crash."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapea.engines.errors import InputFault
from kapea.engines.law.vocabulary import WORDS
from kapea.packs import law
from kapea.packs.law.incidents import FIELDS as FACTS
from kapea.packs.law.offences import FIELDS as OFFENCE
from kapea.packs.law.scenarios import FIELDS as SCENARIO

PACK = Path(__file__).parents[2] / "packs" / "xxa"
FEW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = ("ECA-20", "ECA-30", "EPC-50", "ECA", "EPC", "NOWHERE", "child.under_18", "csam.possession", "NEW")
WORDY = sorted({word for words in WORDS.values() for word in words})

plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 200),
    st.sampled_from(NAMES),
    st.sampled_from(WORDY),
    st.sampled_from(
        ("unknown", "none", "any", "life", "repeal", "<18", "15-12", "2020", "2020-05-01", "XXA", "FR", "")
    ),
    st.dates(),
    st.floats(allow_nan=False),
)
keys = st.one_of(
    st.sampled_from(sorted(FACTS | OFFENCE | set(SCENARIO))),
    st.sampled_from(NAMES),
    st.sampled_from(
        ("add", "change", "repeal", "min", "max", "unit", "age", "nationality", "by", "offence", "id", "set")
    ),
)
values = st.recursive(
    plain,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=8,
)


def asked(folder, ask, document):
    path = folder / "given.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    found, fault = None, None
    try:
        found = ask(path)
    except InputFault as refusal:
        fault = refusal.fault
    assert fault is None or (fault.file == str(path) and fault.line >= 0 and fault.reason)
    return found


@FEW
@given(st.dictionaries(st.sampled_from(sorted(FACTS)), values, max_size=6))
def test_any_facts_are_answered_or_refused_with_a_reason(tmp_path_factory, document):
    found = asked(tmp_path_factory.mktemp("f"), lambda path: law.charges(PACK, path), document)
    assert found is None or {charge["fits"] for charge in found["charges"]} <= {"yes", "maybe", "no"}


@FEW
@given(st.dictionaries(st.sampled_from(sorted(SCENARIO)), values, max_size=5))
def test_any_scenario_is_answered_or_refused_with_a_reason(tmp_path_factory, document):
    found = asked(tmp_path_factory.mktemp("s"), lambda path: law.assess(PACK, scenario=path), document)
    assert found is None or {one["direction"] for one in found["changes"]} <= {"better", "worse", "mixed"}


@FEW
@given(st.dictionaries(st.sampled_from(("ECA-20", "ECA-30", "NEW")), values, min_size=1, max_size=2))
def test_any_change_of_an_offence_is_answered_or_refused_with_a_reason(tmp_path_factory, document):
    told = {"id": "S", "offences": document}
    found = asked(tmp_path_factory.mktemp("o"), lambda path: law.assess(PACK, scenario=path), told)
    assert found is None or all(change["offence"] for change in found["offence_changes"])


@pytest.mark.parametrize(
    "document", [3, "words", [], [[1]], None, {"victim": 14}, {"acts": {"produce": "csam"}}]
)
def test_a_file_that_is_no_mapping_of_facts_is_refused(tmp_path, document):
    assert asked(tmp_path, lambda path: law.charges(PACK, path), document) is None
