"""What a dealer gives his own clients; links by which quotes are looked at without signing in (ADR 0058)."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0018_quotes_of_terms'),
        ('quotes', '0002_own_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClientQuote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('serial', models.PositiveIntegerField()),
                ('recipient', models.CharField(max_length=200)),
                ('issued_at', models.DateTimeField()),
                ('formula', models.TextField()),
                ('payload', models.JSONField()),
                ('total', models.DecimalField(decimal_places=2, max_digits=15)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
            ],
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret_hash', models.CharField(max_length=64, unique=True)),
                ('note', models.CharField(blank=True, max_length=120)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('last_used_at', models.DateTimeField(null=True)),
                ('uses', models.PositiveIntegerField(default=0)),
                ('client_quote', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.clientquote')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('created_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                ('revoked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Logo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
            ],
        ),
        migrations.CreateModel(
            name='Letterhead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('formula', models.TextField()),
                ('name', models.CharField(max_length=300)),
                ('details', models.CharField(blank=True, max_length=600)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('has_vat', models.BooleanField(default=True)),
                ('serial', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('company', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('logo', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.logo')),
            ],
        ),
        migrations.AddField(
            model_name='clientquote',
            name='logo',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.logo'),
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=120)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('asked_at', models.DateTimeField()),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('link', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.link')),
            ],
        ),
        migrations.AddConstraint(
            model_name='logo',
            constraint=models.UniqueConstraint(fields=('company', 'sha256'), name='quotes_logo_once'),
        ),
        migrations.AddConstraint(
            model_name='clientquote',
            constraint=models.UniqueConstraint(fields=('company', 'key'), name='quotes_clientquote_key_once'),
        ),
        migrations.AddConstraint(
            model_name='clientquote',
            constraint=models.UniqueConstraint(fields=('company', 'serial'), name='quotes_clientquote_serial_once'),
        ),
    ]
