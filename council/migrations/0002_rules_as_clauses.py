import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from council.common.rls import ONE

# History is kept: of a rule only its end and its checking change, of a loading only its undoing.
KEPT = """
CREATE FUNCTION council_keep_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - TG_ARGV[1:] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV[1:] THEN
        RAISE EXCEPTION '% keeps its history', TG_TABLE_NAME
            USING ERRCODE = '23514', CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$
"""


def kept(table: str, *changeable: str) -> list[str]:
    """Return the statements that keep the table's rows: nothing goes, and only these columns change."""
    columns = ", ".join(f"'{column}'" for column in changeable)
    return [
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION council_keep_rule('rule_history_kept', {columns})",
        f"CREATE TRIGGER {table}_not_deleted BEFORE DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION portal_refuse_change('rule_history_kept')",
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change('rule_history_kept')",
        f"REVOKE DELETE, TRUNCATE ON {table} FROM portal_app",
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleLoading",
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
                ("title", models.CharField(max_length=120, verbose_name="제목")),
                ("name", models.CharField(max_length=120, verbose_name="파일 이름")),
                ("sha256", models.CharField(max_length=64, verbose_name="파일의 지문")),
                ("content", models.TextField(verbose_name="파일의 내용")),
                ("in_force_on", models.DateField(verbose_name="시행일")),
                ("facts", models.JSONField(default=dict, verbose_name="조례에만 있는 사실")),
                ("at", models.DateTimeField(verbose_name="들여온 때")),
                ("ended", models.JSONField(default=list, verbose_name="끝낸 규칙")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="되돌린 때")),
                ("undone_why", models.CharField(blank=True, max_length=200, verbose_name="되돌린 까닭")),
            ],
            options={
                "verbose_name": "들여온 규칙 파일",
                "verbose_name_plural": "들여온 규칙 파일",
            },
        ),
        migrations.RemoveConstraint(
            model_name="rule",
            name="rule_dates_in_order",
        ),
        migrations.RemoveConstraint(
            model_name="rule",
            name="rule_one_value_at_a_time",
        ),
        migrations.AddField(
            model_name="rule",
            name="answer",
            field=models.CharField(
                choices=[
                    ("VALUE", "값을 정함"),
                    ("NONE", "정하지 않음"),
                    ("BYLAW", "운영세칙에 맡김"),
                    ("JUDGED", "사람이 판단함"),
                ],
                default="VALUE",
                max_length=6,
                verbose_name="답",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="begun_old",
            field=models.BooleanField(default=False, verbose_name="이미 시작한 일은 예전 규칙대로"),
        ),
        migrations.AddField(
            model_name="rule",
            name="checked_on",
            field=models.DateField(blank=True, null=True, verbose_name="조문을 확인한 날"),
        ),
        migrations.AddField(
            model_name="rule",
            name="clause",
            field=models.CharField(blank=True, max_length=80, verbose_name="조문 이름"),
        ),
        migrations.AddField(
            model_name="rule",
            name="cohort",
            field=models.JSONField(blank=True, default=dict, verbose_name="적용받는 사람"),
        ),
        migrations.AddField(
            model_name="rule",
            name="conditions",
            field=models.JSONField(blank=True, default=dict, verbose_name="적용 조건"),
        ),
        migrations.AddField(
            model_name="rule",
            name="locked",
            field=models.BooleanField(default=False, verbose_name="아래 단계에서 바꿀 수 없음"),
        ),
        migrations.AddField(
            model_name="rule",
            name="rank",
            field=models.SmallIntegerField(blank=True, null=True, verbose_name="우선 차례"),
        ),
        migrations.AddField(
            model_name="rule",
            name="resolution",
            field=models.CharField(blank=True, max_length=120, verbose_name="의결한 회의"),
        ),
        migrations.AddField(
            model_name="rule",
            name="resolved_on",
            field=models.DateField(blank=True, null=True, verbose_name="의결한 날"),
        ),
        migrations.AddField(
            model_name="rule",
            name="strength",
            field=models.CharField(
                choices=[("BLOCKS", "막습니다"), ("WARNS", "알려 줍니다"), ("NOTES", "적어만 둡니다")],
                default="BLOCKS",
                max_length=6,
                verbose_name="세기",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="text",
            field=models.TextField(blank=True, verbose_name="조문의 글"),
        ),
        migrations.AlterField(
            model_name="rule",
            name="value",
            field=models.JSONField(blank=True, null=True, verbose_name="값"),
        ),
        migrations.AddField(
            model_name="ruleloading",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="ruleloading",
            name="council",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="council.council"
            ),
        ),
        migrations.AddField(
            model_name="ruleloading",
            name="ordinance",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="loadings", to="council.ordinance"
            ),
        ),
        migrations.AddField(
            model_name="ruleloading",
            name="region",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="council.region"
            ),
        ),
        migrations.AddField(
            model_name="ruleloading",
            name="undone_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="loading",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rules",
                to="council.ruleloading",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="rule_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer__in", ["VALUE", "JUDGED"]),
                        ("value__isnull", False),
                        models.Q(
                            django.db.models.lookups.Exact(
                                models.Func(
                                    models.F("value"), function="jsonb_typeof", output_field=models.TextField()
                                ),
                                models.Value("null"),
                            ),
                            _negated=True,
                        ),
                    ),
                    models.Q(("answer__in", ["NONE", "BYLAW"]), ("value__isnull", True)),
                    _connector="OR",
                ),
                name="rule_value_by_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("strength__in", ["BLOCKS", "WARNS", "NOTES"])), name="rule_strength"
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "COUNCIL"), _negated=True),
                    models.Q(("locked", False), models.Q(("answer", "BYLAW"), _negated=True)),
                    _connector="OR",
                ),
                name="rule_bylaw_is_last",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.Func(models.F("region_id"), function="portal_point"), "&&"),
                    (models.Func(models.F("council_id"), function="portal_point"), "&&"),
                    (models.Func(models.F("key"), function="portal_point"), "&&"),
                    (models.Func(models.F("clause"), function="portal_point"), "&&"),
                    (
                        models.Func(
                            django.db.models.functions.comparison.Cast(models.F("conditions"), models.TextField()),
                            function="portal_point",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            django.db.models.functions.comparison.Cast(models.F("cohort"), models.TextField()),
                            function="portal_point",
                        ),
                        "&&",
                    ),
                    (models.Func(models.F("valid_from"), models.F("valid_until"), function="daterange"), "&&"),
                ],
                name="rule_one_value_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleloading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("council__isnull", True), ("level", "PLATFORM"), ("region__isnull", True)),
                    models.Q(("council__isnull", True), ("level", "REGION"), ("region__isnull", False)),
                    models.Q(("council__isnull", False), ("level", "COUNCIL"), ("region__isnull", True)),
                    _connector="OR",
                ),
                name="rule_loading_owner_by_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleloading",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("region", "council", "sha256"),
                name="rule_loading_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleloading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undone_at__isnull", True), models.Q(("undone_why", ""), _negated=True), _connector="OR"
                ),
                name="rule_loading_undone_says_why",
            ),
        ),
        # Loadings are public like the rules that came from them; a council's own are written only in its scope.
        migrations.RunSQL(
            [
                "ALTER TABLE council_ruleloading ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE council_ruleloading FORCE ROW LEVEL SECURITY",
                "CREATE POLICY everyone_reads ON council_ruleloading FOR SELECT TO portal_app, portal_wide USING (true)",
                f"CREATE POLICY own_insert ON council_ruleloading FOR INSERT TO portal_app "
                f"WITH CHECK (council_id IS NULL OR {ONE})",
                f"CREATE POLICY own_update ON council_ruleloading FOR UPDATE TO portal_app "
                f"USING (council_id IS NULL OR {ONE}) WITH CHECK (council_id IS NULL OR {ONE})",
                KEPT,
                *kept("council_rule", "valid_until", "checked", "checked_on"),
                *kept("council_ruleloading", "undone_at", "undone_by_id", "undone_why"),
            ],
            migrations.RunSQL.noop,
        ),
    ]
