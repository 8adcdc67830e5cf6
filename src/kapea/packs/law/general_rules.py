"""Reads a country's general criminal law: classes, thresholds, reach, responsibility."""

from kapea.engines.law.rules import GoverningText, OffenceClass, Reach, Responsibility, Rules, Threshold
from kapea.packs.law.entries import citations, given, partial_date, term
from kapea.packs.marked import Entry, FaultBook, read_yaml

RULES_FILE = "law/rules.yaml"


def read_general_rules(book: FaultBook) -> Rules:
    """The rules from which every consequence of an offence is derived."""
    root = read_yaml(book, RULES_FILE)
    reach = {work: _reach(entry) for work, entry in root.at("reach").pairs()}
    unsettled = given(root, "unsettled_double_criminality")
    described = given(root, "described_from")
    known_from = partial_date(described) if described else None
    ages = root.at("responsibility")
    return Rules(
        country=root.text("country"),
        country_names=frozenset(root.texts("country_names")) | {root.text("country")},
        classes=tuple(_class(entry) for entry in root.at("classes").items()),
        extradition_treaty=_threshold(root.at("extradition_treaty")),
        extradition_code=_threshold(root.at("extradition_code")),
        reach=reach,
        default_reach=reach.get("default") or _reach(root.at("reach").at("default")),
        unsettled={work: _unsettled(entry) for work, entry in unsettled.pairs()} if unsettled else {},
        responsibility=Responsibility(
            never_under=ages.whole("never_under", least=0),
            surely_from=ages.whole("surely_from", least=0),
            provisions=ages.texts("provisions"),
            sources=citations(ages),
        ),
        limitation_from_majority=root.at("limitation").choice("runs_from", ("act", "majority")) == "majority",
        limitation_interrupted_by=_interrupted_by(root.at("limitation")),
        described_from=known_from.latest if known_from else None,
        precedence_note=root.text("precedence_note", default=""),
    )


def _interrupted_by(entry: Entry) -> frozenset[str] | None:
    """The acts that interrupt the period, None where the pack leaves it open."""
    return frozenset(entry.texts("interrupted_by")) if given(entry, "interrupted_by") else None


def _class(entry: Entry) -> OffenceClass:
    end = given(entry, "up_to")
    return OffenceClass(
        name=entry.text("name"),
        over=term(entry.at("over")),
        up_to=term(end) if end else None,
        includes_life=entry.flag("includes_life", default=False),
        limitation_years=entry.whole("limitation_years", least=1),
        investigation=entry.choice("investigation", ("mandatory", "optional")),
        double_criminality=entry.flag("double_criminality"),
        provisions=entry.texts("provisions"),
        sources=citations(entry),
    )


def _threshold(entry: Entry) -> Threshold:
    return Threshold(
        term=term(entry.at("term")),
        is_included=entry.flag("included"),
        provisions=entry.texts("provisions"),
        sources=citations(entry),
        states=entry.texts("states"),
    )


def _reach(entry: Entry) -> Reach:
    return Reach(
        territory=entry.text("territory", default=""),
        active_nationality=entry.text("active_nationality", default=""),
        passive_nationality=entry.text("passive_nationality", default=""),
        sources=citations(entry),
    )


def _unsettled(entry: Entry) -> GoverningText:
    readings: dict[str, bool | None] = {}
    for text, reading in entry.at("readings").pairs():
        if not isinstance(reading.value, bool) and reading.value != "class":
            reading.fault(f"{text} must be true, false or class")
        readings[text] = reading.value if isinstance(reading.value, bool) else None
    return GoverningText(reason=entry.text("reason"), readings=readings, sources=citations(entry))
