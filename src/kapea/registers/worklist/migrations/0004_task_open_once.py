"""One open task of a kind on one record and body: two acts at the same moment no longer set two."""

from django.db import migrations, models
from django.db.models import Count, Max


def close_doubles(apps, schema_editor):
    """End all but the newest of open tasks that say the same."""
    Task = apps.get_model("worklist", "Task")
    alike = ("subject_kind", "subject_code", "kind", "agency_code")
    waiting = Task.objects.filter(done_at__isnull=True)
    doubles = waiting.order_by().values(*alike).annotate(n=Count("pk"), newest=Max("pk")).filter(n__gt=1)
    for row in list(doubles):
        same = waiting.filter(**{name: row[name] for name in alike}).exclude(pk=row["newest"])
        same.update(done_at=models.F("opened_at"), done_by="system")


class Migration(migrations.Migration):
    dependencies = [("worklist", "0003_tasks_by_who_may_take_them")]

    operations = [
        migrations.RunPython(close_doubles, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at__isnull", True)),
                fields=("subject_kind", "subject_code", "kind", "agency_code"),
                name="task_open_once",
            ),
        ),
    ]
