"""Feeds of accounts, and which of their articles are known."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('channels', '0001_outlets'),
        ('publishing_registers', '0002_article_origin'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.URLField(max_length=500, verbose_name='订阅源的网址')),
                ('since', models.DateField(verbose_name='从哪天起')),
                ('article_class', models.CharField(max_length=40, verbose_name='没有写分类的算作')),
                ('stopped', models.BooleanField(default=False, verbose_name='停用')),
                ('read_at', models.DateTimeField(null=True, verbose_name='最近读的时间')),
                ('newest', models.DateField(null=True, verbose_name='最近一篇的日期')),
                ('trouble', models.CharField(blank=True, max_length=300, verbose_name='读不了的原因')),
                ('failing_since', models.DateField(null=True, verbose_name='从哪天起读不了')),
                ('left_out', models.CharField(blank=True, max_length=300, verbose_name='没有登记的')),
                ('etag', models.CharField(blank=True, max_length=200, verbose_name='ETag')),
                ('modified', models.CharField(blank=True, max_length=60, verbose_name='Last-Modified')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('outlet', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='feed', to='channels.outlet', verbose_name='账号')),
            ],
            options={
                'verbose_name': '订阅源',
                'verbose_name_plural': '订阅源',
            },
        ),
        migrations.CreateModel(
            name='Known',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, verbose_name='稿件的摘要')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing_registers.article', verbose_name='新媒体稿件')),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known', to='feeds.feed', verbose_name='订阅源')),
            ],
            options={
                'verbose_name': '订阅源里读过的稿件',
                'verbose_name_plural': '订阅源里读过的稿件',
                'constraints': [models.UniqueConstraint(fields=('feed', 'key'), name='feed_article_once')],
            },
        ),
    ]
