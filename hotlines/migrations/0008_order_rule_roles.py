"""What each group may do with the rules of the order. Changes no table."""

from django.db import migrations

from publishing.roles import create_roles


def forwards(apps, schema_editor):
    create_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("hotlines", "0007_order_rule"),
        ("publishing", "0002_roles"),
        ("campaign", "0001_initial"),
        ("reports", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
