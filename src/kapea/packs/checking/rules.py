"""Whether rules can be followed: durations, versions, and the codes their values name."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from kapea.engines.dates import DURATION_UNITS, FollowUpCalendar
from kapea.engines.errors import KapeaError
from kapea.packs.marked import FaultBook
from kapea.packs.pack import Pack
from kapea.packs.rules import Rule

REQUIRED_RULES: Final = (
    "contact.clocks",
    "missed.clocks",
    "referral.answer_hours",
    "police.custody_hours",
    "police.clocks",
    "case.clocks",
    "case.approvals",
    "case.reopening",
    "follow_up.after_return",
    "follow_up.in_community",
    "closure.minimum_months_after_return",
    "closure.checklist",
    "age_determination.methods",
    "identification.indicators",
    "identification.reflection",
    "risk.levels",
    "break_glass",
    "retention.classes",
    "care.oversight",
    "care.last_resort",
    "care.clocks",
    "care.referred_services",
    "returns.clocks",
    "returns.gates",
)
"""Rules that the registers follow; a pack without one cannot be used."""

KEYED_BY: Final = {
    "contact.clocks": ("contact_priority", ("anonymous_reply", "target_share")),
    "referral.answer_hours": ("referral_urgency", ()),
    "case.clocks": ("case_step", ()),
    "risk.levels": ("risk_level", ()),
    "follow_up.in_community": ("risk_level", ("plan_review",)),
    "retention.classes": ("retention_class", ()),
}
"""Rules whose values are keyed by the codes of a list, and the further keys they may have."""


def check_rules(pack: Pack, book: FaultBook) -> None:
    """All rules of the pack."""
    codes = {rule.code for rule in pack.rules}
    for code in REQUIRED_RULES:
        if code not in codes:
            book.add("rules", 0, f"rule {code} is missing")
    for earlier, later in pairwise(pack.rules):
        if earlier.code == later.code:
            _check_versions(earlier, later, book)
    for rule in pack.rules:
        _check_rule(rule, book)
        _check_keys(pack, rule, book)


def _check_versions(earlier: Rule, later: Rule, book: FaultBook) -> None:
    if earlier.version == later.version:
        book.add(later.file, later.line, f"rule {later.code} has version {later.version} twice")
    elif earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
        book.add(
            later.file,
            later.line,
            f"rule {later.code} version {later.version} begins before version {earlier.version} ends",
        )


def _check_rule(rule: Rule, book: FaultBook) -> None:
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        book.add(rule.file, rule.line, f"rule {rule.code} ends before it begins")
    for key, values in _nested(rule.values):
        if set(values) & set(DURATION_UNITS) and not _is_duration(values):
            book.add(rule.file, rule.line, f"rule {rule.code}: {key} is not one unit and a whole number")
    if rule.code == "follow_up.after_return":
        _check_visits(rule, book)


def _nested(values: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield key, value
            yield from _nested(value)


def _is_duration(values: Mapping[str, object]) -> bool:
    if len(values) != 1:
        return False
    count = next(iter(values.values()))
    return isinstance(count, int) and not isinstance(count, bool) and count >= 0


def _check_visits(rule: Rule, book: FaultBook) -> None:
    try:
        FollowUpCalendar(
            months=tuple(rule.values["months"]),  # type: ignore[arg-type]
            opens_days_before=rule.values["opens_days_before"],  # type: ignore[arg-type]
            grace_days=rule.values["grace_days"],  # type: ignore[arg-type]
            source=rule.source,
        )
    except KapeaError as error:
        book.add(rule.file, rule.line, f"rule {rule.code}: {error}")
    except (KeyError, TypeError):
        book.add(rule.file, rule.line, f"rule {rule.code} needs months, opens_days_before and grace_days")


def _check_keys(pack: Pack, rule: Rule, book: FaultBook) -> None:
    if rule.code in KEYED_BY:
        name, further = KEYED_BY[rule.code]
        _check_known(pack, rule, name, tuple(key for key in rule.values if key not in further), book)
    if rule.code == "age_determination.methods":
        methods = rule.values.get("methods", [])
        _check_known(pack, rule, "age_method", methods if isinstance(methods, list) else [], book)
    named = rule.values.get("code_list")
    if named is not None and named not in pack.code_list_headings:
        book.add(rule.file, rule.line, f"rule {rule.code}: code list {named!r} is not in the pack")


def _check_known(pack: Pack, rule: Rule, name: str, codes: object, book: FaultBook) -> None:
    if name not in pack.code_list_headings:
        return
    known = pack.code_list(name)
    for code in codes if isinstance(codes, list | tuple) else ():
        if code not in known:
            book.add(rule.file, rule.line, f"rule {rule.code}: {code!r} is not a code of {name}")
