"""Who is at which group of fields, and what stood there before."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('items', '0007_work_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Editing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=20, verbose_name='组')),
                ('since', models.DateTimeField(verbose_name='开始')),
                ('until', models.DateTimeField(verbose_name='到')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='items.edition', verbose_name='版本')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='正在编辑的人')),
            ],
            options={
                'verbose_name': '正在编辑',
                'verbose_name_plural': '正在编辑',
                'constraints': [models.UniqueConstraint(fields=('edition', 'group', 'person'), name='editing_lease_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=20, verbose_name='组')),
                ('version', models.PositiveIntegerField(verbose_name='版次')),
                ('values', models.JSONField(default=dict, verbose_name='内容')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='items.edition', verbose_name='版本')),
            ],
            options={
                'verbose_name': '改动前的内容',
                'verbose_name_plural': '改动前的内容',
                'constraints': [models.UniqueConstraint(fields=('edition', 'group', 'version'), name='former_text_once')],
            },
        ),
    ]
