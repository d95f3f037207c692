import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from council.audit.sql import LINK, TEXT, TRIGGER, policies
from council.common.rls import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("council", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="때")),
                ("actor_label", models.CharField(max_length=30, verbose_name="한 사람")),
                ("action", models.CharField(max_length=80, verbose_name="한 일")),
                ("target_type", models.CharField(max_length=60, verbose_name="기록의 갈래")),
                ("target_id", models.BigIntegerField(verbose_name="기록 번호")),
                ("why", models.TextField(blank=True, verbose_name="까닭")),
                ("data", models.JSONField(default=dict, verbose_name="내용")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="council.council"
                    ),
                ),
            ],
            options={
                "verbose_name": "이력",
                "verbose_name_plural": "이력",
            },
        ),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("chain", models.CharField(max_length=24, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="link",
                        serialize=False,
                        to="audit.entry",
                    ),
                ),
                ("seq", models.BigIntegerField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "council",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="council.council"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["council", "target_type", "target_id", "at"], name="audit_entry_target"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["council", "-at"], name="audit_entry_latest"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["actor", "-at"], name="audit_entry_actor"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(fields=("council", "seq"), name="audit_link_once", nulls_distinct=False),
        ),
        migrations.RunSQL(
            [
                TEXT,
                LINK,
                TRIGGER,
                *policies("audit_entry", insert=True),
                *policies("audit_link", insert=False),
                "REVOKE INSERT, UPDATE, DELETE ON audit_link, audit_stamp FROM portal_app",
            ],
            migrations.RunSQL.noop,
        ),
        AppendOnly("audit_entry"),
        AppendOnly("audit_link"),
    ]
