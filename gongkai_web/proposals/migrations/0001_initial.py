import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai_web.renamed import TakeOver


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0002_requests'),
        ('cases', '0004_duemove'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TakeOver(
            name='Proposal',
            was='records_proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='政府信息')),
                ('by_applicant', models.BooleanField(default=False, verbose_name='申请人建议')),
                ('proposer_name', models.CharField(max_length=200, verbose_name='建议人')),
                ('grounds', models.TextField(blank=True, verbose_name='建议理由')),
                ('proposed_on', models.DateField(verbose_name='提出日期')),
                ('status', models.CharField(choices=[('waiting', '待审核'), ('accepted', '同意，待公开'), ('published', '已公开'), ('refused', '不转主动公开')], default='waiting', max_length=12, verbose_name='状态')),
                ('opinion', models.TextField(blank=True, verbose_name='审核意见')),
                ('decided_on', models.DateField(null=True, verbose_name='审核日期')),
                ('published_on', models.DateField(null=True, verbose_name='公开日期')),
                ('place', models.CharField(blank=True, max_length=500, verbose_name='公开位置')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='agencies.agency', verbose_name='机关')),
                ('cases', models.ManyToManyField(related_name='proposals', to='cases.case', verbose_name='相同的申请')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审核人')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '转主动公开',
                'verbose_name_plural': '转主动公开',
                'ordering': ('-pk',),
                'indexes': [models.Index(fields=['agency', 'status'], name='proposal_status')],
            },
        ),
    ]
