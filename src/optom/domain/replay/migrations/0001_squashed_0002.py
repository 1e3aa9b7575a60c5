"""All tables of the room and who may do what with their rows, as the first 2 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant
from optom.base.squashed import CreateModels


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("replay", "0001_initial"),
        ("replay", "0002_tries"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("policy", "0001_squashed_0008"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Replay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('weeks', models.PositiveSmallIntegerField()),
                    ('asked_at', models.DateTimeField()),
                    ('done_at', models.DateTimeField(null=True)),
                    ('failure', models.CharField(blank=True, max_length=20)),
                    ('asked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('publication', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='policy.publication')),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'indexes': [models.Index(fields=['publication', '-id'], name='replay_replay_publication')],
                },
            ),
            migrations.CreateModel(
                name='Total',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('of', models.CharField(max_length=8)),
                    ('key', models.BigIntegerField(null=True)),
                    ('lines', models.PositiveIntegerField()),
                    ('unrated', models.PositiveIntegerField()),
                    ('unpriced', models.PositiveIntegerField()),
                    ('withdrawn', models.PositiveIntegerField()),
                    ('sold', models.DecimalField(decimal_places=2, max_digits=19)),
                    ('present', models.DecimalField(decimal_places=2, max_digits=19)),
                    ('proposed', models.DecimalField(decimal_places=2, max_digits=19)),
                    ('costed_present', models.DecimalField(decimal_places=2, max_digits=19)),
                    ('costed_proposed', models.DecimalField(decimal_places=2, max_digits=19)),
                    ('cost', models.DecimalField(decimal_places=2, max_digits=19)),
                    ('replay', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='replay.replay')),
                ],
                options={
                    'indexes': [models.Index(fields=['replay', 'of', 'id'], name='replay_total_of')],
                },
            ),
        ]),
        grant("replay_replay", staff="select, insert, update, delete"),
        grant("replay_total", staff="select, insert, delete"),
    ]
