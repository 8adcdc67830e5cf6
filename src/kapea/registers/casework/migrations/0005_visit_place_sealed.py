"""Where a visit was made is free text about a child's whereabouts: it is sealed with the case's own key."""

from django.db import migrations, models

from kapea.guard.vault.sealing import seal

PLACE = "casework.Visit.place"


def seal_places(apps, schema_editor):
    """Seal what stands in the open column, so that nothing is lost when the column goes."""
    rows = apps.get_model("casework", "Visit").objects.exclude(place="").select_related("case__data_key")
    for row in rows.iterator():
        row.place_sealed = seal(row.case.data_key, row.place, field=PLACE)
        row.save(update_fields=["place_sealed"])


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_visits_made_up")]

    operations = [
        migrations.AddField("visit", "place_sealed", models.BinaryField(blank=True, default=bytes)),
        migrations.RunPython(seal_places, migrations.RunPython.noop),
        migrations.RemoveField("visit", "place"),
    ]
