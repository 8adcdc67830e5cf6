"""Which provisions of the law in force a report may allege, in the law's own words.

In another language than the law files', our own words for a title stand before the law's, marked so.
"""

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapea.guard.pack import current_pack
from kapea.packs.law import load_law, load_wording

Offence = tuple[str, str, str]
LAW_FILES: Final = "en"


def offences_in_force() -> tuple[Offence, ...]:
    """Return (id, work and article, title) of the offences that can be alleged."""
    body = load_law(current_pack().path)
    return tuple(
        (offence.id, f"{offence.work} {offence.article}", _titled(offence.id, offence.title))
        for offence in body.offences
        if offence.is_chargeable
        and offence.status.value == "in_force"
        and body.works[offence.work].status.value == "in_force"
    )


def is_offence(name: str) -> bool:
    """Whether an id names an offence that can be alleged."""
    return any(name == offence for offence, _where, _title in offences_in_force())


def title_of(name: str) -> str:
    """Return work, article and title of an offence; its id where the law holds it no more."""
    versions = load_law(current_pack().path).versions.get(name, ())
    if not versions:
        return name
    return f"{versions[-1].work} {versions[-1].article}: {_titled(name, versions[-1].title)}"


def _titled(name: str, title: str) -> str:
    reads = (get_language() or LAW_FILES).split("-")[0]
    ours = "" if reads == LAW_FILES else load_wording(current_pack().path, reads).of("titles", name)
    return f"{_('%(words)s (our translation)') % {'words': ours}} · {title}" if ours else title
