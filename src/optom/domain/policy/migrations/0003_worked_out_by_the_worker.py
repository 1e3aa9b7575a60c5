from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('policy', '0002_moves_in_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='worked_out_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='failure',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.RunSQL('update policy_publication set worked_out_at = proposed_at', migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(
                condition=Q(approved_at=None) | Q(worked_out_at__isnull=False), name='policy_publication_was_worked_out'
            ),
        ),
    ]
