"""How every form of the site is drawn: our templates first, then the apps', then Django's.

App code writes no class and no markup: large targets, hints and errors beside each field come from here.
"""

from functools import cached_property
from pathlib import Path

import django.forms
from django.forms.renderers import DjangoTemplates

_OURS = Path(__file__).parent / "templates"
_DJANGOS = Path(django.forms.__file__).parent / "templates"


class KapeaFormRenderer(DjangoTemplates):
    """Finds the templates of forms, fields and widgets."""

    @cached_property
    def engine(self):  # type: ignore[no-untyped-def]
        """Return the template engine that forms use."""
        return self.backend(
            {"APP_DIRS": True, "DIRS": [_OURS, _DJANGOS], "NAME": "kapea_forms", "OPTIONS": {}}
        )
