"""Short ways to write what a fictitious source says."""

from kapea.engines.evidence.claims import Claim, Figure
from kapea.engines.evidence.values import Printed, Range, day, number, words


def claim(value: Printed, *, source: str = "S2", valid: Range | None = None) -> Claim:
    return Claim(subject="OPSC", property="ratified", value=value, source=source, locator="§1", valid=valid)


def figure(
    text: str, *, table: str = "t", measure: str = "value", label: str = "", unit: str = "", **dims: str
) -> Figure:
    value = number(text, unit=unit) if text else words("")
    about = Claim(
        subject=f"{table} {dims}", property=measure, value=value, source="S2", locator="§14", unit=unit
    )
    return Figure(table=table, dims=dims, measure=measure, claim=about, label=label)


__all__ = ["claim", "day", "figure", "number"]
