import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from council.common.rls import ScopeTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("council", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80, verbose_name="갈래")),
                ("event", models.CharField(help_text="What happened; one person is told of it once.", max_length=200)),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("body", models.TextField(blank=True, verbose_name="내용")),
                ("path", models.CharField(max_length=500, verbose_name="볼 곳")),
                ("about_type", models.CharField(blank=True, max_length=60)),
                ("about_id", models.BigIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField(verbose_name="알린 때")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="읽은 때")),
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
                    "recipient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "알림",
                "verbose_name_plural": "알림",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[("IN_PORTAL", "포털 알림함"), ("EMAIL", "전자우편")], max_length=12, verbose_name="길"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("QUEUED", "기다림"),
                            ("SENDING", "보내는 중"),
                            ("SENT", "보냄"),
                            ("FAILED", "보내지 못함"),
                            ("SKIPPED", "보내지 않음"),
                        ],
                        default="QUEUED",
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="보낸 횟수")),
                ("next_try_at", models.DateTimeField(verbose_name="다음에 보낼 때")),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("NO_ADDRESS", "전자우편 주소가 없습니다"),
                            ("NOT_WANTED", "전자우편으로 받지 않기로 하셨습니다"),
                            ("REFUSED", "받는 쪽 전자우편 서버가 받지 않았습니다"),
                            ("BUSY", "받는 쪽 전자우편 서버가 나중에 보내라고 했습니다"),
                            ("UNREACHABLE", "우리 전자우편 서버에 닿지 않았습니다"),
                            ("UNSENDABLE", "전자우편으로 보낼 수 없는 주소나 내용입니다"),
                            ("LOST", "보내는 사이에 프로그램이 멈췄습니다"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="까닭",
                    ),
                ),
                ("last_error", models.CharField(blank=True, max_length=80, verbose_name="오류")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="보낸 때")),
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
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="notices.notice"
                    ),
                ),
            ],
            options={
                "verbose_name": "알림 보냄",
                "verbose_name_plural": "알림 보냄",
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.CharField(max_length=20, verbose_name="갈래")),
                ("email", models.BooleanField(default=True, verbose_name="전자우편으로 받기")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "알림 설정",
                "verbose_name_plural": "알림 설정",
            },
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["council", "recipient", "-created_at", "-id"], name="notice_inbox"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("read_at__isnull", True)), fields=["council", "recipient"], name="notice_unread"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("council", "recipient", "event"), name="notice_once_per_event"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("path__regex", "^/([^/\\\\]|$)")), name="notice_path_is_local"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("status__in", ["QUEUED", "SENDING"])),
                fields=["council", "next_try_at"],
                name="delivery_due",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("status", "FAILED")), fields=["council", "-id"], name="delivery_failed"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("notice", "channel"), name="delivery_once_per_channel"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("status", "SENT")),
                    models.Q(models.Q(("status", "SENT"), _negated=True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="delivery_sent_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.UniqueConstraint(fields=("user", "group"), name="preference_once_per_group"),
        ),
        ScopeTables("notices"),
    ]
