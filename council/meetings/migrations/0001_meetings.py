"""Meetings, their rooms, votes, resolutions and minutes, with their guards."""

import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import council.meetings.models.meeting
from council.common.rls import AppendOnly, ScopeTables
from council.meetings.sql import GUARDS


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("council", "0002_rules_as_clauses"),
        ("members", "0005_roll_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="차례")),
                (
                    "kind",
                    models.CharField(
                        choices=[("REPORT", "보고"), ("DELIBERATE", "심의"), ("DECIDE", "의결")],
                        max_length=10,
                        verbose_name="갈래",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="안건")),
                ("body", models.TextField(blank=True, max_length=8000, verbose_name="내용")),
                ("decides", models.CharField(blank=True, max_length=120, verbose_name="정하는 일")),
                ("decides_with", models.JSONField(blank=True, default=dict)),
                (
                    "matter",
                    models.CharField(
                        blank=True,
                        choices=[("", "보통 안건"), ("bylaw", "운영세칙을 고침"), ("dismissal", "위원 해촉")],
                        default="",
                        max_length=20,
                        verbose_name="의결의 갈래",
                    ),
                ),
                ("closed_reason", models.CharField(blank=True, max_length=200, verbose_name="공개하지 않는 까닭")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "남음"),
                            ("NOW", "지금"),
                            ("DONE", "끝남"),
                            ("PASSED", "가결"),
                            ("REJECTED", "부결"),
                            ("CARRIED", "다음으로"),
                        ],
                        default="WAITING",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="결과")),
                ("trouble", models.CharField(blank=True, max_length=500, verbose_name="기록하지 못한 까닭")),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="meetings.agendaitem",
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
                "verbose_name": "안건",
                "verbose_name_plural": "안건",
            },
        ),
        migrations.CreateModel(
            name="AgendaFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="파일 이름")),
                ("stored", models.CharField(max_length=120)),
                ("content_type", models.CharField(max_length=100)),
                ("added_at", models.DateTimeField()),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="meetings.agendaitem"
                    ),
                ),
            ],
            options={
                "verbose_name": "안건 자료",
                "verbose_name_plural": "안건 자료",
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("REGULAR", "정기회의"),
                            ("EXTRAORDINARY", "임시회의"),
                            ("COMMITTEE", "분과회의"),
                            ("BOARD", "임원회의"),
                        ],
                        max_length=14,
                        verbose_name="회의",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="해")),
                ("number", models.PositiveSmallIntegerField(verbose_name="차수")),
                (
                    "mode",
                    models.CharField(
                        choices=[("IN_PERSON", "모여서"), ("ONLINE", "온라인으로"), ("MIXED", "모여서, 온라인으로도")],
                        default="IN_PERSON",
                        max_length=10,
                        verbose_name="여는 방법",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="여는 때")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="곳")),
                ("link", models.URLField(blank=True, max_length=300, verbose_name="온라인 주소")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PLANNED", "준비 중"),
                            ("NOTICED", "알림"),
                            ("OPEN", "회의 중"),
                            ("CLOSED", "마침"),
                            ("CANCELLED", "취소"),
                        ],
                        default="PLANNED",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("called_by", models.CharField(blank=True, max_length=100, verbose_name="소집한 사람")),
                (
                    "callers",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="소집을 요구한 위원 수"),
                ),
                ("call_verdict", models.JSONField(blank=True, default=dict)),
                ("call_reason", models.CharField(blank=True, max_length=300, verbose_name="소집의 까닭")),
                ("notice_sent_at", models.DateTimeField(blank=True, null=True, verbose_name="알린 때")),
                ("notice_verdict", models.JSONField(blank=True, default=dict)),
                ("late_reason", models.CharField(blank=True, max_length=300, verbose_name="늦게 알린 까닭")),
                ("quorum_verdict", models.JSONField(blank=True, default=dict)),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="연 때")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="마친 때")),
                ("cancelled_why", models.CharField(blank=True, max_length=300, verbose_name="취소한 까닭")),
                (
                    "code_secret",
                    models.CharField(default=council.meetings.models.meeting.new_secret, editable=False, max_length=32),
                ),
                ("created_at", models.DateTimeField(verbose_name="만든 때")),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="council.committee",
                        verbose_name="분과",
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
                "verbose_name": "회의",
                "verbose_name_plural": "회의",
            },
        ),
        migrations.CreateModel(
            name="Convening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_at", models.DateTimeField(verbose_name="알린 때")),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="convenings", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name": "소집 통지",
                "verbose_name_plural": "소집 통지",
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("arrived_at", models.DateTimeField(verbose_name="온 때")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="나간 때")),
                ("online", models.BooleanField(default=False, verbose_name="온라인")),
                (
                    "door",
                    models.CharField(
                        choices=[("SECRETARY", "간사가 적음"), ("SELF", "스스로 확인")],
                        max_length=10,
                        verbose_name="적은 길",
                    ),
                ),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="거둔 때")),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name": "회의 출석",
                "verbose_name_plural": "회의 출석",
            },
        ),
        migrations.CreateModel(
            name="AllowanceLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("won", models.PositiveIntegerField(verbose_name="금액")),
                ("verdict", models.JSONField(default=dict, verbose_name="판정")),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allowances", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name": "회의 수당",
                "verbose_name_plural": "회의 수당",
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="meetings.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "쓰는 중"),
                            ("COMMENTS", "의견 받는 중"),
                            ("SIGNED", "서명함"),
                            ("PUBLISHED", "공개함"),
                        ],
                        default="DRAFT",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("body", models.JSONField(default=list, verbose_name="본문")),
                ("version", models.PositiveIntegerField(default=0)),
                ("correction_why", models.CharField(blank=True, max_length=300, verbose_name="고친 까닭")),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="서명한 때")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="공개한 때")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="공개할 날")),
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="meetings.meeting"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "회의록",
                "verbose_name_plural": "회의록",
            },
        ),
        migrations.CreateModel(
            name="MinutesComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="의견")),
                ("at", models.DateTimeField(verbose_name="쓴 때")),
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
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="meetings.minutes"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "회의록 의견",
                "verbose_name_plural": "회의록 의견",
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="나온 말")),
                ("version", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField(verbose_name="저장한 때")),
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
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="note", to="meetings.agendaitem"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "안건 기록",
                "verbose_name_plural": "안건 기록",
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("EXCLUDED", "제척"), ("CHALLENGED", "기피"), ("WITHDREW", "회피")],
                        max_length=10,
                        verbose_name="갈래",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="까닭")),
                ("at", models.DateTimeField(verbose_name="때")),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recusals", to="meetings.agendaitem"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "제척·기피·회피",
                "verbose_name_plural": "제척·기피·회피",
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("SHOW_OF_HANDS", "거수"),
                            ("BY_NAME", "기명"),
                            ("SECRET", "무기명"),
                            ("NO_OBJECTION", "이의 없음"),
                        ],
                        max_length=14,
                        verbose_name="방법",
                    ),
                ),
                ("motion", models.TextField(max_length=2000, verbose_name="물은 글")),
                ("enrolled", models.PositiveSmallIntegerField(verbose_name="재적")),
                ("present", models.PositiveSmallIntegerField(verbose_name="출석")),
                ("online", models.PositiveSmallIntegerField(default=0, verbose_name="온라인 출석")),
                ("recused", models.PositiveSmallIntegerField(default=0, verbose_name="제척")),
                ("in_favour", models.PositiveSmallIntegerField(verbose_name="찬성")),
                ("against", models.PositiveSmallIntegerField(verbose_name="반대")),
                ("abstained", models.PositiveSmallIntegerField(default=0, verbose_name="기권")),
                ("invalid", models.PositiveSmallIntegerField(default=0, verbose_name="무효")),
                ("chair_decides", models.BooleanField(blank=True, null=True)),
                ("verdict", models.JSONField(default=dict, verbose_name="판정")),
                ("taken_at", models.DateTimeField(verbose_name="표결한 때")),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="meetings.vote",
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="meetings.agendaitem"
                    ),
                ),
            ],
            options={
                "verbose_name": "표결",
                "verbose_name_plural": "표결",
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("correction_why", models.CharField(blank=True, max_length=300, verbose_name="바로잡은 까닭")),
                ("year", models.PositiveSmallIntegerField(verbose_name="해")),
                ("number", models.PositiveIntegerField(verbose_name="의결번호")),
                ("passed", models.BooleanField(verbose_name="가결")),
                ("text", models.TextField(max_length=4000, verbose_name="의결한 글")),
                ("verdict", models.JSONField(default=dict, verbose_name="판정")),
                ("judged_why", models.CharField(blank=True, max_length=300, verbose_name="판단한 까닭")),
                ("decided_at", models.DateTimeField(verbose_name="의결한 때")),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="meetings.resolution",
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "vote",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolution",
                        to="meetings.vote",
                    ),
                ),
            ],
            options={
                "verbose_name": "의결",
                "verbose_name_plural": "의결",
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[("FOR", "찬성"), ("AGAINST", "반대"), ("ABSTAIN", "기권")],
                        max_length=8,
                        verbose_name="선택",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="meetings.vote"
                    ),
                ),
            ],
            options={
                "verbose_name": "기명 투표",
                "verbose_name_plural": "기명 투표",
            },
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["council", "-starts_at", "-id"], name="meeting_latest"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                fields=("council", "year", "kind", "committee", "number"),
                name="meeting_number_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("committee__isnull", False), ("kind", "COMMITTEE")),
                    models.Q(models.Q(("kind", "COMMITTEE"), _negated=True), ("committee__isnull", True)),
                    _connector="OR",
                ),
                name="meeting_committee_for_its_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    models.Q(("closed_at__gte", models.F("opened_at")), ("opened_at__isnull", False)),
                    _connector="OR",
                ),
                name="meeting_times_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["OPEN", "CLOSED"]), _negated=True),
                    ("opened_at__isnull", False),
                    _connector="OR",
                ),
                name="meeting_open_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("status", "CLOSED")),
                    models.Q(models.Q(("status", "CLOSED"), _negated=True), ("closed_at__isnull", True)),
                    _connector="OR",
                ),
                name="meeting_closed_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "NOTICED"), _negated=True), ("notice_sent_at__isnull", False), _connector="OR"
                ),
                name="meeting_noticed_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "CANCELLED"), _negated=True),
                    models.Q(("cancelled_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="meeting_cancelled_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="convening",
            constraint=models.UniqueConstraint(fields=("council", "meeting", "user"), name="convening_once"),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["council", "meeting", "user"], name="meeting_attendance_list"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at__isnull", True), ("left_at__gte", models.F("arrived_at")), _connector="OR"
                ),
                name="meeting_attendance_times_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                expressions=[
                    (models.Func(models.F("meeting_id"), function="portal_point"), "&&"),
                    (models.Func(models.F("user_id"), function="portal_point"), "&&"),
                    (models.Func(models.F("arrived_at"), models.F("left_at"), function="tstzrange"), "&&"),
                ],
                name="meeting_attendance_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="allowanceline",
            constraint=models.UniqueConstraint(fields=("council", "meeting", "user"), name="allowance_once"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("council", "meeting", "number"),
                name="agenda_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="agenda_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("ended_at__gte", models.F("started_at")), _connector="OR"
                ),
                name="agenda_times_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "NOW")), fields=("council", "meeting"), name="agenda_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(fields=("council", "meeting", "number"), name="minutes_number_once"),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("correction_why", ""), _negated=True), _connector="OR"),
                name="minutes_version_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at__isnull", True),
                    models.Q(("published_at__gte", models.F("signed_at")), ("signed_at__isnull", False)),
                    _connector="OR",
                ),
                name="minutes_signed_before_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(fields=("council", "item", "user"), name="recusal_once"),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="recusal_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "present__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("recused"), "+", models.F("in_favour")
                                    ),
                                    "+",
                                    models.F("against"),
                                ),
                                "+",
                                models.F("abstained"),
                            ),
                            "+",
                            models.F("invalid"),
                        ),
                    )
                ),
                name="vote_within_those_present",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(("enrolled__gte", models.F("present"))), name="vote_present_within_enrolled"
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(("present__gte", models.F("online"))), name="vote_online_within_present"
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects", None)), fields=("council", "item"), name="vote_once"
            ),
        ),
        migrations.AddIndex(
            model_name="resolution",
            index=models.Index(fields=["council", "-year", "-number"], name="resolution_register"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(fields=("council", "year", "number"), name="resolution_number_once"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects", None)), fields=("council", "item"), name="resolution_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("correction_why", ""), ("corrects", None)),
                    models.Q(("corrects__isnull", False), models.Q(("correction_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="resolution_correction_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(fields=("council", "vote", "user"), name="ballot_once"),
        ),
        *[migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in GUARDS],
        ScopeTables("meetings"),
        AppendOnly("meetings_convening"),
        AppendOnly("meetings_vote"),
        AppendOnly("meetings_ballot"),
        AppendOnly("meetings_resolution"),
    ]
