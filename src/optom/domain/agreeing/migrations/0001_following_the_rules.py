"""Which contracts follow the rules of terms, and what the rules propose for them."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant
from optom.base.squashed import CreateModels


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("companies", "0001_squashed_0019"),
        ("pricing", "0001_squashed_0013"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Following',
                fields=[
                    ('contract', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='companies.contract')),
                    ('at', models.DateTimeField()),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Version',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.JSONField()),
                    ('made_at', models.DateTimeField()),
                    ('adopted_at', models.DateTimeField(null=True)),
                    ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('adopted_at__isnull', False)), fields=['-adopted_at'], name='agreeing_version_adopted')],
                },
            ),
            migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('proposed_at', models.DateTimeField()),
                    ('quarter_on', models.DateField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('changes', models.PositiveIntegerField(default=0)),
                    ('held', models.PositiveIntegerField(default=0)),
                    ('approved_at', models.DateTimeField(null=True)),
                    ('begins_at', models.DateTimeField(null=True)),
                    ('applied_at', models.DateTimeField(null=True)),
                    ('overtaken', models.PositiveIntegerField(default=0)),
                    ('dropped_at', models.DateTimeField(null=True)),
                    ('approved_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreeing.version')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('applied_at', None), ('approved_at__isnull', False), ('dropped_at', None)), fields=['begins_at'], name='agreeing_proposal_waiting')],
                    'constraints': [models.UniqueConstraint(fields=('quarter_on',), name='agreeing_proposal_once_a_quarter'), models.CheckConstraint(condition=models.Q(('applied_at', None), ('approved_at__isnull', False), _connector='OR'), name='agreeing_proposal_was_approved'), models.CheckConstraint(condition=models.Q(('dropped_at', None), ('applied_at', None), _connector='OR'), name='agreeing_proposal_one_end')],
                },
            ),
            migrations.CreateModel(
                name='ProposedTerms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('discount_before', models.DecimalField(decimal_places=2, max_digits=5)),
                    ('discount', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                    ('rule', models.PositiveSmallIntegerField()),
                    ('held', models.CharField(blank=True, max_length=10)),
                    ('known', models.JSONField()),
                    ('column', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pricing.column')),
                    ('column_before', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pricing.column')),
                    ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                    ('proposal', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agreeing.proposal')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('proposal', 'contract'), name='agreeing_proposedterms_once'), models.CheckConstraint(condition=models.Q(('discount__isnull', False), models.Q(('held', ''), _negated=True), _connector='OR'), name='agreeing_proposedterms_known')],
                },
            ),
        ]),
        grant("agreeing_following", staff="select, insert, delete"),
        grant("agreeing_version", staff="select, insert, update"),
        grant("agreeing_proposal", staff="select, insert, update"),
        grant("agreeing_proposedterms", staff="select, insert"),
    ]
