"""What every stored field holds, and which fields are sealed.

Fields that can hold characters are named one by one in `tests/architecture/fields.yaml`, because
only a person can say what is written into them; the kind of the others follows from their type.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from django.apps import apps
from django.db import models

from reference.tables import heading, table

NAMED = Path(__file__).resolve().parents[2] / "tests" / "architecture" / "fields.yaml"
KINDS = {
    "code": "a code, or a word of a code list",
    "state": "a word or a yes/no of the record's own course",
    "sealed": "encrypted with the record's own key",
    "blind": "a keyed digest or a hash, only good for comparing",
    "count": "a number",
    "date": "a day or an instant",
    "place": "the code of a place",
    "link": "another record",
    "plain": "open text that is about no child",
}
BY_TYPE: tuple[tuple[type[models.Field], str], ...] = (
    (models.ForeignKey, "link"),
    (models.ManyToManyField, "link"),
    (models.BinaryField, "sealed"),
    (models.DateField, "date"),
    (models.BooleanField, "state"),
    (models.AutoField, "code"),
    (models.UUIDField, "code"),
    (models.IntegerField, "count"),
)
OPEN = (models.CharField, models.TextField, models.JSONField)


def own_models() -> list[type[models.Model]]:
    """Return the models of this project, by label."""
    own = (model for model in apps.get_models() if model.__module__.startswith("kapea."))
    return sorted(own, key=lambda model: str(model._meta.label))


def own_fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.get_fields() if getattr(field, "concrete", False)]  # type: ignore[misc]


@cache
def named() -> dict[str, dict[str, str]]:
    """Return the kinds that are named one by one, by model and field."""
    found: dict[str, dict[str, str]] = yaml.safe_load(NAMED.read_text(encoding="utf-8"))
    return found


def kind_of(model: type[models.Model], field: models.Field) -> str:
    """Return what a field holds, "" when nobody has said it."""
    said = named().get(str(model._meta.label), {}).get(field.name)
    if said or isinstance(field, OPEN):
        return said or ""
    return next((kind for each, kind in BY_TYPE if isinstance(field, each)), "")


def page() -> str:
    """Return the page of fields."""
    about = (
        "Every field that is stored. `sealed` fields are encrypted in the database and its backups; names, phones,\n"
        "documents and every free text about a child or a suspect are among them."
    )
    kinds = table(["kind", "what it holds"], [[f"`{kind}`", words] for kind, words in KINDS.items()])
    return "\n".join([heading("Fields", about), kinds, *_tables()])


def _tables() -> Iterator[str]:
    for model in own_models():
        rows = [[f"`{field.name}`", kind_of(model, field)] for field in own_fields(model)]
        yield f"## {model._meta.label}\n\n{_first_line(model)}\n\n{table(['field', 'kind'], rows)}"


def _first_line(model: type[models.Model]) -> str:
    return (model.__doc__ or "").strip().split("\n")[0]
