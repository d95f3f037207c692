import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from council.common.rls import AppendOnly, ScopeTables
from council.documents.sql import DROP_NUMBER_IN_ORDER, NUMBER_IN_ORDER


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("council", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60, verbose_name="문서번호")),
                ("series", models.CharField(blank=True, max_length=20)),
                ("year", models.PositiveSmallIntegerField(verbose_name="해")),
                ("sequence", models.PositiveIntegerField(verbose_name="차례")),
                ("code", models.CharField(max_length=80, verbose_name="문서")),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("target_type", models.CharField(max_length=60)),
                ("target_id", models.BigIntegerField()),
                ("context", models.JSONField(help_text="The blocks of the paper (council.documents.blocks).")),
                ("head", models.JSONField(help_text="The letterhead of the day.")),
                (
                    "mark",
                    models.CharField(help_text="SHA-256 of what the paper says.", max_length=64, verbose_name="확인값"),
                ),
                ("is_public", models.BooleanField(default=False, verbose_name="공개")),
                ("issued_at", models.DateTimeField(verbose_name="발급한 때")),
                ("issued_by_label", models.CharField(max_length=40, verbose_name="발급한 사람의 자리")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="다시 낸 까닭")),
                (
                    "council",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="council.council",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="발급한 사람",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="documents.issuedpaper",
                        verbose_name="앞 문서",
                    ),
                ),
            ],
            options={
                "verbose_name": "발급한 문서",
                "verbose_name_plural": "발급한 문서",
            },
        ),
        migrations.CreateModel(
            name="Letterhead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="문서 머리와 발신 명의에 쓰는 이름", max_length=60, verbose_name="기관 이름"
                    ),
                ),
                (
                    "motto",
                    models.CharField(
                        blank=True, help_text="기관 이름 위에 작게 놓입니다.", max_length=80, verbose_name="머리 문구"
                    ),
                ),
                (
                    "footer",
                    models.CharField(
                        blank=True, help_text="주소, 전화, 누리집 같은 것", max_length=160, verbose_name="꼬리말"
                    ),
                ),
                (
                    "seal",
                    models.CharField(
                        blank=True, help_text="Name in the storage; a PNG.", max_length=200, verbose_name="직인"
                    ),
                ),
                ("changed_at", models.DateTimeField(verbose_name="고친 때")),
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
                "verbose_name": "문서 머리",
                "verbose_name_plural": "문서 머리",
            },
        ),
        migrations.CreateModel(
            name="PaperFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=4, verbose_name="형식")),
                ("path", models.CharField(help_text="Name in the storage.", max_length=240)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField(verbose_name="크기")),
                (
                    "council",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="council.council",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="documents.issuedpaper"
                    ),
                ),
            ],
            options={
                "verbose_name": "문서 파일",
                "verbose_name_plural": "문서 파일",
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="제목")),
                ("asked_at", models.DateTimeField(verbose_name="부탁한 때")),
                (
                    "actor",
                    models.JSONField(help_text="The roles with which it was asked; papers are issued with them."),
                ),
                ("wanted", models.JSONField(help_text='[{"paper": id}] or [{"code": …, "target": id}].')),
                ("formats", models.JSONField()),
                ("made", models.JSONField(default=list, help_text="Ids of the papers gathered or issued so far.")),
                ("troubles", models.JSONField(default=list, help_text="What could not be made, and why.")),
                ("total", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "기다림"),
                            ("RUNNING", "모으는 중"),
                            ("DONE", "다 모음"),
                            ("FAILED", "모으지 못함"),
                            ("GONE", "기간이 지나 지움"),
                        ],
                        default="WAITING",
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                ("path", models.CharField(blank=True, max_length=240)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
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
                "verbose_name": "문서 묶음",
                "verbose_name_plural": "문서 묶음",
                "indexes": [models.Index(fields=["council", "asked_by", "-asked_at"], name="batch_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))), name="batch_done_within_total"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "DONE"), _negated=True),
                            models.Q(("path", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="batch_done_has_file",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="issuedpaper",
            index=models.Index(fields=["council", "-issued_at", "-id"], name="paper_list"),
        ),
        migrations.AddIndex(
            model_name="issuedpaper",
            index=models.Index(fields=["council", "target_type", "target_id"], name="paper_of_target"),
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.UniqueConstraint(
                fields=("council", "series", "year", "sequence"), name="paper_sequence_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.UniqueConstraint(fields=("council", "number"), name="paper_number_once"),
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.UniqueConstraint(fields=("replaces",), name="paper_replaced_once"),
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(condition=models.Q(("sequence__gt", 0)), name="paper_sequence_from_one"),
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("mark__regex", "^[0-9a-f]{64}$")), name="paper_mark_is_sha256"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces__isnull", True), models.Q(("why", ""), _negated=True), _connector="OR"),
                name="paper_replacement_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterhead",
            constraint=models.UniqueConstraint(fields=("council",), name="letterhead_once"),
        ),
        migrations.AddConstraint(
            model_name="letterhead",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="letterhead_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperfile",
            constraint=models.UniqueConstraint(fields=("paper", "format"), name="paper_file_once"),
        ),
        migrations.AddConstraint(
            model_name="paperfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ["pdf", "hwpx", "xlsx"])), name="paper_file_format"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="paper_file_is_sha256"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperfile",
            constraint=models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="paper_file_not_empty"),
        ),
        migrations.RunSQL(NUMBER_IN_ORDER, DROP_NUMBER_IN_ORDER),
        AppendOnly("documents_issuedpaper"),
        AppendOnly("documents_paperfile"),
        ScopeTables("documents"),
    ]
