import django.db.models.deletion
from django.db import migrations, models

from gongkai_web.renamed import TakeOver


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_duemove'),
        ('files', '0001_initial'),
        ('letters', '0001_initial'),
    ]

    operations = [
        TakeOver(
            name='Bundle',
            was='records_bundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=100, verbose_name='案号')),
                ('day', models.DateField(verbose_name='制作日期')),
                ('due_on', models.DateField(null=True, verbose_name='答复举证期限')),
                ('pages', models.PositiveIntegerField(verbose_name='页数')),
                ('items', models.JSONField(default=list, verbose_name='目录')),
                ('person_id', models.BigIntegerField(null=True, verbose_name='制作人编号')),
                ('person_name', models.CharField(max_length=100, verbose_name='制作人')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='制作时间')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundles', to='cases.case', verbose_name='申请件')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='合订本')),
            ],
            options={
                'verbose_name': '证据卷',
                'verbose_name_plural': '证据卷',
                'ordering': ('-pk',),
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['case', 'ref'], name='bundle_case_ref')],
            },
        ),
    ]
