from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("worklist", "0004_task_open_once")]

    operations = [
        migrations.RemoveIndex(model_name="task", name="task_waiting_by_agency"),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("assignee_id__isnull", True), ("done_at__isnull", True)),
                fields=["agency_code", "due_at", "id", "kind", "unit_code", "province_code", "escalated_at"],
                name="task_free_by_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True), ("priority__in", ["red", "urgent"])),
                fields=["due_at"],
                name="task_urgent_by_due",
            ),
        ),
    ]
