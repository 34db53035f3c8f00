"""What each group may do with imports of placements. Changes no table."""

from django.db import migrations

from publishing.roles import create_roles


def forwards(apps, schema_editor):
    create_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_placement_import"),
        # The groups are given every app's permissions again: what is there already stays.
        ("campaign", "0001_initial"),
        ("hotlines", "0001_initial"),
        ("publishing", "0002_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
