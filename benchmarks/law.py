"""How fast the law engine answers, beside a plain loop that tries every provision.

Run: python benchmarks/law.py [PACK]. Times are the median of several runs on this machine; the
limits to keep are 50 ms for every criterion and 20 ms for the charges of an incident.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from kapea.engines.dates import AgeRange, PartialDate
from kapea.engines.law.assessment import assess
from kapea.engines.law.body import BodyOfLaw, LawOnDay
from kapea.engines.law.charges import propose_charges
from kapea.engines.law.derivation import Covered
from kapea.engines.law.effects import effects
from kapea.engines.law.elements import stated
from kapea.engines.law.incident import Act, Incident, Suspect, Victim
from kapea.engines.law.matching import match
from kapea.engines.law.scenario import Scenario
from kapea.packs.law import load_law

RUNS = 15


def milliseconds(act: Callable[[], object]) -> float:
    """The median time of an act in milliseconds."""
    taken = []
    for _ in range(RUNS):
        began = perf_counter()
        act()
        taken.append((perf_counter() - began) * 1000)
    return median(taken)


def an_incident(country: str) -> Incident:
    """A month, an age range, a foreigner, two acts, some of it unknown."""
    how = {"medium": stated("internet"), "consideration": stated("given")}
    return Incident(
        occurred=PartialDate.in_month(2022, 5),
        countries=frozenset({country}),
        acts=(
            Act(conduct="produce", object="csam", **how),
            Act(conduct="purchase", object="prostitution", **how),
        ),
        acts_are_complete=True,
        victim=Victim(age=AgeRange(lowest=13, highest=15), nationalities=frozenset({country})),
        suspect=Suspect(age=AgeRange(lowest=44, highest=44), nationalities=frozenset({"FRA"})),
    )


def try_everything(body: BodyOfLaw) -> int:
    """The plain way: every case of every rule against every provision in force."""
    law = LawOnDay(body=body)
    rules = [fact.rule for fact in body.facts.values() if isinstance(fact.rule, Covered)]
    cases = [case for rule in rules for case in rule.cases]
    return sum(match(offence, case).answer is True for case in cases for offence, _ in law.offences)


def main(folder: Path) -> None:
    """Print the times and whether the limits hold."""
    began = perf_counter()
    body = load_law(folder)
    loading = (perf_counter() - began) * 1000
    incident = an_incident(body.rules.country)
    unknown = replace(incident, acts=(), acts_are_complete=False, occurred=None)
    first = next(offence.id for offence in body.offences if offence.is_chargeable)
    rows: list[tuple[str, Callable[[], object], float | None]] = [
        (f"assess {len(body.criteria)} criteria on {len(body.facts)} facts", lambda: assess(body), 50.0),
        ("the same on a day", lambda: assess(body, on=date(2015, 1, 1)), 50.0),
        ("charges of an incident", lambda: propose_charges(body, incident), 20.0),
        ("charges when nothing is known", lambda: propose_charges(body, unknown), 20.0),
        ("effects of a repeal", lambda: effects(body, Scenario(id="B", repeals=(first,))), None),
        ("plain loop over every provision", lambda: try_everything(body), None),
    ]
    print(f"read {len(body.offences)} provisions from {folder}: {loading:.0f} ms, once")
    times = {}
    for name, act, limit in rows:
        times[name] = milliseconds(act)
        state = (
            "" if limit is None else f"  limit {limit:.0f} ms: {'kept' if times[name] < limit else 'MISSED'}"
        )
        print(f"{name:45} {times[name]:8.2f} ms{state}")
    whole = list(times.values())
    print(f"the index makes assessing {whole[-1] / whole[0]:.1f} times as fast as the plain loop alone")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "packs/khm"))
