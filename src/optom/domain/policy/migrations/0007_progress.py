from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policy', '0006_margins'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='begun_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='priced_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
