"""The engine against a slow obvious one that tries every offence and every act."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kapea.engines.dates import AgeRange
from kapea.engines.law.charges import propose_charges
from kapea.engines.law.criteria import status_of
from kapea.engines.law.elements import NOT_CODED, NOT_KNOWN, Stated
from kapea.engines.law.incident import Act, Suspect, Victim
from kapea.engines.law.vocabulary import MAY_BE, WIDER
from unit.law.small_law import HOME, incident, law, offence

FEW = settings(max_examples=60, deadline=None)
PURPOSES = ("exploitation", "sexual_exploitation", "prostitution", "forced_labour", "profit")
SETTINGS = ("public_place", "private", "public_online")
CONDUCT = ("produce", "distribute", "transmit", "make_available")


def slow_word(asked, words, is_complete):
    """met, unmet or unknown for one asked word, by walking every chain of wider words."""

    def chain(word):
        yield word
        if word in WIDER:
            yield from chain(WIDER[word])

    if any(asked == wide for word in words for wide in chain(word)):
        return "met"
    if not is_complete:
        return "unknown"
    if any(asked == wide for word in words if word in MAY_BE for wide in chain(MAY_BE[word])):
        return "unknown"
    return "unknown" if any(word in chain(asked) for word in words) else "unmet"


def slow_limit(limit, words, is_complete):
    if not limit.is_coded:
        return "unknown"
    if not limit.words:
        return "met"
    answers = [slow_word(asked, words, is_complete) for asked in limit.words]
    return "met" if "met" in answers else "unknown" if "unknown" in answers else "unmet"


def slow_age(age, limits):
    if limits == (0, 120):
        return "met"
    if age is None:
        return "unknown"
    inside = [limits[0] <= years <= limits[1] for years in range(age.lowest, age.highest + 1)]
    return "met" if all(inside) else "unknown" if any(inside) else "unmet"


def slow_fits(record, act, victim_age):
    states = [
        slow_limit(record.elements.conduct, {act.conduct}, True),
        slow_limit(record.elements.object, {act.object}, True),
        slow_age(victim_age, (record.victim_age.lowest, record.victim_age.highest)),
    ]
    states += [
        slow_limit(getattr(record.elements, name), getattr(act, name).words, getattr(act, name).is_complete)
        for name in ("purpose", "setting")
    ]
    return "no" if "unmet" in states else "maybe" if "unknown" in states else "yes"


def stateds(words):
    known = st.lists(st.sampled_from(words), unique=True, max_size=2)
    return st.one_of(
        st.just(NOT_KNOWN),
        st.builds(lambda found, done: Stated(words=frozenset(found), is_complete=done), known, st.booleans()),
    )


def limits(words):
    return st.lists(st.sampled_from(words), unique=True, max_size=2).map(tuple)


@st.composite
def records(draw, name):
    asked = {"conduct": (draw(st.sampled_from(CONDUCT)),), "object": ("csam",)}
    asked |= {"purpose": draw(limits(PURPOSES)), "setting": draw(limits(SETTINGS))}
    low = draw(st.integers(0, 17))
    ages = AgeRange(lowest=low, highest=draw(st.integers(low, 17)))
    record = offence(name, victim_age=ages, **{key: words for key, words in asked.items() if words})
    if draw(st.booleans()):
        return record
    return replace(record, elements=replace(record.elements, purpose=NOT_CODED))


acts = st.builds(
    Act,
    conduct=st.sampled_from(CONDUCT),
    object=st.just("csam"),
    means=st.just(NOT_KNOWN),
    purpose=stateds(PURPOSES),
    setting=stateds(SETTINGS),
)
ages = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 20), st.integers(0, 20)).map(
        lambda pair: AgeRange(lowest=min(pair), highest=max(pair))
    ),
)


@FEW
@given(st.lists(st.integers(0, 9), min_size=1, max_size=5, unique=True), st.data(), acts, ages)
def test_every_charge_of_a_single_act_is_the_one_the_slow_way_finds(numbers, data, act, age):
    held = [data.draw(records(f"O{number}")) for number in numbers]
    victim = Victim(age=age, nationalities=frozenset({HOME}))
    done = replace(incident("produce", "csam", victim=victim), acts=(act,))
    found = {charge.offence.id: charge.fits.value for charge in propose_charges(law(*held), done).charges}
    near = {
        record.id: slow_fits(record, act, age)
        for record in held
        if slow_limit(record.elements.conduct, {act.conduct}, True) != "unmet"
    }
    assert found == near


@FEW
@given(st.data(), st.lists(acts, min_size=2, max_size=3), ages)
def test_several_acts_fit_as_well_as_the_best_of_them(data, several, age):
    record = data.draw(records("O"))
    done = incident("produce", "csam", victim=Victim(age=age, nationalities=frozenset({HOME})))
    together = propose_charges(law(record), replace(done, acts=tuple(several))).charges
    each = [
        charge.fits.value
        for act in several
        for charge in propose_charges(law(record), replace(done, acts=(act,))).charges
    ]
    best = next((fits for fits in ("yes", "maybe", "no") if fits in each), None)
    assert [charge.fits.value for charge in together] == ([best] if best else [])


@FEW
@given(st.data(), acts, ages)
def test_finding_a_fact_out_never_turns_a_settled_answer_round(data, act, age):
    record = data.draw(records("O"))
    done = replace(
        incident("produce", "csam", victim=Victim(age=age, nationalities=frozenset({HOME}))), acts=(act,)
    )
    before = [charge.fits.value for charge in propose_charges(law(record), done).charges]
    known = replace(act, setting=Stated(words=act.setting.words | {"private"}, is_complete=True))
    after = [
        charge.fits.value for charge in propose_charges(law(record), replace(done, acts=(known,))).charges
    ]
    if before == ["no"] and act.setting == NOT_KNOWN:
        assert after == ["no"]
    if before == ["yes"] and act.setting == NOT_KNOWN:
        assert after == ["yes"]


@FEW
@given(st.one_of(st.none(), st.integers(0, 17)), st.booleans())
def test_no_facts_make_a_child_chargeable_for_being_exploited(age, is_told):
    child = Suspect(
        age=None if age is None else AgeRange(lowest=age, highest=age),
        is_exploited=True if is_told else None,
        is_victim=not is_told,
    )
    assert propose_charges(law(), incident("produce", "csam", suspect=child)).charges == ()


@FEW
@given(st.lists(st.sampled_from([True, False, None]), min_size=1))
def test_a_status_is_what_counting_the_facts_says(values):
    yes, no = values.count(True), values.count(False)
    expected = "compliant" if yes == len(values) else "partial" if yes and no else "gap" if no else "unclear"
    assert status_of(values) == expected
