"""Sweeps through what is public, and what they hit."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0005_new_roles'),
        ('items', '0012_interpretations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('personal', '个人信息'), ('words', '错敏字'), ('links', '链接'), ('attribute', '公开属性')], max_length=10, verbose_name='查什么')),
                ('begun_on', models.DateField(verbose_name='开始日期')),
                ('reached', models.PositiveBigIntegerField(default=0, verbose_name='查到哪一条')),
                ('examined', models.PositiveIntegerField(default=0, verbose_name='查过几条')),
                ('through', models.BooleanField(default=False, verbose_name='查完')),
                ('closed_on', models.DateField(null=True, verbose_name='了结日期')),
                ('conclusion', models.TextField(blank=True, verbose_name='结论')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sweeps', to='agencies.agency', verbose_name='机关')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='开始的人')),
            ],
            options={
                'verbose_name': '存量排查',
                'verbose_name_plural': '存量排查',
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='Hit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='哪一类')),
                ('places', models.PositiveIntegerField(verbose_name='几处')),
                ('state', models.CharField(choices=[('open', '待整改'), ('mended', '已整改'), ('kept', '不用改')], default='open', max_length=10, verbose_name='状态')),
                ('settled_on', models.DateField(null=True, verbose_name='整改日期')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='理由')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='items.item', verbose_name='信息')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办理人')),
                ('sweep', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hits', to='sweeps.sweep', verbose_name='排查')),
            ],
            options={
                'verbose_name': '排查命中',
                'verbose_name_plural': '排查命中',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('sweep', 'item', 'code'), name='sweep_hit_once')],
            },
        ),
    ]
