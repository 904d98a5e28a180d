"""Who else was asked about a text, and who reads it from outside."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_new_roles'),
        ('items', '0009_period_of_lists'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(max_length=200, verbose_name='征求意见的机关')),
                ('question', models.TextField(verbose_name='征求的意见')),
                ('content', models.JSONField(default=dict, verbose_name='当时的内容')),
                ('digest', models.CharField(max_length=64, verbose_name='内容摘要')),
                ('asked_on', models.DateField(verbose_name='征求日期')),
                ('due_on', models.DateField(verbose_name='答复期限')),
                ('reply', models.CharField(blank=True, choices=[('', '还没有答复'), ('agrees', '同意公开'), ('dissents', '不同意公开')], default='', max_length=10, verbose_name='答复')),
                ('opinion', models.TextField(blank=True, verbose_name='意见')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='答复的来源')),
                ('answered_on', models.DateField(null=True, verbose_name='答复日期')),
                ('decision', models.TextField(blank=True, verbose_name='决定的理由')),
                ('decided_on', models.DateField(null=True, verbose_name='决定日期')),
                ('recalled_on', models.DateField(null=True, verbose_name='撤回日期')),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='本系统里的机关')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复或者登记的人')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='征求人')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='items.edition', verbose_name='版本')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='items.item', verbose_name='信息')),
            ],
            options={
                'verbose_name': '会商',
                'verbose_name_plural': '会商',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='OutsideReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='给谁看')),
                ('purpose', models.CharField(max_length=300, verbose_name='为什么')),
                ('code_digest', models.CharField(max_length=64, unique=True, verbose_name='链接的摘要')),
                ('once', models.BooleanField(default=True, verbose_name='只能打开一次')),
                ('until', models.DateField(verbose_name='到')),
                ('made_on', models.DateField(verbose_name='日期')),
                ('opened_at', models.DateTimeField(null=True, verbose_name='第一次打开')),
                ('openings', models.PositiveIntegerField(default=0, verbose_name='打开次数')),
                ('revoked_on', models.DateField(null=True, verbose_name='收回日期')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发链接的人')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='items.snapshot', verbose_name='快照')),
            ],
            options={
                'verbose_name': '外部阅看',
                'verbose_name_plural': '外部阅看',
                'ordering': ('pk',),
            },
        ),
    ]
