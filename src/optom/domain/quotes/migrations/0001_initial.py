"""Quotes as they were issued, and the orders that they became."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0016_called_by_numbers'),
        ('companies', '0018_quotes_of_terms'),
        ('documents', '0009_attachments'),
        ('orders', '0018_when_a_line_was_ordered'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('number', models.CharField(max_length=40)),
                ('issued_at', models.DateTimeField()),
                ('valid_until', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('lines', models.PositiveIntegerField()),
                ('total', models.DecimalField(decimal_places=2, max_digits=15)),
                ('vat', models.DecimalField(decimal_places=2, max_digits=15)),
                ('came_from', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('contract', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.contract')),
                ('issued_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
            ],
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('accepted_at', models.DateTimeField()),
                ('is_moved', models.BooleanField()),
                ('accepted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.order')),
                ('quote', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
            ],
        ),
        migrations.CreateModel(
            name='QuoteLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('article', models.CharField(max_length=100)),
                ('brand', models.CharField(max_length=120)),
                ('group', models.CharField(max_length=200)),
                ('name', models.CharField(max_length=500)),
                ('unit', models.CharField(max_length=40)),
                ('weight', models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                ('vat_percent', models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                ('sum', models.DecimalField(decimal_places=2, max_digits=15)),
                ('vat', models.DecimalField(decimal_places=2, max_digits=15)),
                ('parts', models.JSONField()),
                ('comes_on', models.DateField(null=True)),
                ('waits', models.DecimalField(decimal_places=3, max_digits=14)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='companies.company')),
                ('product', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.product')),
                ('quote', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
            ],
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(fields=['contract', '-id'], name='quotes_quote_contract'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.UniqueConstraint(fields=('contract', 'key'), name='quotes_quote_key_once'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('issued_at'))), name='quotes_quote_is_valid_some_time'),
        ),
        migrations.AddConstraint(
            model_name='quoteline',
            constraint=models.UniqueConstraint(fields=('quote', 'position'), name='quotes_quoteline_position_once'),
        ),
        migrations.AddConstraint(
            model_name='quoteline',
            constraint=models.UniqueConstraint(fields=('quote', 'product'), name='quotes_quoteline_product_once'),
        ),
        migrations.AddConstraint(
            model_name='quoteline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='quotes_quoteline_quantity_positive'),
        ),
    ]
