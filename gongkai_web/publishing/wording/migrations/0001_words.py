"""The words, phrases and hosts that an agency adds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0005_new_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('word', '写错的词'), ('phrase', '固定表述'), ('host', '内网的域名')], max_length=10, verbose_name='种类')),
                ('text', models.CharField(max_length=100, verbose_name='词')),
                ('right', models.CharField(blank=True, max_length=100, verbose_name='应写作')),
                ('exceptions', models.CharField(blank=True, max_length=300, verbose_name='例外')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('added_on', models.DateField(verbose_name='添加日期')),
                ('ended_on', models.DateField(null=True, verbose_name='停用日期')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_words', to='agencies.agency', verbose_name='机关')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='停用人')),
            ],
            options={
                'verbose_name': '本机关的词表',
                'verbose_name_plural': '本机关的词表',
                'ordering': ('kind', 'text', 'pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('agency', 'kind', 'text'), name='own_word_once')],
            },
        ),
    ]
