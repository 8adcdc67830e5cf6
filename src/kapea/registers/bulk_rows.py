"""How many rows of one table are stored at once: by COPY on PostgreSQL, by bulk inserts elsewhere.

For loads of a whole register (imports, fictitious data). It checks nothing of its own: the
table's constraints do.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, connections, models


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Return `count` fresh primary keys of a table; call it inside the storing transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
    newest = model._default_manager.aggregate(newest=models.Max("pk"))["newest"] or 0
    return list(range(newest + 1, newest + 1 + count))


def store_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Store rows given as values of `fields` (model field names, a foreign key as its `_id`).

    A field that is not given gets the model's default.
    """
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    missing = [field for field in model._meta.concrete_fields if _needs_default(field, fields)]
    found = [by_name[name] for name in fields] + missing
    as_is = _AS_IS if connection.vendor == "postgresql" else _AS_IS_ANYWHERE
    prepares = [None if isinstance(field, as_is) else field.get_db_prep_save for field in found]
    columns = ", ".join(f'"{field.column}"' for field in found)
    database = connections[connection.alias]  # the thread's own, asked once and not for each value
    prepared = (
        [
            prepare(value, database) if prepare else value
            for value, prepare in zip(
                (*row, *(field.get_default() for field in missing)), prepares, strict=True
            )
        ]
        for row in rows
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy:
                for row in prepared:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(found))
            cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})', prepared)


def _needs_default(field: models.Field[Any, Any], given: Sequence[str]) -> bool:
    is_made_by_database = isinstance(field, models.AutoField | models.BigAutoField)
    return field.attname not in given and not field.null and not is_made_by_database


def store_objects(model: type[models.Model], made: Iterable[models.Model]) -> list[Any]:
    """Store objects made and not yet saved, and return them with their fresh primary keys."""
    objects = list(made)
    key = model._meta.pk
    if isinstance(key, models.AutoField | models.BigAutoField):
        for each, number in zip(objects, next_ids(model, len(objects)), strict=True):
            each.pk = number
    fields = [field.attname for field in model._meta.concrete_fields]
    store_rows(model, fields, ([getattr(each, name) for name in fields] for each in objects))
    return objects


_AS_IS = (
    models.BinaryField,
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.DateTimeField,
    models.ForeignKey,
    models.IntegerField,
    models.UUIDField,
)
"""What PostgreSQL's COPY takes without preparing."""

_AS_IS_ANYWHERE = (
    models.BinaryField,
    models.BooleanField,
    models.CharField,
    models.IntegerField,
)
"""What any database takes without preparing."""
