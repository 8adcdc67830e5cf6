"""How a form asks for a place down to the village, by its code or its name. Knows no register."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kapea.registers.choices import in_language
from kapea.registers.places.queries import COMMUNE_LEVEL, find_places, is_commune, place_exists, place_path

MOST_NAMED = 6


class PlaceField(forms.CharField):
    """A place down to the village, by its code or its name; a name of several places asks for the code."""

    def __init__(self, *, level: int | None = None, **kwargs: Any) -> None:
        self.level = level
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("help_text", _("Name or code of the village, commune or district."))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if not text or place_exists(text):
            return text
        found = find_places(text, level=self.level, most=MOST_NAMED + 1)
        if len(found) == 1:
            return found[0][0]
        if not found:
            raise ValidationError(_("No place is called so. Check the name, or write its code."))
        named = "; ".join(f"{code} {path_words(code)}" for code, _names in found[:MOST_NAMED])
        raise ValidationError(
            _("Several places are called so. Write the code of one: %(places)s."),
            params={"places": named},
        )


def path_words(code: str) -> str:
    """Return a place and those it lies in, narrowest first, in the reader's language."""
    return ", ".join(in_language(names) for _code, names in reversed(place_path(code)))


class CommuneField(PlaceField):
    """A commune, by its code or its name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Name or code of the commune."))
        super().__init__(level=COMMUNE_LEVEL, **kwargs)

    def clean(self, value: Any) -> str:
        code = super().clean(value)
        if code and not is_commune(code):
            raise ValidationError(_("This is not a commune. Write the name or the code of the commune."))
        return code
