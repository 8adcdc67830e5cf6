import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("guard", "0004_drafts"),
        ("police", "0003_handed_over_child"),
    ]

    operations = [
        migrations.CreateModel(
            name="WaitingForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("agency_code", models.CharField(max_length=60)),
                ("unit_code", models.CharField(blank=True, max_length=60)),
                ("form_code_blind", models.CharField(max_length=32)),
                ("form_digest", models.CharField(max_length=32)),
                ("rows_sealed", models.BinaryField(default=bytes)),
                ("brought_at", models.DateTimeField()),
                ("brought_by", models.CharField(max_length=150)),
                ("brought_by_user", models.BigIntegerField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.CharField(blank=True, default="", max_length=150)),
                ("incident_code", models.CharField(blank=True, default="", max_length=20)),
                ("data_key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="guard.datakey")),
            ],
            options={
                "indexes": [models.Index(fields=["agency_code", "settled_at"], name="waiting_form_by_agency")],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("settled_at__isnull", True)), fields=("form_code_blind",), name="waiting_form_once"),
                    models.CheckConstraint(condition=models.Q(models.Q(("incident_code", ""), ("settled_at__isnull", True), ("settled_by", "")), models.Q(("settled_at__isnull", False), models.Q(("settled_by", ""), _negated=True)), _connector="OR"), name="waiting_form_settled_by_somebody"),
                ],
            },
        ),
    ]
