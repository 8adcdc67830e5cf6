"""A small law of a country that does not exist, built in Python for the tests of the engine."""

from datetime import date

from kapea.engines.dates import AgeRange, PartialDate
from kapea.engines.law.ages import ANY_AGE, CHILD
from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.citation import Citation
from kapea.engines.law.criteria import Criterion
from kapea.engines.law.derivation import Covered
from kapea.engines.law.elements import FREE, LIMITED, Elements, Stated, limit, stated
from kapea.engines.law.facts import Assertion, LegalFact
from kapea.engines.law.incident import Act, Incident, Suspect, Victim
from kapea.engines.law.penalty import Imprisonment, Term, Unit
from kapea.engines.law.provision import Kind, Offence, Work
from kapea.engines.law.rules import GoverningText, OffenceClass, Reach, Responsibility, Rules, Threshold
from kapea.engines.law.validity import Validity

HOME = "XXA"
SOURCE = (Citation(source="X0", locator="§1"),)
ADULT = AgeRange(lowest=40, highest=40)


def years(amount: int) -> Term:
    return Term(amount=amount, unit=Unit.YEARS)


def range_of(least: int, most: int) -> Imprisonment:
    return Imprisonment(least=years(least), most=years(most))


def elements(**words: tuple[str, ...]) -> Elements:
    """Elements that ask the given words and leave every other element free."""
    free = dict.fromkeys(LIMITED, FREE)
    return Elements(**{**free, **{name: limit(name, asked) for name, asked in words.items()}})


def offence(
    name: str,
    *,
    imprisonment: Imprisonment | None = None,
    work: str = "LAW",
    kind: Kind = Kind.OFFENCE,
    victim_age: AgeRange = CHILD,
    suspect_age: AgeRange = ANY_AGE,
    validity: Validity | None = None,
    is_by_exploited: bool = False,
    **words: tuple[str, ...],
) -> Offence:
    return Offence(
        id=name,
        work=work,
        article=name,
        kind=kind,
        title=name,
        victim_age=victim_age,
        suspect_age=suspect_age,
        imprisonment=imprisonment or range_of(2, 5),
        validity=validity or Validity(),
        is_by_exploited=is_by_exploited,
        sources=SOURCE,
        elements=elements(**words),
    )


def rules(**changes: object) -> Rules:
    felony = OffenceClass(
        name="felony",
        over=years(5),
        up_to=years(30),
        includes_life=True,
        limitation_years=15,
        investigation="mandatory",
        double_criminality=False,
        provisions=("P-1",),
        sources=SOURCE,
    )
    misdemeanour = OffenceClass(
        name="misdemeanour",
        over=Term(amount=6, unit=Unit.DAYS),
        up_to=years(5),
        includes_life=False,
        limitation_years=5,
        investigation="optional",
        double_criminality=True,
        provisions=("P-2",),
        sources=SOURCE,
    )
    reach = Reach(territory="P-3", active_nationality="P-4", passive_nationality="P-5", sources=SOURCE)
    plain: dict[str, object] = {
        "country": HOME,
        "country_names": frozenset({HOME}),
        "classes": (felony, misdemeanour),
        "extradition_treaty": Threshold(term=years(1), is_included=False, provisions=(), sources=SOURCE),
        "extradition_code": Threshold(term=years(2), is_included=True, provisions=(), sources=SOURCE),
        "reach": {},
        "default_reach": reach,
        "unsettled": {
            "OPEN": GoverningText(
                reason="Two texts differ.", readings={"P-4": None, "P-6": False}, sources=SOURCE
            )
        },
        "responsibility": Responsibility(never_under=14, surely_from=18, provisions=(), sources=SOURCE),
    }
    return Rules(**{**plain, **changes})  # type: ignore[arg-type]


PRODUCE = offence("PRODUCE", imprisonment=range_of(5, 10), conduct=("produce",), object=("csam",))
SHOW = offence("SHOW", conduct=("distribute",), object=("csam",), setting=("public_place",))
RECRUIT = offence("RECRUIT", conduct=("recruit",), object=("person",), means=("deception", "coercion"))
SOLICIT = offence(
    "SOLICIT", conduct=("solicit_self",), object=("prostitution",), victim_age=ANY_AGE, is_by_exploited=True
)


def posed(conduct: str, subject: str, **how: Stated) -> Incident:
    """A case in which exactly this was done, by an adult, to a child of ten."""
    nothing = dict.fromkeys(
        ("means", "purpose", "setting", "medium", "consideration", "circumstances"), stated()
    )
    act = Act(conduct=conduct, object=subject, **{**nothing, **how})
    return Incident(
        acts=(act,),
        acts_are_complete=True,
        victim=Victim(age=AgeRange(lowest=10, highest=10)),
        suspect=Suspect(age=ADULT, capacity=stated()),
    )


def incident(
    conduct: str, subject: str, *, victim: Victim | None = None, suspect: Suspect | None = None, **how: Stated
) -> Incident:
    """The same, done at home on a day, by a foreigner, to a child of the country."""
    case = posed(conduct, subject, **how)
    return Incident(
        occurred=PartialDate.exact(date(2020, 3, 15)),
        countries=frozenset({HOME}),
        acts=case.acts,
        acts_are_complete=True,
        victim=victim or Victim(age=AgeRange(lowest=10, highest=10), nationalities=frozenset({HOME})),
        suspect=suspect
        or Suspect(age=ADULT, nationalities=frozenset({"XXB"}), capacity=stated(), is_exploited=False),
    )


def fact(name: str, *cases: Incident) -> LegalFact:
    return LegalFact(id=name, question=name, rule=Covered(cases=cases), sources=SOURCE)


def asserted(name: str, value: bool | None) -> LegalFact:
    return LegalFact(id=name, question=name, assertions=(Assertion(value=value, sources=SOURCE),))


def criterion(name: str, *facts: str) -> Criterion:
    return Criterion(id=name, instrument="I", article="1", binding="treaty", criterion=name, requires=facts)


FACTS = (
    fact("produce", posed("produce", "csam")),
    fact("show", posed("distribute", "csam", setting=stated("public_place"))),
    fact("send", posed("distribute", "csam", setting=stated("private"), medium=stated("internet"))),
    fact("recruit", posed("recruit", "person")),
    asserted("data", False),
)


def law(*offences: Offence, **changes: object) -> BodyOfLaw:
    """The small law, or the same with other offences."""
    plain: dict[str, object] = {
        "works": {name: Work(id=name, title=name, sources=SOURCE) for name in ("LAW", "OPEN")},
        "offences": offences or (PRODUCE, SHOW, RECRUIT, SOLICIT),
        "rules": rules(),
        "facts": {one.id: one for one in FACTS},
        "criteria": (
            criterion("PRODUCING", "produce"),
            criterion("SHARING", "show", "send"),
            criterion("RECRUITING", "recruit"),
            criterion("DATA", "data", "produce"),
        ),
    }
    return BodyOfLaw(**{**plain, **changes})  # type: ignore[arg-type]
