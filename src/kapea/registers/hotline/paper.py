"""The empty paper form of a commune: the same questions as on the screen, each in both languages."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack

LANGUAGES = ("km", "en")
PLACE = _("Where is it? District, commune, village")


@dataclass(frozen=True, kw_only=True)
class PaperQuestion:
    """One question. words: by language. choices: what to tick, by language; lines: empty lines to write on."""

    words: dict[str, str]
    choices: tuple[dict[str, str], ...] = ()
    lines: int = 1


def paper_questions() -> list[PaperQuestion]:
    """Return the questions of the paper form, in its order."""
    yes_no = ((_("Yes"),), (_("No"),), (_("Not known"),))
    return [
        PaperQuestion(words=_both(_("Number on the paper"))),
        PaperQuestion(words=_both(_("Day on the paper"))),
        PaperQuestion(
            words=_both(_("Danger now?")), choices=tuple(_both(each[0]) for each in yes_no), lines=0
        ),
        PaperQuestion(words=_both(_("What was told")), lines=8),
        PaperQuestion(words=_both(_("Age of the child"))),
        PaperQuestion(words=_both(_("Sex of the child")), choices=_listed("sex"), lines=0),
        PaperQuestion(words=_both(_("Province"))),
        PaperQuestion(words=_both(PLACE)),
        PaperQuestion(words=_both(_("Who is calling?")), choices=_listed("relation_to_child"), lines=0),
        PaperQuestion(
            words=_both(_("Is it safe to call back?")), choices=tuple(_both(e[0]) for e in yes_no), lines=0
        ),
        PaperQuestion(words=_both(_("Phone to call back"))),
        PaperQuestion(words=_both(_("Whose phone is it?")), choices=_listed("phone_owner"), lines=0),
        PaperQuestion(words=_both(_("When is it safe?"))),
        PaperQuestion(words=_both(_("Code word"))),
    ]


def _both(words: object) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(words)
    return found


def _listed(name: str) -> tuple[dict[str, str], ...]:
    return tuple(dict(item.label) for item in current_pack().code_list(name).items)
