"""What each group may do with public holidays. Changes no table."""

from django.db import migrations

from publishing.roles import create_roles


def forwards(apps, schema_editor):
    create_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("hotlines", "0002_hours_and_holidays"),
        # The groups are given every app's permissions again: what is there already stays.
        ("campaign", "0001_initial"),
        ("publishing", "0002_roles"),
        ("reports", "0001_initial"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
