"""Since when the letter is made that is the next act of a case: one that puts a reply right has a last day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_fee_refunded'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='letter_since',
            field=models.DateField(null=True, verbose_name='在办文书的起草日期'),
        ),
    ]
