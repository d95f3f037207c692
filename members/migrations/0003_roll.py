"""The roll: appointments, endings, elections, personal data, training and attendance, with their guards."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from council.common.rls import AppendOnly, ScopeTables
from members.sql import FILL, GUARDS


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0001_initial"),
        ("members", "0002_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="해")),
                ("number", models.PositiveIntegerField(verbose_name="위촉번호")),
                ("appointed_on", models.DateField(verbose_name="위촉한 날")),
                (
                    "appointer",
                    models.CharField(blank=True, help_text="예: 성동구청장", max_length=60, verbose_name="위촉한 사람"),
                ),
                ("list_sent_on", models.DateField(blank=True, null=True, verbose_name="명부를 보낸 날")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="덧붙임")),
                ("verdict", models.JSONField(blank=True, default=dict, verbose_name="판정")),
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
                    "recorded_by",
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
                "verbose_name": "위촉",
                "verbose_name_plural": "위촉",
                "constraints": [
                    models.UniqueConstraint(fields=("council", "year", "number"), name="appointment_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("list_sent_on__isnull", True),
                            ("list_sent_on__lte", models.F("appointed_on")),
                            _connector="OR",
                        ),
                        name="appointment_after_its_list",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Election",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16, verbose_name="직책")),
                ("held_on", models.DateField(verbose_name="뽑은 날")),
                (
                    "meeting",
                    models.CharField(blank=True, help_text="예: 제1차 정기회의", max_length=60, verbose_name="회의"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("SECRET_BALLOT", "비밀투표"),
                            ("MUTUAL", "호선"),
                            ("APPOINTMENT", "지명"),
                            ("RECOMMENDATION", "추천"),
                        ],
                        max_length=16,
                        verbose_name="뽑은 방법",
                    ),
                ),
                ("candidates", models.PositiveSmallIntegerField(default=1, verbose_name="후보")),
                ("enrolled", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="재적")),
                ("present", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="출석")),
                ("votes_cast", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="투표수")),
                ("in_favour", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="얻은 표")),
                ("verdict", models.JSONField(blank=True, default=dict, verbose_name="판정")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="사람이 판단한 까닭")),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elections",
                        to="council.committee",
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
                    "recorded_by",
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
                "verbose_name": "임원 선출",
                "verbose_name_plural": "임원 선출",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("candidates__gte", 1)), name="election_has_a_candidate"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_favour__isnull", True),
                            ("votes_cast__isnull", True),
                            ("in_favour__lte", models.F("votes_cast")),
                            _connector="OR",
                        ),
                        name="election_votes_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("votes_cast__isnull", True),
                            ("present__isnull", True),
                            ("votes_cast__lte", models.F("present")),
                            _connector="OR",
                        ),
                        name="election_voters_present",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("present__isnull", True),
                            ("enrolled__isnull", True),
                            ("present__lte", models.F("enrolled")),
                            _connector="OR",
                        ),
                        name="election_present_enrolled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("born_on", models.DateField(blank=True, null=True, verbose_name="생년월일")),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("FEMALE", "여성"), ("MALE", "남성")], max_length=6, verbose_name="성별"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="전화")),
                ("address", models.CharField(blank=True, max_length=100, verbose_name="주소")),
                ("eligibility", models.CharField(blank=True, max_length=40, verbose_name="자격")),
                ("occupation", models.CharField(blank=True, max_length=40, verbose_name="하는 일")),
                ("residence", models.CharField(blank=True, max_length=40, verbose_name="통·리·마을")),
                (
                    "household",
                    models.CharField(
                        blank=True,
                        help_text="한 세대에 여럿이면 같은 이름을 쓰십시오",
                        max_length=40,
                        verbose_name="세대",
                    ),
                ),
                ("consent_version", models.CharField(blank=True, max_length=20, verbose_name="동의한 글의 판")),
                ("consented_at", models.DateTimeField(blank=True, null=True, verbose_name="동의한 때")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personal_records",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "개인정보",
                "verbose_name_plural": "개인정보",
                "indexes": [models.Index(fields=["council", "household"], name="personal_record_household")],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "user"), name="personal_record_once"),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["", "FEMALE", "MALE"])), name="personal_record_sex"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent_version", ""), ("consented_at__isnull", True)),
                            models.Q(models.Q(("consent_version", ""), _negated=True), ("consented_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="personal_record_consent_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course", models.CharField(max_length=80, verbose_name="교육 이름")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="시간")),
                ("held_on", models.DateField(verbose_name="교육을 마친 날")),
                ("certificate", models.CharField(blank=True, max_length=120, verbose_name="수료증")),
                ("certificate_type", models.CharField(blank=True, max_length=20)),
                ("certificate_name", models.CharField(blank=True, max_length=120, verbose_name="파일 이름")),
                ("recorded_at", models.DateTimeField(verbose_name="적은 때")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="거둔 때")),
                ("withdrawn_why", models.CharField(blank=True, max_length=200, verbose_name="거둔 까닭")),
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
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "교육",
                "verbose_name_plural": "교육",
                "indexes": [models.Index(fields=["council", "user", "held_on"], name="training_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 100)), name="training_hours_in_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_why", "")),
                            models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="training_withdrawn_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("council", "user", "course", "held_on"),
                        name="training_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField(verbose_name="회의한 날")),
                ("meeting", models.CharField(max_length=60, verbose_name="회의")),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("PRESENT", "출석"),
                            ("ONLINE", "온라인 출석"),
                            ("ABSENT", "결석"),
                            ("EXCUSED", "사유 있는 결석"),
                        ],
                        max_length=8,
                        verbose_name="출석",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "출석",
                "verbose_name_plural": "출석",
                "indexes": [models.Index(fields=["council", "held_on"], name="attendance_of_meeting")],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "user", "held_on", "meeting"), name="attendance_once"),
                    models.CheckConstraint(
                        condition=models.Q(("presence__in", ["PRESENT", "ONLINE", "ABSENT", "EXCUSED"])),
                        name="attendance_presence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("RESIGNED", "사임"),
                            ("DISMISSED", "해촉"),
                            ("LOST", "자격 상실"),
                            ("WITHDRAWN", "위촉 거둠"),
                        ],
                        max_length=10,
                        verbose_name="갈래",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True, help_text="조례에 적힌 사유의 이름", max_length=40, verbose_name="사유"
                    ),
                ),
                ("article", models.CharField(blank=True, max_length=120, verbose_name="근거 조문")),
                ("verdict", models.JSONField(blank=True, default=dict, verbose_name="판정")),
                ("decided_on", models.DateField(verbose_name="정한 날")),
                ("effective_on", models.DateField(verbose_name="위원이 아닌 첫날")),
                (
                    "barred_until",
                    models.DateField(
                        blank=True,
                        help_text="이 날의 전날까지는 위촉할 수 없습니다",
                        null=True,
                        verbose_name="다시 위촉할 수 있는 첫날",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="까닭")),
                ("recorded_at", models.DateTimeField(verbose_name="적은 때")),
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
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="endings", to="members.membership"
                    ),
                ),
                (
                    "recorded_by",
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
                "verbose_name": "임기 끝냄",
                "verbose_name_plural": "임기 끝냄",
                "indexes": [models.Index(fields=["council", "membership"], name="ending_of_membership")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="ending_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "LOST"), _negated=True),
                            models.Q(("ground", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ending_loss_has_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("barred_until__isnull", True),
                            ("barred_until__gt", models.F("effective_on")),
                            _connector="OR",
                        ),
                        name="ending_bar_comes_after",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="eligibility",
            field=models.CharField(blank=True, max_length=40, verbose_name="자격"),
        ),
        migrations.AddField(
            model_name="membership",
            name="nth",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="몇 번째 임기"),
        ),
        migrations.AddField(
            model_name="membership",
            name="predecessor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successors",
                to="members.membership",
                verbose_name="앞사람",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="serial",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="차례"),
        ),
        migrations.AlterField(
            model_name="membership",
            name="track",
            field=models.CharField(default="OPEN", max_length=40, verbose_name="뽑힌 길"),
        ),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name="전자우편"),
        ),
        migrations.AddField(
            model_name="membership",
            name="appointment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="members.appointment",
                verbose_name="위촉",
            ),
        ),
        *[migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in FILL],
        migrations.AlterField(
            model_name="membership",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="members.appointment",
                verbose_name="위촉",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(condition=models.Q(("nth__gte", 1)), name="membership_nth_from_one"),
        ),
        migrations.AddField(
            model_name="office",
            name="election",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offices",
                to="members.election",
            ),
        ),
        *[migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in GUARDS],
        ScopeTables("members"),
        AppendOnly("members_appointment"),
        AppendOnly("members_election"),
        AppendOnly("members_ending"),
    ]
