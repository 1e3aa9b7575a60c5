"""All tables of the room and who may do what with their rows, as the first 3 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("journal", "0001_initial"),
        ("journal", "0002_append_only"),
        ("journal", "0003_no_notify"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('name', models.CharField(max_length=60)),
                    ('facts', models.JSONField(default=dict)),
                    ('delivered_at', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveIntegerField(default=0)),
                    ('retry_at', models.DateTimeField(null=True)),
                    ('problem', models.TextField(blank=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('delivered_at', None)), fields=['id'], name='journal_event_waiting')],
                },
            ),
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('act', models.CharField(max_length=60)),
                    ('subject', models.CharField(blank=True, max_length=60)),
                    ('company_id', models.BigIntegerField(null=True)),
                    ('facts', models.JSONField(default=dict)),
                    ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['subject', 'id'], name='journal_entry_subject'), models.Index(fields=['company_id', 'id'], name='journal_entry_company')],
                },
            ),
            migrations.CreateModel(
                name='Delivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('handler', models.CharField(max_length=120)),
                    ('at', models.DateTimeField()),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='journal.event')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('event', 'handler'), name='journal_delivery_once')],
                },
            ),
        ]),
        beside(__file__),
        grant("journal_event", buyer="insert", staff="select, insert, update, delete"),
        grant("journal_entry", buyer="select, insert", staff="select, insert, update, delete"),
        grant("journal_delivery", staff="select, insert, update, delete"),
        # No notification: it would make all commits of the database wait in line (ADR 0011).
        append_only("journal_entry"),
    ]
