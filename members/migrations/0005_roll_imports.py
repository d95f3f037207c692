"""Files of people on their way into the roll."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from council.common.rls import ScopeTables


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0001_initial"),
        ("members", "0004_recruitment"),
    ]

    operations = [
        migrations.CreateModel(
            name="RollImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=120, verbose_name="파일")),
                ("sheet", models.CharField(blank=True, max_length=60, verbose_name="시트")),
                ("headings", models.JSONField(default=list, verbose_name="제목")),
                ("mapping", models.JSONField(default=dict, verbose_name="칸")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("COLUMNS", "칸을 정할 차례"),
                            ("CHECKING", "살펴보는 중"),
                            ("READY", "확정을 기다림"),
                            ("APPLYING", "명부에 적는 중"),
                            ("STOPPED", "적다가 멈춤"),
                            ("DONE", "들여옴"),
                            ("DISCARDED", "그만둠"),
                            ("UNDONE", "되돌림"),
                        ],
                        default="CHECKING",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="줄")),
                ("bad", models.PositiveIntegerField(default=0, verbose_name="고칠 줄")),
                ("doubtful", models.PositiveIntegerField(default=0, verbose_name="살펴볼 줄")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="끝낸 줄")),
                ("written", models.PositiveIntegerField(default=0, verbose_name="적은 줄")),
                ("skip_bad", models.BooleanField(default=False, verbose_name="고칠 줄은 빼고 들여옴")),
                ("trouble", models.CharField(blank=True, max_length=300, verbose_name="멈춘 까닭")),
                ("uploaded_at", models.DateTimeField(verbose_name="올린 때")),
                ("uploaded_label", models.CharField(max_length=30, verbose_name="올린 사람")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="확정을 부탁한 때")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="확정한 때")),
                ("confirmed_label", models.CharField(blank=True, max_length=30, verbose_name="확정한 사람")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="다 적은 때")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="되돌린 때")),
                ("undone_why", models.CharField(blank=True, max_length=200, verbose_name="되돌린 까닭")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "명부 들여오기",
                "verbose_name_plural": "명부 들여오기",
            },
        ),
        migrations.CreateModel(
            name="RollImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="줄 번호")),
                ("cells", models.JSONField(default=list, verbose_name="칸의 글")),
                ("problems", models.JSONField(default=list, verbose_name="찾은 것")),
                (
                    "tone",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "그대로"), (1, "알림"), (2, "살펴볼 것"), (3, "고칠 것")],
                        default=0,
                        verbose_name="갈래",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("WAITING", "기다림"), ("WRITTEN", "적음"), ("SKIPPED", "뺌")],
                        default="WAITING",
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                ("made", models.JSONField(default=dict, verbose_name="만든 것")),
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
                    "roll_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="members.rollimport"
                    ),
                ),
            ],
            options={
                "verbose_name": "들여올 줄",
                "verbose_name_plural": "들여올 줄",
            },
        ),
        migrations.AddIndex(
            model_name="rollimport",
            index=models.Index(fields=["council", "-uploaded_at"], name="roll_import_latest"),
        ),
        migrations.AddConstraint(
            model_name="rollimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("done__lte", models.F("total"))), name="roll_import_done_in_total"
            ),
        ),
        migrations.AddConstraint(
            model_name="rollimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_why", "")),
                    models.Q(("undone_at__isnull", False), models.Q(("undone_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="roll_import_undone_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="rollimportrow",
            index=models.Index(fields=["council", "roll_import", "number"], name="roll_import_row_list"),
        ),
        migrations.AddConstraint(
            model_name="rollimportrow",
            constraint=models.UniqueConstraint(fields=("roll_import", "number"), name="roll_import_row_once"),
        ),
        ScopeTables("members"),
    ]
