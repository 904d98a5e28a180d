import django.db.models.deletion
from django.db import migrations, models

from gongkai_web.renamed import TakeOver


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0002_requests'),
    ]

    operations = [
        TakeOver(
            name='RecordCorrection',
            was='records_recordcorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='登记年')),
                ('number', models.PositiveIntegerField(verbose_name='登记号')),
                ('applicant_name', models.CharField(max_length=200, verbose_name='申请人')),
                ('organisation', models.BooleanField(default=False, verbose_name='组织')),
                ('id_kind', models.CharField(blank=True, choices=[('resident_id', '居民身份证'), ('passport', '护照'), ('hk_macao_taiwan', '港澳台居民证件'), ('credit_code', '统一社会信用代码'), ('other', '其他证件')], max_length=20, verbose_name='证件种类')),
                ('id_cipher', models.BinaryField(default=b'', verbose_name='证件号码（加密）')),
                ('id_digest', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='证件号码摘要')),
                ('masked', models.CharField(blank=True, max_length=60, verbose_name='证件号码（遮盖）')),
                ('contact', models.CharField(blank=True, max_length=300, verbose_name='联系方式')),
                ('record', models.CharField(max_length=300, verbose_name='要求更正的记录')),
                ('claim', models.TextField(verbose_name='不准确之处和更正要求')),
                ('proof', models.TextField(verbose_name='证据')),
                ('registered_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('submission_key', models.CharField(max_length=64, null=True, unique=True, verbose_name='提交标识')),
                ('status', models.CharField(choices=[('open', '办理中'), ('decided', '待告知'), ('told', '已告知'), ('void', '已作废')], default='open', max_length=12, verbose_name='状态')),
                ('received_on', models.DateField(null=True, verbose_name='收到日期')),
                ('due_on', models.DateField(null=True, verbose_name='办理期限')),
                ('decided_on', models.DateField(null=True, verbose_name='处理日期')),
                ('decision', models.CharField(blank=True, choices=[('corrected', '属实，予以更正'), ('passed_on', '不属本机关职能，转送有权机关'), ('told_where', '不属本机关职能，告知向有权机关提出'), ('refused', '不属实，不予更正')], max_length=20, verbose_name='处理')),
                ('told_on', models.DateField(null=True, verbose_name='告知日期')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='record_corrections', to='agencies.agency', verbose_name='机关')),
            ],
            options={
                'verbose_name': '更正本人记录',
                'verbose_name_plural': '更正本人记录',
                'ordering': ('-year', '-number'),
                'indexes': [models.Index(fields=['agency', 'status', 'due_on'], name='correction_due')],
                'constraints': [models.UniqueConstraint(fields=('agency', 'year', 'number'), name='correction_number')],
            },
        ),
        TakeOver(
            name='CorrectionEvent',
            was='records_correctionevent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='序号')),
                ('kind', models.CharField(choices=[('received', '收到更正申请'), ('decided', '作出处理'), ('told', '告知申请人'), ('voided', '作废')], max_length=12, verbose_name='事项')),
                ('day', models.DateField(verbose_name='日期')),
                ('data', models.JSONField(default=dict, verbose_name='内容')),
                ('person_id', models.BigIntegerField(null=True, verbose_name='登记人编号')),
                ('person_name', models.CharField(max_length=100, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='corrections.recordcorrection', verbose_name='更正申请')),
            ],
            options={
                'verbose_name': '更正办理事项',
                'verbose_name_plural': '更正办理事项',
                'ordering': ('position',),
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('correction', 'position'), name='correction_event_position')],
            },
        ),
        TakeOver(
            name='Series',
            was='records_series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='最后一个号')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='机关')),
            ],
            options={
                'verbose_name': '更正登记号',
                'verbose_name_plural': '更正登记号',
                'constraints': [models.UniqueConstraint(fields=('agency', 'year'), name='correction_series')],
            },
        ),
    ]
