"""What the courts' register hands to the figures: one row per counted unit, no names, opaque ids.

The principal offence is counted under the name that the printed tables use, with its ICCS code. Where
the class depends on the victim's age, a victim whose age is not known is presumed a child; a matter
without a recorded victim stands in the class without that fact.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pyarrow as pa
from django.db.models import Q

from kapea.engines.figures.extracts import SCHEMAS
from kapea.guard.pack import current_pack
from kapea.packs.crosswalk import printed_offence
from kapea.registers.justice.models import (
    Accused,
    Charge,
    ChildInConflictCount,
    Judgment,
    LegalAid,
    Proceeding,
    ProceedingVictim,
    ProtectiveMeasure,
    Sentence,
)

BATCH = 20_000
ADULT_FROM_YEARS = 18
NAMES = (
    "proceeding", "proceeding_victim", "accused", "charge", "sentence", "legal_aid", "protective_measure",
    "child_in_conflict",
)  # fmt: skip
"""The extracts that this register hands over."""
IN_CUSTODY = ("detained", "serving")


def extracts(*, since: date | None = None) -> Mapping[str, pa.Table]:
    """Return every extract of the register.

    since: leave out proceedings received before that day; None for all.
    """
    rows = Proceeding.objects.all()
    if since is not None:
        rows = rows.filter(received_on__gte=since)
    return {
        "proceeding": _proceedings(rows),
        "proceeding_victim": _victims(rows),
        "accused": _accused(rows),
        "charge": _charges(rows),
        "sentence": _sentences(rows),
        "legal_aid": _legal_aid(rows),
        "protective_measure": _measures(rows),
        "child_in_conflict": _children(),
    }


def _read(rows: object, *names: str) -> list[list[object]]:
    found = list(rows.values_list(*names).iterator(chunk_size=BATCH))  # type: ignore[attr-defined]
    return [list(column) for column in zip(*found, strict=True)] if found else [[] for _name in names]


def _table(name: str, columns: Mapping[str, Sequence[object]]) -> pa.Table:
    schema = SCHEMAS[name].columns
    fields = [schema.field(column) for column in columns]
    return pa.table(
        [pa.array(list(values), type=one.type) for one, values in zip(fields, columns.values(), strict=True)],
        schema=pa.schema(fields),
    )


def _ids(values: Iterable[object]) -> list[str]:
    return [str(value) for value in values]


def _or_none(values: Iterable[object]) -> list[object]:
    return [value or None for value in values]


def _offences(names: Iterable[object], may_be_child: Iterable[bool]) -> dict[str, list[str | None]]:
    """Return the printed key of each provision, and the ICCS code by whether a victim may be a child."""
    path = current_pack().path
    found = [
        (printed_offence(path, str(name)) if name else None, is_child)
        for name, is_child in zip(names, may_be_child, strict=True)
    ]
    return {
        "principal_offence": [row.key if row else None for row, _is_child in found],
        "iccs_code": [row.iccs_of(may_be_child=is_child) if row else None for row, is_child in found],
    }


def _with_a_child(rows: object) -> frozenset[object]:
    """Return the proceedings of which a victim is, or may be, a child."""
    victims = ProceedingVictim.objects.filter(proceeding__in=rows)
    maybe = victims.filter(Q(age_low__isnull=True) | Q(age_low__lt=ADULT_FROM_YEARS))
    return frozenset(maybe.values_list("proceeding_id", flat=True).distinct())


def _sexes(values: Iterable[object]) -> list[object]:
    return [value if value in ("female", "male") else None for value in values]


def _proceedings(rows: object) -> pa.Table:
    with_a_child = _with_a_child(rows)
    ids, received, acted, tried, final, offence, province = _read(
        rows,
        "pk",
        "received_on",
        "first_acted_on",
        "tried_on",
        "final_on",
        "principal_offence",
        "province_code",
    )
    return _table(
        "proceeding",
        {
            "proceeding_id": _ids(ids),
            "received_on": received,
            "first_acted_on": acted,
            "tried_on": tried,
            "final_on": final,
            **_offences(offence, [pk in with_a_child for pk in ids]),
            "province_code": _or_none(province),
        },
    )


def _victims(rows: object) -> pa.Table:
    ids, proceeding, received, sex, low, high, offence, province = _read(
        ProceedingVictim.objects.filter(proceeding__in=rows),
        "pk", "proceeding_id", "proceeding__received_on", "sex", "age_low", "age_high",
        "proceeding__principal_offence", "proceeding__province_code",
    )  # fmt: skip
    return _table(
        "proceeding_victim",
        {
            "victim_id": _ids(ids),
            "proceeding_id": _ids(proceeding),
            "received_on": received,
            "sex": _sexes(sex),
            "age_years_low": low,
            "age_years_high": high,
            **_offences(offence, [_may_be_child(age) for age in low]),
            "province_code": _or_none(province),
        },
    )


def _accused(rows: object) -> pa.Table:
    ids, proceeding, received, acted, custody, nation, foreign, sex, offence, province = _read(
        Accused.objects.filter(proceeding__in=rows),
        "pk", "proceeding_id", "proceeding__received_on", "proceeding__first_acted_on", "custody", "nationality",
        "is_foreign", "sex", "proceeding__principal_offence", "proceeding__province_code",
    )  # fmt: skip
    convicted, imprisoned, with_a_child = _first_convictions(), _first_imprisonments(), _with_a_child(rows)
    countries = current_pack().code_list("country")
    return _table(
        "accused",
        {
            "accused_id": _ids(ids),
            "proceeding_id": _ids(proceeding),
            "received_on": received,
            "first_acted_on": acted,
            "convicted_on": [convicted.get(pk) for pk in ids],
            "imprisoned_on": [imprisoned.get(pk) for pk in ids],
            "detained": [state in IN_CUSTODY if state else None for state in custody],
            "nationality": [
                (countries.item(str(code)).attributes.get("alpha3") or None) if code in countries else None
                for code in nation
            ],
            "nationality_foreign": foreign,
            "sex": _sexes(sex),
            **_offences(offence, [pk in with_a_child for pk in proceeding]),
            "province_code": _or_none(province),
        },
    )


def _first_convictions() -> dict[object, date]:
    """The first judgment that convicted each accused; an appeal does not count again."""
    found: dict[object, date] = {}
    for pk, on in Judgment.objects.filter(outcome="convicted").order_by("on").values_list("accused_id", "on"):
        found.setdefault(pk, on)
    return found


def _first_imprisonments() -> dict[object, date]:
    found: dict[object, date] = {}
    rows = Sentence.objects.exclude(is_life=False, amount__isnull=True).order_by("judgment__on")
    for pk, on in rows.values_list("judgment__accused_id", "judgment__on"):
        found.setdefault(pk, on)
    return found


def _charges(rows: object) -> pa.Table:
    ids, proceeding, accused, on, offence, principal, verdict, province = _read(
        Charge.objects.filter(proceeding__in=rows, state="chosen"),
        "pk", "proceeding_id", "accused_id", "chosen_on", "offence", "is_principal", "verdict",
        "proceeding__province_code",
    )  # fmt: skip
    with_a_child = _with_a_child(rows)
    printed = _offences(offence, [pk in with_a_child for pk in proceeding])
    return _table(
        "charge",
        {
            "charge_id": _ids(ids),
            "accused_id": _ids(accused),
            "chosen_on": on,
            "offence": printed["principal_offence"],
            "iccs_code": printed["iccs_code"],
            "is_principal": principal,
            "verdict": _or_none(verdict),
            "province_code": _or_none(province),
        },
    )


def _sentences(rows: object) -> pa.Table:
    ids, proceeding, accused, on, offence, within, fine_within, life, amount, province = _read(
        Sentence.objects.filter(judgment__proceeding__in=rows),
        "pk", "judgment__proceeding_id", "judgment__accused_id", "judgment__on", "charge__offence", "is_within",
        "is_fine_within", "is_life", "amount", "judgment__proceeding__province_code",
    )  # fmt: skip
    with_a_child = _with_a_child(rows)
    printed = _offences(offence, [pk in with_a_child for pk in proceeding])
    return _table(
        "sentence",
        {
            "sentence_id": _ids(ids),
            "accused_id": _ids(accused),
            "sentenced_on": on,
            "offence": printed["principal_offence"],
            "iccs_code": printed["iccs_code"],
            "within_range": [_all_within(pair) for pair in zip(within, fine_within, strict=True)],
            "imprisonment": [bool(a) or b is not None for a, b in zip(life, amount, strict=True)],
            "province_code": _or_none(province),
        },
    )


def _all_within(answers: Iterable[object]) -> bool | None:
    """Whether imprisonment and fine lie in their ranges, as far as a source gives them."""
    compared = [answer for answer in answers if answer is not None]
    return all(compared) if compared else None


def _legal_aid(rows: object) -> pa.Table:
    ids, proceeding, provider, on, victim, vsex, vhigh, asex, ahigh, province = _read(
        LegalAid.objects.filter(proceeding__in=rows),
        "pk", "proceeding_id", "provider", "appointed_on", "victim_id", "victim__sex", "victim__age_high",
        "accused__sex", "accused__age_high", "proceeding__province_code",
    )  # fmt: skip
    sexes = [one or other for one, other in zip(vsex, asex, strict=True)]
    minors = [_is_minor(one if pk else other) for pk, one, other in zip(victim, vhigh, ahigh, strict=True)]
    return _table(
        "legal_aid",
        {
            "aid_id": _ids(ids),
            "proceeding_id": _ids(proceeding),
            "provider": provider,
            "appointed_on": on,
            "defends": ["victim" if pk else "accused" for pk in victim],
            "sex": _sexes(sexes),
            "minor": minors,
            "woman": [
                None if minor is None or not sex else sex == "female" and not minor
                for sex, minor in zip(sexes, minors, strict=True)
            ],
            "province_code": _or_none(province),
        },
    )


def _may_be_child(lowest_age: object) -> bool:
    """Whether a victim is, or may be, a child; without an age a child is presumed."""
    return lowest_age is None or int(str(lowest_age)) < ADULT_FROM_YEARS


def _is_minor(highest_age: object) -> bool | None:
    """Surely a minor by the highest age that is possible; None where no age is known."""
    return None if highest_age is None else int(str(highest_age)) < ADULT_FROM_YEARS


def _measures(rows: object) -> pa.Table:
    ids, proceeding, kind, on, state, used, province = _read(
        ProtectiveMeasure.objects.filter(proceeding__in=rows),
        "pk", "proceeding_id", "kind", "asked_on", "state", "was_used", "proceeding__province_code",
    )  # fmt: skip
    return _table(
        "protective_measure",
        {
            "measure_id": _ids(ids),
            "proceeding_id": _ids(proceeding),
            "kind": kind,
            "asked_on": on,
            "granted": [None if each == "asked" else each == "granted" for each in state],
            "used": used,
            "province_code": _or_none(province),
        },
    )


def _children() -> pa.Table:
    """One row a counted child, so that counts add up as everywhere else."""
    names = ("pk", "indicator", "period_to", "sex", "age_band", "province_code", "count")
    found = [
        (f"{pk}-{number}", indicator, on, sex or None, band or None, province or None)
        for pk, indicator, on, sex, band, province, count in ChildInConflictCount.objects.values_list(*names)
        for number in range(count)
    ]
    columns = [list(column) for column in zip(*found, strict=True)] if found else [[] for _number in range(6)]
    keys = ("child_id", "indicator", "period_ends_on", "sex", "age_band", "province_code")
    return _table("child_in_conflict", dict(zip(keys, columns, strict=True)))
