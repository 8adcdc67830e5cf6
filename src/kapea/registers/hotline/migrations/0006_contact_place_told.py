"""The place as it was told on the telephone or written on a commune's paper form, sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0005_assessed_address")]

    operations = [
        migrations.AddField("contact", "place_told_sealed", models.BinaryField(default=bytes)),
    ]
