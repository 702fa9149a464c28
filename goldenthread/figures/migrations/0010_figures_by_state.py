from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('figures', '0009_what_a_clearance_knows'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(fields=['state'], name='figures_by_state'),
        ),
    ]
