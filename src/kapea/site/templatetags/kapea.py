"""`{% load kapea %}`: icons, labels, dates, deadlines, charts and maps for every template."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kapea.guard.pack import current_pack
from kapea.registers.worklist.queues import MOST_COUNTED
from kapea.site.bars import read_series
from kapea.site.charts import bar_chart, column_chart, small_multiples
from kapea.site.icons import icon_svg
from kapea.site.intervals import interval_chart, read_intervals
from kapea.site.maps import province_map as draw_province_map
from kapea.site.moments import say_day, say_due, say_moment, say_number
from kapea.site.small_parts import draw_card, draw_places, draw_status
from kapea.site.waterfall import read_falls, waterfall

register = template.Library()

TONES = {"neutral": "info", "info": "info", "ok": "check", "warn": "alert", "danger": "alert"}
"""The icon that says each tone beside its colour."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; it always stands beside words."""
    return mark_safe(icon_svg(name))  # noqa: S308 - our own file


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    """Draw the icon of a tone (neutral when the tone is empty)."""
    return icon(TONES[tone or "neutral"])


@register.simple_tag
def status_mark(text: object, tone: str = "", icon: str = "") -> SafeString:
    """Draw a word in its tone, with the tone's icon or its own."""
    said = tone or "neutral"
    return draw_status(text=text, tone=said, icon=icon or TONES[said])


@register.simple_tag
def count_card(
    label: object, number: object, url: str = "", tone: str = "neutral", icon: str = "inbox", act: object = ""
) -> SafeString:
    """Draw a number that opens the list that it counts; without `url` it opens nothing. None waiting alarms nobody."""
    said = "neutral" if number == 0 else tone or "neutral"
    return draw_card(label=label, number=counted(number), url=url, tone=said, icon=icon, act=act)


@register.simple_tag
def places_to_go(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """Draw the list of a menu from {label, url, icon, current, count}."""
    return draw_places(
        tuple(
            (label(item["label"]), item["url"], item["icon"], bool(item.get("current")), item.get("count"))
            for item in items
        )
    )


@register.filter
def label(words: Mapping[str, str] | str | None) -> str:
    """Return a {"en": …, "km": …} mapping in the reader's language, else in English, else in any."""
    if not isinstance(words, Mapping):
        return str(words) if words or type(words) is int else ""
    language = (get_language() or "en").split("-")[0]
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a date in the reader's language."""
    return say_day(value)


@register.filter
def moment(value: datetime | None) -> str:
    """Return an instant in the reader's language and time zone."""
    return say_moment(value)


@register.filter
def due(value: date | datetime | None) -> str:
    """Return how far a deadline is, or how late."""
    return say_due(value, now=timezone.now())


@register.filter
def number(value: float | int | None, decimals: int = 0) -> str:
    """Return a number grouped by no-break spaces."""
    return say_number(value, decimals=decimals)


@register.simple_tag
def most_counted() -> int:
    """Return how far a list is counted."""
    return MOST_COUNTED


@register.filter
def is_more(total: int) -> bool:
    """Whether a list is longer than it is counted."""
    return total > MOST_COUNTED


@register.filter
def counted(total: object) -> object:
    """Return the length of a list, "10 000+" when it is longer than it is counted."""
    is_long = isinstance(total, int) and is_more(total)
    return f"{say_number(MOST_COUNTED)}+" if is_long else total


@register.filter
def message_tone(level: str) -> str:
    """Return the tone of one of Django's message levels."""
    return {"success": "ok", "warning": "warn", "error": "danger"}.get(level, "info")


@register.simple_tag
def other_languages() -> list[tuple[str, str]]:
    """Return the site's languages other than the reader's, each named in itself."""
    current = get_language()
    return [(code, name) for code, name in settings.LANGUAGES if code != current]


@register.simple_tag
def submission_key(form: BaseForm | None = None) -> SafeString:
    """Return the hidden field by which two posts of one form make one record.

    A form shown again keeps its key, and so does one filled from a draft (`kapea.guard.drafts`); a form
    that has its own field of that name writes it itself.
    """
    if form is not None and "submission_key" in form.fields:
        return mark_safe("")
    kept: Any = getattr(form, "kept_submission_key", None)
    if form is not None and form.is_bound:
        kept = form.data.get("submission_key")
    return format_html('<input type="hidden" name="submission_key" value="{}">', kept or uuid4().hex)


@register.simple_tag
def field_target(field: Any) -> str:
    """Return the id of the control that an error about `field` should bring the reader to."""
    if field.field.widget.use_fieldset:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.simple_tag
def spec_bar_chart(
    rows: Iterable[Any] = (),
    series: Iterable[Mapping[str, Any]] = (),
    kind: str = "bars",
    title: str = "",
    **said: Any,
) -> SafeString:
    """Draw a chart from plain rows, {label, value, state} or (label, value); value None is never zero.

    kind: "bars" (words), "columns" (years), "multiples" (a small column chart for each series).
    series: instead of rows, a list of {label, rows}. said: unit, source, description, decimals.
    """
    read = [read_series(one["rows"], label=one["label"]) for one in series] or [read_series(rows)]
    if kind == "columns":
        return column_chart(read[0], title=title, **said)
    if kind == "multiples":
        return small_multiples(read, title=title, **said)
    return bar_chart(read, title=title, **said)


@register.simple_tag(name="interval_chart")
def draw_intervals(rows: Iterable[Mapping[str, Any]], title: str = "", **said: Any) -> SafeString:
    """Draw estimates with their intervals from {label, value, low, high, note}; value None is a refusal.

    said: unit, source, counted (where the dashed line of what was counted stands).
    """
    return interval_chart(read_intervals(rows), title=title, **said)


@register.simple_tag(name="waterfall_chart")
def draw_waterfall(rows: Iterable[Mapping[str, Any]], title: str = "", **said: Any) -> SafeString:
    """Draw how steps for and against add up, from {label, start, end, said}. said: unit."""
    return waterfall(read_falls(rows), title=title, **said)


@register.simple_tag
def province_map(
    values: Mapping[str, float | None], title: str = "", boundaries: Path | None = None, **said: Any
) -> SafeString:
    """Draw the provinces of the country's pack with the values by code, and the table beside.

    said: unit, credit, decimals.
    """
    return draw_province_map(values, boundaries or current_pack().boundaries(1), title=title, **said)
