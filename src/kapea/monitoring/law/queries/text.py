"""The recorded law, its criteria and what is computed from them, for whoever may read the law."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from kapea.engines.law.assessment import Assessment
from kapea.engines.law.assessment import assess as assess_law
from kapea.engines.law.body import BodyOfLaw, LawOnDay
from kapea.engines.law.consequences import Consequences, consequences
from kapea.engines.law.effects import Effects, effects
from kapea.engines.law.penalties import AdditionalPenalty, additional_penalties
from kapea.engines.law.provision import Offence, Provision, Status, Work, in_force
from kapea.engines.law.scenario import Scenario
from kapea.engines.law.truth import Truth
from kapea.guard.access.viewer import Viewer
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack
from kapea.packs.law import Wording, load_law, load_scenario, load_wording
from kapea.packs.law.body import read_scenarios
from kapea.packs.marked import Entry, FaultBook
from kapea.packs.sources import SourceRecord

READ = "law.text.read"
NO_SOURCE = "n/a"


@dataclass(frozen=True, kw_only=True)
class RecordSeen:
    """A provision or an offence as a page shows it on a day. state: a word of words.LAW_STATUS."""

    id: str
    work: str
    article: str
    title: str
    kind: str
    state: str
    offence: Offence | None = None
    provision: Provision | None = None
    follows: Consequences | None = None


def law(*, by: Viewer) -> BodyOfLaw:
    """Return the recorded law. Raises NotFound for who may not read it."""
    if not by.may(READ):
        raise NotFound
    return load_law(current_pack().path)


def assessment(*, by: Viewer, on: date | None = None) -> Assessment:
    """Return how the law of a day (without: as recorded) stands to every criterion."""
    return assess_law(law(by=by), on=on)


def wordings(*, by: Viewer) -> tuple[Wording, ...]:
    """Return the law's words in the pack's further languages."""
    law(by=by)
    pack = current_pack()
    return tuple(load_wording(pack.path, language) for language in pack.languages)


def in_words(*, by: Viewer) -> Callable[[str, str], str]:
    """Return a function from kind and name to the pack's words in the reader's language."""
    law(by=by)
    reads = (get_language() or "en").split("-")[0]
    wording = load_wording(current_pack().path, reads)
    return wording.of


def works(*, by: Viewer) -> tuple[Work, ...]:
    """Return the recorded works: what is law first, drafts and bills after."""
    return tuple(sorted(law(by=by).works.values(), key=lambda work: work.status is Status.DRAFT))


def work(name: str, *, by: Viewer) -> Work:
    """Return one work. Raises NotFound."""
    found = law(by=by).works.get(name)
    if found is None:
        raise NotFound
    return found


def state_of(record: Work | Offence | Provision, body: BodyOfLaw, on: date | None) -> str:
    """Return whether a record is law on a day, as a word of words.LAW_STATUS."""
    held_by = None if isinstance(record, Work) else body.works.get(record.work)
    statuses = {record.status} | ({held_by.status} if held_by else set())
    if Status.DRAFT in statuses:
        return "draft"
    if Status.REPEALED in statuses:
        return "repealed"
    answers: dict[Truth, str] = {True: "in_force", False: "not_in_force", None: "unknown"}
    return answers[in_force(record, held_by, on)]


def records_of(name: str, *, by: Viewer, on: date | None = None) -> tuple[RecordSeen, ...]:
    """Return the provisions and offences of a work, by article."""
    body = law(by=by)
    day = LawOnDay(body=body, on=on)
    found = [_provision(one, day) for one in body.provisions.values() if one.work == name]
    found += [_offence(versions, day) for versions in body.versions.values() if versions[0].work == name]
    return tuple(sorted(found, key=lambda one: (_number(one.article), one.article, one.id)))


def record(name: str, *, by: Viewer, on: date | None = None) -> RecordSeen:
    """Return one provision or offence as it stands on a day. Raises NotFound."""
    body = law(by=by)
    day = LawOnDay(body=body, on=on)
    if name in body.versions:
        return _offence(body.versions[name], day)
    if name in body.provisions:
        return _provision(body.provisions[name], day)
    raise NotFound


def _offence(versions: tuple[Offence, ...], day: LawOnDay) -> RecordSeen:
    offence = day.by_id[versions[0].id][0] if versions[0].id in day.by_id else versions[-1]
    return RecordSeen(
        id=offence.id,
        work=offence.work,
        article=offence.article,
        title=offence.title,
        kind=offence.kind.value,
        state=state_of(offence, day.body, day.on),
        offence=offence,
        follows=consequences(offence, day.body.rules),
    )


def _provision(provision: Provision, day: LawOnDay) -> RecordSeen:
    return RecordSeen(
        id=provision.id,
        work=provision.work,
        article=provision.article,
        title=provision.subject,
        kind="provision",
        state=state_of(provision, day.body, day.on),
        provision=provision,
    )


def _number(article: str) -> int:
    digits = (
        "".join(one for one in article.split("(")[0].split()[0] if one.isdigit()) if article.split() else ""
    )
    return int(digits) if digits else 10_000


def additional(offence: Offence, *, by: Viewer) -> tuple[AdditionalPenalty, ...]:
    """Return the additional penalties that a court may add."""
    return additional_penalties(law(by=by), offence)


def proposals(*, by: Viewer) -> Mapping[str, Mapping[str, Any]]:
    """Return the scenarios that the pack takes from its sources, as plain values by id."""
    law(by=by)
    book = FaultBook(root=current_pack().path, strict=True)
    return {name: plain(entry) for name, entry in read_scenarios(book).items()}


def proposal(name: str, *, by: Viewer) -> Mapping[str, Any]:
    """Return one scenario of the pack. Raises NotFound."""
    found = proposals(by=by).get(name)
    if found is None:
        raise NotFound
    return found


def effects_of(scenario: Mapping[str, Any], *, by: Viewer, on: date | None = None) -> Effects:
    """Return what a scenario (plain values) changes in the law of a day. Raises InputFault, KapeaError."""
    return effects(law(by=by), scenario_of(scenario, by=by), on=on)


def scenario_of(scenario: Mapping[str, Any], *, by: Viewer) -> Scenario:
    """Return a scenario (plain values) as the engine reads it. Raises InputFault."""
    return load_scenario(current_pack().path, scenario, law(by=by))


def source(alias: str, *, by: Viewer) -> SourceRecord:
    """Return a source of the pack by its alias. Raises NotFound."""
    law(by=by)
    found = current_pack().sources.get(alias)
    if found is None:
        raise NotFound
    return found


def plain(entry: Entry) -> Any:
    """Return what an entry of a file holds as plain values."""
    if isinstance(entry.value, dict):
        return {name: plain(value) for name, value in entry.pairs()}
    if isinstance(entry.value, list):
        return [plain(member) for member in entry.items()]
    return entry.value


def source_years(*, by: Viewer) -> Mapping[str, SourceRecord]:
    """Return the sources of the pack by alias: who assessed, and when."""
    law(by=by)
    return current_pack().sources


def contested_count(*, by: Viewer) -> int:
    """Return how many criteria the concordance lists as contested among assessors."""
    return sum(result.is_contested for result in assessment(by=by).results)
