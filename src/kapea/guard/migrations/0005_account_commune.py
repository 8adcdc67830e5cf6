from django.db import migrations, models

COMMUNE_LEVEL = 3


def carry_over(apps, schema_editor):
    """Name on the account the commune that was read out of its unit's code until now."""
    users, places = apps.get_model("guard", "User"), apps.get_model("places", "Place")
    for user in users.objects.filter(unit_code__contains="-"):
        code = user.unit_code.rpartition("-")[2]
        if places.objects.filter(code=code, level=COMMUNE_LEVEL).exists():
            users.objects.filter(pk=user.pk).update(commune_code=code)


class Migration(migrations.Migration):

    dependencies = [
        ("guard", "0004_drafts"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="commune_code",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
