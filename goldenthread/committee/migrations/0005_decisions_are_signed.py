from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committee', '0004_what_follows_from_meetings'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='state',
            field=models.CharField(choices=[('draft', 'draft'), ('agreed', 'agreed as a correct record'), ('signed', 'signed')], default='draft', max_length=8),
        ),
    ]
