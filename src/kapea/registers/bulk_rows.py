"""How many rows of one table are stored at once: by COPY on PostgreSQL, by bulk inserts elsewhere.

For loads of a whole register (imports, fictitious data). It checks nothing of its own: the
table's constraints do.
"""

from collections.abc import Iterable, Sequence

from django.db import connection, models

BATCH = 2_000


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
    """Store rows given as values of `fields` (model field names, a foreign key as its `_id`)."""
    if connection.vendor == "postgresql":
        _copy(model, fields, rows)
    else:
        model._default_manager.bulk_create(
            [model(**dict(zip(fields, row, strict=True))) for row in rows], batch_size=BATCH
        )


def _copy(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    columns = ", ".join(f'"{by_name[name].column}"' for name in fields)
    prepared = [by_name[name].get_db_prep_save for name in fields]
    plain = [isinstance(by_name[name], _AS_IS) for name in fields]
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(
                [
                    value if is_plain else prepare(value, connection)
                    for value, is_plain, prepare in zip(row, plain, prepared, strict=True)
                ]
            )


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
