"""The head of the chain, and the triggers that refuse to change its events."""

from django.db import migrations

from kapea.guard.audit.triggers import create_statements, drop_statements


def set_up(apps, schema_editor):
    apps.get_model("guard", "AuditHead").objects.using(schema_editor.connection.alias).get_or_create(id=1)
    for statement in create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def take_down(apps, schema_editor):
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("guard", "0001_initial")]
    operations = [migrations.RunPython(set_up, take_down)]
