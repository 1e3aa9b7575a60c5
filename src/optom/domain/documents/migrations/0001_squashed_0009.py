"""All tables of the room and who may do what with their rows, as the first 9 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("documents", "0001_initial"),
        ("documents", "0002_immutable"),
        ("documents", "0003_drawn_after_issue"),
        ("documents", "0004_counted_without_reading"),
        ("documents", "0005_papers_of_a_company"),
        ("documents", "0006_found_by_number"),
        ("documents", "0007_papers_of_the_past"),
        ("documents", "0008_signed_copies"),
        ("documents", "0009_attachments"),
    ]
    dependencies: ClassVar = [
        ("accounts", "0001_squashed_0009"),
        ("journal", "0001_squashed_0003"),
    ]
    operations: ClassVar = [
        CreateModels([
            migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('owner', models.BigIntegerField()),
                    ('kind', models.CharField(max_length=40)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('serial', models.PositiveIntegerField()),
                    ('number', models.CharField(max_length=40)),
                    ('issued_at', models.DateTimeField()),
                    ('company_id', models.BigIntegerField(null=True)),
                    ('contract_id', models.BigIntegerField(null=True)),
                    ('subject', models.CharField(blank=True, max_length=60)),
                    ('title', models.CharField(max_length=200)),
                    ('payload', models.JSONField()),
                    ('template', models.CharField(max_length=80)),
                    ('renderer', models.CharField(blank=True, max_length=40)),
                    ('sha256', models.CharField(max_length=64, null=True)),
                    ('size', models.PositiveIntegerField(null=True)),
                    ('source_sha256', models.CharField(blank=True, max_length=64)),
                    ('loaded_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('sha256', None)), fields=['id'], name='documents_paper_undrawn'), models.Index(fields=['contract_id', '-id'], include=('company_id',), name='documents_paper_contract'), models.Index(fields=['company_id', '-id'], include=('contract_id',), name='documents_paper_company'), models.Index(django.db.models.functions.comparison.Collate('number', 'C'), models.F('company_id'), name='documents_paper_number')],
                    'constraints': [models.UniqueConstraint(fields=('owner', 'kind', 'year', 'serial'), name='documents_paper_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('renderer', ''), ('sha256', None), ('size', None)), models.Q(('sha256__isnull', False), ('size__isnull', False), models.Q(('renderer', ''), _negated=True)), _connector='OR'), name='documents_paper_drawn_whole')],
                },
            ),
            migrations.CreateModel(
                name='Sequence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('owner', models.BigIntegerField()),
                    ('kind', models.CharField(max_length=40)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('last', models.PositiveIntegerField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('owner', 'kind', 'year'), name='documents_sequence_once')],
                },
            ),
            migrations.CreateModel(
                name='SignedCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('company_id', models.BigIntegerField(null=True)),
                    ('sha256', models.CharField(db_index=True, max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('content_type', models.CharField(max_length=20)),
                    ('added_at', models.DateTimeField()),
                    ('added_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('paper', 'sha256'), name='documents_signedcopy_once')],
                },
            ),
            migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(max_length=60)),
                    ('company_id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=120)),
                    ('sha256', models.CharField(db_index=True, max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('content_type', models.CharField(max_length=20)),
                    ('added_at', models.DateTimeField()),
                    ('added_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('subject', 'sha256'), name='documents_attachment_once')],
                },
            ),
        ]),
        beside(__file__),
        # Who sees signed copies and attachments, the room of companies says.
        grant("documents_paper", buyer="select, insert", staff="select, insert, update, delete"),
        grant("documents_sequence", buyer="select, insert, update", staff="select, insert, update, delete"),
        grant("documents_signedcopy", buyer="select, insert", staff="select, insert"),
        grant("documents_attachment", buyer="select, insert", staff="select, insert"),
        append_only("documents_signedcopy"),
        append_only("documents_attachment"),
    ]
