"""Whatever the law: what repeals, additions and penalties may and may not do."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kapea.engines.law.assessment import assess
from kapea.engines.law.consequences import consequences
from kapea.engines.law.derivation import Covered
from kapea.engines.law.effects import Direction, effects
from kapea.engines.law.elements import stated
from kapea.engines.law.facts import LegalFact
from kapea.engines.law.penalty import Imprisonment, Term, Unit
from kapea.engines.law.scenario import Scenario
from unit.law.small_law import elements, law, offence, posed, rules

FEW = settings(max_examples=40, deadline=None)
CONDUCT = ("produce", "distribute", "possess", "recruit", "procure")
OBJECTS = {
    "produce": "csam",
    "distribute": "csam",
    "possess": "csam",
    "recruit": "person",
    "procure": "prostitution",
}
SETTINGS = ("public_place", "private")
MEANS = ("force", "deception")
PURPOSES = ("distribution", "exploitation")


def some_of(words):
    return st.lists(st.sampled_from(words), unique=True, max_size=len(words)).map(tuple)


@st.composite
def offences(draw, name):
    conduct = draw(st.sampled_from(CONDUCT))
    asked = {
        "conduct": (conduct,),
        "object": (OBJECTS[conduct],),
        "setting": draw(some_of(SETTINGS)),
        "means": draw(some_of(MEANS)),
        "purpose": draw(some_of(PURPOSES)),
    }
    return offence(name, **{element: words for element, words in asked.items() if words})


@st.composite
def cases(draw):
    conduct = draw(st.sampled_from(CONDUCT))
    how = {
        "setting": stated(*draw(some_of(SETTINGS))),
        "means": stated(*draw(some_of(MEANS))),
        "purpose": stated(*draw(some_of(PURPOSES))),
    }
    return posed(conduct, OBJECTS[conduct], **how)


@st.composite
def laws(draw):
    """A law of a few offences; a fact for each posed case and a criterion over some of the facts."""
    count = draw(st.integers(1, 6))
    held = [draw(offences(f"O{number}")) for number in range(count)]
    facts = {
        f"f{number}": LegalFact(id=f"f{number}", question="", rule=Covered(cases=(draw(cases()),)))
        for number in range(draw(st.integers(1, 4)))
    }
    plain = law(*held, facts=facts, criteria=())
    needed = draw(st.lists(st.sampled_from(sorted(facts)), min_size=1, unique=True))
    criteria = (replace(law().criteria[0], id="C", requires=tuple(needed)),)
    return replace(plain, criteria=criteria)


@FEW
@given(laws(), st.data())
def test_repealing_never_helps_a_child_whom_the_offence_protected(body, data):
    repealed = data.draw(st.lists(st.sampled_from([one.id for one in body.offences]), unique=True))
    found = effects(body, Scenario(id="S", repeals=tuple(repealed)))
    assert all(change.direction is Direction.WORSE for change in found.criteria)


@FEW
@given(laws(), offences("NEW"))
def test_adding_a_provision_never_takes_protection_from_a_child(body, new):
    found = effects(body, Scenario(id="S", offences=(new,)))
    assert all(change.direction is Direction.BETTER for change in found.criteria)


@FEW
@given(laws())
def test_a_provision_that_asks_for_nothing_but_the_conduct_covers_every_case_of_it(body):
    wide = [
        replace(
            offence(f"WIDE-{conduct}"),
            elements=elements(conduct=(conduct,), object=(OBJECTS[conduct],)),
        )
        for conduct in CONDUCT
    ]
    found = effects(body, Scenario(id="S", offences=tuple(wide)))
    assert {result.status.value for result in found.after.results} == {"compliant"}


@FEW
@given(laws(), st.data())
def test_what_a_scenario_repeals_and_adds_again_is_as_it_was(body, data):
    name = data.draw(st.sampled_from([one.id for one in body.offences]))
    (same,) = body.versions[name]
    assert effects(body, Scenario(id="S", offences=(same,))).criteria == ()


terms = st.builds(
    Term,
    amount=st.one_of(st.none(), st.integers(0, 60)),
    unit=st.sampled_from([Unit.DAYS, Unit.MONTHS, Unit.YEARS]),
)


@FEW
@given(terms, terms, st.sampled_from(CONDUCT), st.sampled_from(["LAW", "OTHER"]), st.booleans())
def test_the_class_follows_from_the_maximum_alone(most, least, conduct, work, is_attempted):
    plain = offence("X", conduct=("produce",), object=("csam",))
    one = replace(plain, imprisonment=Imprisonment(least=None, most=most))
    lower = least if least <= most else None
    other = replace(
        offence("Y", work=work, conduct=(conduct,)),
        imprisonment=Imprisonment(least=lower, most=most),
        attempt=is_attempted,
    )
    assert dict(consequences(one, rules()).as_pairs()) == dict(consequences(other, rules()).as_pairs())


@FEW
@given(terms, terms)
def test_a_higher_maximum_is_never_barred_sooner_nor_less_extraditable(one, other):
    low, high = sorted([one, other])
    mild, grave = (
        consequences(replace(offence("X"), imprisonment=Imprisonment(least=None, most=most)), rules())
        for most in (low, high)
    )
    if mild.limitation_years is not None and grave.limitation_years is not None:
        assert mild.limitation_years <= grave.limitation_years
    assert mild.extraditable_treaty <= grave.extraditable_treaty
    assert mild.extraditable_code <= grave.extraditable_code


@FEW
@given(laws())
def test_assessing_twice_gives_the_same_answer(body):
    assert assess(body) == assess(body)
