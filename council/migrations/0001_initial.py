import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from council.common.foundation import STATEMENTS
from council.common.rls import ONE, ScopeTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *[migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS],
        migrations.CreateModel(
            name="Region",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^\\d{10}$")],
                        verbose_name="행정구역 코드",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="이름")),
                (
                    "level",
                    models.CharField(
                        choices=[("SIDO", "시도"), ("SIGUNGU", "시군구"), ("DONG", "읍면동")],
                        max_length=8,
                        verbose_name="단계",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="시작일")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="끝난 날")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="council.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "행정구역",
                "verbose_name_plural": "행정구역",
            },
        ),
        migrations.CreateModel(
            name="Ordinance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="제목")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="번호")),
                ("in_force_on", models.DateField(verbose_name="시행일")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ordinances",
                        to="council.region",
                        verbose_name="시군구",
                    ),
                ),
            ],
            options={
                "verbose_name": "조례",
                "verbose_name_plural": "조례",
            },
        ),
        migrations.CreateModel(
            name="Council",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=40, unique=True, verbose_name="주소 이름")),
                ("name", models.CharField(max_length=60, verbose_name="이름")),
                (
                    "short_name",
                    models.CharField(help_text="예: 마장동, 진천읍, 부강면", max_length=20, verbose_name="짧은 이름"),
                ),
                ("parent_name", models.CharField(help_text="예: 서울 성동구", max_length=40, verbose_name="시군구")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="전화")),
                ("address", models.CharField(blank=True, max_length=100, verbose_name="주소")),
                ("hall", models.CharField(blank=True, max_length=60, verbose_name="모이는 곳")),
                ("secretary_title", models.CharField(default="간사", max_length=10, verbose_name="간사의 이름")),
                ("is_demo", models.BooleanField(default=False, verbose_name="시연 자료")),
                ("opened_on", models.DateField(verbose_name="연 날")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="닫은 날")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="councils",
                        to="council.region",
                        verbose_name="행정동",
                    ),
                ),
            ],
            options={
                "verbose_name": "주민자치회",
                "verbose_name_plural": "주민자치회",
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[("PLATFORM", "포털 기본값"), ("REGION", "조례"), ("COUNCIL", "운영세칙")],
                        max_length=8,
                        verbose_name="단계",
                    ),
                ),
                ("key", models.CharField(max_length=60, verbose_name="항목")),
                ("value", models.JSONField(verbose_name="값")),
                ("article", models.CharField(blank=True, max_length=120, verbose_name="근거 조문")),
                ("checked", models.BooleanField(default=False, verbose_name="조문을 확인함")),
                ("valid_from", models.DateField(verbose_name="시작일")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="끝난 날")),
                ("entered_at", models.DateTimeField(verbose_name="적은 때")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="까닭")),
                (
                    "council",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="council.council",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ordinance",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="council.ordinance",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="council.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "규칙",
                "verbose_name_plural": "규칙",
            },
        ),
        migrations.CreateModel(
            name="Committee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="차례")),
                ("name", models.CharField(max_length=30, verbose_name="이름")),
                ("duties", models.CharField(blank=True, max_length=200, verbose_name="맡은 일")),
                ("opened_on", models.DateField(verbose_name="연 날")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="닫은 날")),
                (
                    "council",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="council.council",
                    ),
                ),
            ],
            options={
                "verbose_name": "분과",
                "verbose_name_plural": "분과",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "number"), name="committee_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=("council", "name"),
                        name="committee_name_once",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.UniqueConstraint(fields=("code", "valid_from"), name="region_code_once_per_day"),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gt", models.F("valid_from")), _connector="OR"
                ),
                name="region_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "SIDO"), ("parent__isnull", True)),
                    models.Q(models.Q(("level", "SIDO"), _negated=True), ("parent__isnull", False)),
                    _connector="OR",
                ),
                name="region_parent_by_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="ordinance",
            constraint=models.UniqueConstraint(
                fields=("region", "title", "in_force_on"), name="ordinance_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="council",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), ("closed_on__gt", models.F("opened_on")), _connector="OR"
                ),
                name="council_dates_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="rule",
            index=models.Index(fields=["council", "key"], name="council_rul_council_52f3b6_idx"),
        ),
        migrations.AddIndex(
            model_name="rule",
            index=models.Index(fields=["region", "key"], name="council_rul_region__5cc191_idx"),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("council__isnull", True), ("level", "PLATFORM"), ("region__isnull", True)),
                    models.Q(("council__isnull", True), ("level", "REGION"), ("region__isnull", False)),
                    models.Q(("council__isnull", False), ("level", "COUNCIL"), ("region__isnull", True)),
                    _connector="OR",
                ),
                name="rule_owner_by_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gt", models.F("valid_from")), _connector="OR"
                ),
                name="rule_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.Func(models.F("region_id"), function="portal_point"), "&&"),
                    (models.Func(models.F("council_id"), function="portal_point"), "&&"),
                    (models.Func(models.F("key"), function="portal_point"), "&&"),
                    (models.Func(models.F("valid_from"), models.F("valid_until"), function="daterange"), "&&"),
                ],
                name="rule_one_value_at_a_time",
            ),
        ),
        ScopeTables("council"),
        # Rules are public; a council's own are written only in its scope.
        migrations.RunSQL(
            [
                "ALTER TABLE council_rule ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE council_rule FORCE ROW LEVEL SECURITY",
                "CREATE POLICY everyone_reads ON council_rule FOR SELECT TO portal_app, portal_wide USING (true)",
                f"CREATE POLICY own_insert ON council_rule FOR INSERT TO portal_app "
                f"WITH CHECK (council_id IS NULL OR {ONE})",
                f"CREATE POLICY own_update ON council_rule FOR UPDATE TO portal_app "
                f"USING (council_id IS NULL OR {ONE}) WITH CHECK (council_id IS NULL OR {ONE})",
                "REVOKE DELETE ON council_rule FROM portal_app",
            ],
            migrations.RunSQL.noop,
        ),
    ]
