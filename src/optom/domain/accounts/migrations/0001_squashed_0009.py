"""All tables of the room and who may do what with their rows, as the first 9 migrations left them (ADR 0067)."""

from typing import ClassVar

import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant
from optom.base.squashed import CreateModels, beside


class Migration(migrations.Migration):
    initial = True
    replaces: ClassVar = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_roles"),
        ("accounts", "0003_sign_in_tables"),
        ("accounts", "0004_least_rights"),
        ("accounts", "0005_account_of_an_address"),
        ("accounts", "0006_no_hash_for_requests"),
        ("accounts", "0007_sessions"),
        ("accounts", "0008_found_by_name_and_address"),
        ("accounts", "0009_purchasers"),
    ]
    dependencies: ClassVar = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations: ClassVar = [
        django.contrib.postgres.operations.TrigramExtension(),
        CreateModels([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254)),
                    ('name', models.CharField(max_length=150)),
                    ('language', models.CharField(choices=[('ru', 'Русский'), ('en', 'English')], default='ru', max_length=2)),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_staff', models.BooleanField(default=False)),
                    ('created_at', models.DateTimeField()),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('name'), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('email'), 'gin_trgm_ops'), name='accounts_user_parts')],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='accounts_user_email_once')],
                },
            ),
            migrations.CreateModel(
                name='StaffRole',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('warehouse', 'Warehouse'), ('finance', 'Finance'), ('director', 'Director'), ('purchaser', 'Purchaser'), ('manager', 'Manager'), ('administrator', 'Administrator')], max_length=20)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'role'), name='accounts_staffrole_once')],
                },
            ),
        ]),
        beside(__file__),
        grant("accounts_user", staff="insert", web="select, update"),
        grant("accounts_staffrole", buyer="select", staff="select, insert, update, delete", web="select"),
        grant("accounts_user_groups", staff="select", web="select"),
        grant("accounts_user_user_permissions", staff="select", web="select"),
    ]
