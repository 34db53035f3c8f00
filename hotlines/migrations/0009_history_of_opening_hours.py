"""The history of opening hours, so that the feed of contacts tells what they were."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def begin(apps, schema_editor):
    """Give the hours that stand there a first version, as old as their channel's: what changes later says from what."""
    using = schema_editor.connection.alias
    periods = apps.get_model("hotlines", "OpeningPeriod").objects.using(using)
    history = apps.get_model("hotlines", "HistoricalOpeningPeriod").objects.using(using)
    channels = apps.get_model("hotlines", "HistoricalChannel").objects.using(using)
    first = dict(channels.values_list("id").annotate(models.Min("history_date")).order_by())
    history.bulk_create(
        [
            history.model(**row, history_date=first.get(row["channel_id"]) or timezone.now(), history_type="+")
            for row in periods.values("id", "channel_id", "weekday", "opens", "closes")
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('hotlines', '0008_order_rule_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalOpeningPeriod',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='day')),
                ('opens', models.TimeField(verbose_name='opens')),
                ('closes', models.TimeField(help_text='00:00 is midnight at the end of the day.', verbose_name='closes')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('channel', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='hotlines.channel', verbose_name='channel')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical opening period',
                'verbose_name_plural': 'historical opening periods',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
