"""What people write, what happens to it, and what is counted beside."""

import django.db.models.deletion
import gongkai_web.interaction.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0007_former_particulars'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='年')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='最后一个号')),
            ],
            options={
                'verbose_name': '留言编号',
                'verbose_name_plural': '留言编号',
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12, verbose_name='种类')),
                ('key', models.CharField(max_length=64, verbose_name='摘要')),
                ('at', models.DateTimeField(db_index=True, verbose_name='时间')),
                ('amount', models.PositiveBigIntegerField(default=1, verbose_name='数量')),
            ],
            options={
                'verbose_name': '计次',
                'verbose_name_plural': '计次',
                'ordering': ('at',),
                'abstract': False,
                'indexes': [models.Index(fields=['kind', 'key', 'at'], name='message_attempt')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年')),
                ('number', models.PositiveIntegerField(verbose_name='编号')),
                ('kind', models.CharField(choices=gongkai_web.interaction.models.type_choices, max_length=40, verbose_name='种类')),
                ('channel', models.CharField(choices=[('site', '本网站'), ('national', '国家平台转办'), ('phone', '电话'), ('counter', '当面'), ('post', '来信'), ('email', '电子邮件')], default='site', max_length=12, verbose_name='来源')),
                ('outside_number', models.CharField(blank=True, max_length=60, verbose_name='来源编号')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('text', models.TextField(verbose_name='内容')),
                ('page', models.CharField(blank=True, max_length=500, verbose_name='网页')),
                ('about_name', models.CharField(blank=True, max_length=200, verbose_name='有关单位')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='姓名')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='电话')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='电子邮箱')),
                ('may_publish', models.BooleanField(default=False, verbose_name='同意公开')),
                ('registered_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('submission_key', models.CharField(max_length=64, null=True, unique=True, verbose_name='提交标识')),
                ('code_digest', models.CharField(max_length=64, null=True, unique=True, verbose_name='查询码摘要')),
                ('status', models.CharField(choices=[('new', '待接收'), ('open', '办理中'), ('review', '答复待审核'), ('answered', '已答复'), ('void', '已作废')], default='new', max_length=12, verbose_name='状态')),
                ('received_on', models.DateField(null=True, verbose_name='收到日期')),
                ('due_on', models.DateField(null=True, verbose_name='答复期限')),
                ('answered_on', models.DateField(null=True, verbose_name='答复日期')),
                ('late', models.BooleanField(default=False, verbose_name='曾逾期')),
                ('rounds', models.PositiveSmallIntegerField(default=1, verbose_name='第几次')),
                ('end', models.CharField(blank=True, choices=gongkai_web.interaction.models.end_choices, max_length=20, verbose_name='办结')),
                ('visible_on', models.DateField(null=True, verbose_name='改动可见')),
                ('answer', models.TextField(blank=True, verbose_name='答复')),
                ('public_title', models.CharField(blank=True, max_length=200, verbose_name='公开的标题')),
                ('public_question', models.TextField(blank=True, verbose_name='公开的问题')),
                ('public', models.BooleanField(default=False, verbose_name='公开')),
                ('satisfied', models.CharField(blank=True, choices=[('yes', '满意'), ('partly', '基本满意'), ('no', '不满意')], max_length=8, verbose_name='评价')),
                ('about', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='被投诉的机关')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='agencies.agency', verbose_name='机关')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='拟稿人')),
                ('came_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='收件机关')),
                ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeats', to='interaction.message', verbose_name='重复于')),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
            ],
            options={
                'verbose_name': '留言',
                'verbose_name_plural': '留言',
                'ordering': ('-year', '-number'),
            },
        ),
        migrations.CreateModel(
            name='MessageDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.PositiveSmallIntegerField(verbose_name='环节序号')),
                ('role', models.CharField(choices=[('officer', '经办人'), ('reviewer', '审核人'), ('legal', '法制审核人'), ('secrecy', '保密审查员'), ('head', '公开机构负责人'), ('leader', '分管领导'), ('supervisor', '主管部门'), ('operator', '系统管理员')], max_length=20, verbose_name='岗位')),
                ('approved', models.BooleanField(verbose_name='同意')),
                ('note', models.TextField(blank=True, verbose_name='意见')),
                ('content_hash', models.CharField(max_length=64, verbose_name='内容摘要')),
                ('day', models.DateField(verbose_name='日期')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='interaction.message', verbose_name='留言')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
            ],
            options={
                'verbose_name': '留言答复审核',
                'verbose_name_plural': '留言答复审核',
                'ordering': ('pk',),
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='MessageEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='序号')),
                ('kind', models.CharField(choices=[('received', '收到'), ('assigned', '接收、分派'), ('transferred', '转其他机关'), ('drafted', '拟答复、送审'), ('returned', '退回修改'), ('answered', '审核通过，答复'), ('reopened', '没有解决，再次提出'), ('rated', '评价'), ('withdrawn', '撤下公开的答复'), ('voided', '作废')], max_length=12, verbose_name='事项')),
                ('day', models.DateField(verbose_name='日期')),
                ('data', models.JSONField(default=dict, verbose_name='内容')),
                ('person_id', models.BigIntegerField(null=True, verbose_name='登记人编号')),
                ('person_name', models.CharField(blank=True, max_length=100, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='interaction.message', verbose_name='留言')),
            ],
            options={
                'verbose_name': '留言办理事项',
                'verbose_name_plural': '留言办理事项',
                'ordering': ('position',),
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Solved',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=gongkai_web.interaction.models.type_choices, max_length=40, verbose_name='种类')),
                ('day', models.DateField(db_index=True, verbose_name='日期')),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='机关')),
            ],
            options={
                'verbose_name': '检索解决',
                'verbose_name_plural': '检索解决',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['agency', 'status', 'due_on'], name='message_due'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['agency', 'received_on'], name='message_received'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['public', 'answered_on'], name='message_public'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('year', 'number'), name='message_number'),
        ),
        migrations.AddConstraint(
            model_name='messageevent',
            constraint=models.UniqueConstraint(fields=('message', 'position'), name='message_event_position'),
        ),
    ]
