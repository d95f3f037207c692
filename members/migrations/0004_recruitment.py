"""Recruitment, applications, draws, the reserve list and succession, with their guards."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from council.common.rls import AppendOnly, ScopeTables
from members.sql_recruitment import RECRUITMENT_GUARDS


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0002_rules_as_clauses"),
        ("members", "0003_roll"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recruitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(help_text="예: 2027년 주민자치회 위원 모집", max_length=80, verbose_name="이름"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("REGULAR", "정기 모집"), ("VACANCY", "빈자리 모집"), ("FIRST", "첫 구성")],
                        default="REGULAR",
                        max_length=8,
                        verbose_name="갈래",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PREPARING", "준비"),
                            ("ANNOUNCED", "접수"),
                            ("CLOSED", "접수 마감"),
                            ("SCREENING", "심사"),
                            ("TRAINING", "교육"),
                            ("FROZEN", "명단 굳힘"),
                            ("DRAWN", "추첨함"),
                            ("SENT", "명부 보냄"),
                            ("APPOINTED", "위촉함"),
                            ("CANCELLED", "취소"),
                        ],
                        default="PREPARING",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("begun_on", models.DateField(verbose_name="절차를 시작한 날")),
                ("seats", models.PositiveSmallIntegerField(help_text="주민자치회 전체의 위원 수", verbose_name="정원")),
                ("places", models.PositiveSmallIntegerField(verbose_name="뽑는 자리")),
                ("quota_verdict", models.JSONField(blank=True, default=dict, verbose_name="자리를 나눈 근거")),
                ("quota_reason", models.CharField(blank=True, max_length=300, verbose_name="자리를 나눈 까닭")),
                ("opens_on", models.DateField(verbose_name="접수 시작")),
                ("closes_on", models.DateField(verbose_name="접수 마지막 날")),
                ("draw_on", models.DateField(verbose_name="추첨일")),
                ("draw_place", models.CharField(blank=True, max_length=80, verbose_name="추첨 장소")),
                ("term_starts_on", models.DateField(verbose_name="임기 첫날")),
                ("term_ends_on", models.DateField(verbose_name="임기가 끝난 다음 날")),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="알리는 글")),
                ("papers", models.TextField(blank=True, max_length=1000, verbose_name="낼 서류")),
                ("announced_on", models.DateField(blank=True, null=True, verbose_name="공고한 날")),
                ("list_sent_on", models.DateField(blank=True, null=True, verbose_name="명부를 보낸 날")),
                ("appointed_on", models.DateField(blank=True, null=True, verbose_name="위촉한 날")),
                ("cancel_reason", models.CharField(blank=True, max_length=300, verbose_name="취소한 까닭")),
                ("created_at", models.DateTimeField(verbose_name="만든 때")),
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
                    "created_by",
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
                "verbose_name": "위원 모집",
                "verbose_name_plural": "위원 모집",
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveSmallIntegerField(verbose_name="몇 번째")),
                (
                    "status",
                    models.CharField(
                        choices=[("FROZEN", "명단 굳힘"), ("DRAWN", "추첨함"), ("VOID", "무효")],
                        default="FROZEN",
                        max_length=6,
                        verbose_name="상태",
                    ),
                ),
                ("list_text", models.TextField(verbose_name="굳힌 명단")),
                ("list_sha256", models.CharField(max_length=64, verbose_name="명단의 SHA-256")),
                ("candidate_count", models.PositiveIntegerField(verbose_name="후보")),
                ("seed_source", models.CharField(max_length=300, verbose_name="번호를 뽑는 방법")),
                ("officers", models.JSONField(default=list, verbose_name="추첨위원")),
                ("numbers_needed", models.PositiveSmallIntegerField(verbose_name="번호의 수")),
                (
                    "terms_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="규칙이 정하지 않아 사람이 정한 까닭"),
                ),
                ("terms_verdicts", models.JSONField(blank=True, default=dict, verbose_name="비율과 예비후보의 근거")),
                ("frozen_at", models.DateTimeField(verbose_name="굳힌 때")),
                ("seed", models.CharField(blank=True, max_length=64, verbose_name="씨앗")),
                ("result_sha256", models.CharField(blank=True, max_length=64, verbose_name="결과의 SHA-256")),
                ("drawn_at", models.DateTimeField(blank=True, null=True, verbose_name="추첨한 때")),
                ("void_at", models.DateTimeField(blank=True, null=True, verbose_name="무효로 한 때")),
                ("void_reason", models.CharField(blank=True, max_length=300, verbose_name="무효로 한 까닭")),
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
                    "drawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_by",
                        to="members.draw",
                        verbose_name="앞의 추첨",
                    ),
                ),
                (
                    "void_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recruitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draws", to="members.recruitment"
                    ),
                ),
            ],
            options={
                "verbose_name": "추첨",
                "verbose_name_plural": "추첨",
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "쓰는 중"),
                            ("SUBMITTED", "접수"),
                            ("ACCEPTED", "적격"),
                            ("REJECTED", "부적격"),
                            ("WITHDRAWN", "취하"),
                        ],
                        default="DRAFT",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("ONLINE", "누리집"), ("PAPER", "종이")],
                        default="ONLINE",
                        max_length=6,
                        verbose_name="낸 방법",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=12, verbose_name="접수 번호")),
                ("name", models.CharField(blank=True, max_length=30, verbose_name="이름")),
                ("born_on", models.DateField(blank=True, null=True, verbose_name="생년월일")),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("female", "여성"), ("male", "남성")], max_length=6, verbose_name="성별"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="전화")),
                ("address", models.CharField(blank=True, max_length=100, verbose_name="주소")),
                ("eligibility", models.CharField(blank=True, max_length=40, verbose_name="자격")),
                ("occupation", models.CharField(blank=True, max_length=40, verbose_name="직업")),
                ("household", models.CharField(blank=True, max_length=40, verbose_name="세대")),
                ("recommended_by", models.CharField(blank=True, max_length=60, verbose_name="추천한 기관·단체")),
                ("motive", models.TextField(blank=True, max_length=1000, verbose_name="하고 싶은 일")),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("consent_version", models.CharField(blank=True, max_length=20, verbose_name="동의한 글의 판")),
                ("consent_at", models.DateTimeField(blank=True, null=True, verbose_name="동의한 때")),
                ("show_name", models.BooleanField(default=False, verbose_name="결과에 이름을 모두 보임")),
                ("started_at", models.DateTimeField(verbose_name="쓰기 시작한 때")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="낸 때")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="취하한 때")),
                ("withdraw_reason", models.CharField(blank=True, max_length=200, verbose_name="취하한 까닭")),
                ("verdict", models.JSONField(blank=True, default=dict, verbose_name="규칙이 말하는 것")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="정한 때")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="정한 까닭")),
                ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="개인정보를 지운 때")),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recruitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="members.recruitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "지원",
                "verbose_name_plural": "지원",
            },
        ),
        migrations.CreateModel(
            name="RecruitmentTrack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("track", models.SlugField(max_length=40, verbose_name="갈래")),
                ("label", models.CharField(max_length=40, verbose_name="이름")),
                (
                    "by",
                    models.CharField(
                        choices=[
                            ("draw", "추첨"),
                            ("committee", "선정위원회"),
                            ("recommendation", "추천"),
                            ("appointment", "위촉"),
                        ],
                        default="draw",
                        max_length=14,
                        verbose_name="뽑는 방법",
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(verbose_name="자리")),
                ("article", models.CharField(blank=True, max_length=80, verbose_name="근거 조문")),
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
                    "recruitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tracks", to="members.recruitment"
                    ),
                ),
            ],
            options={
                "verbose_name": "모집 갈래",
                "verbose_name_plural": "모집 갈래",
            },
        ),
        migrations.CreateModel(
            name="DrawCandidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidacies",
                        to="members.application",
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
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="members.draw"
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.recruitmenttrack"
                    ),
                ),
            ],
            options={
                "verbose_name": "추첨 후보",
                "verbose_name_plural": "추첨 후보",
            },
        ),
        migrations.AddField(
            model_name="application",
            name="track",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="members.recruitmenttrack",
            ),
        ),
        migrations.CreateModel(
            name="Reserve",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveIntegerField(verbose_name="순위")),
                ("listed_on", models.DateField(verbose_name="명단에 오른 날")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="명단의 마지막 날")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "기다림"),
                            ("ASKED", "물어봄"),
                            ("ACCEPTED", "맡기로 함"),
                            ("DECLINED", "사양함"),
                            ("APPOINTED", "위촉됨"),
                            ("REMOVED", "빠짐"),
                        ],
                        default="WAITING",
                        max_length=9,
                        verbose_name="상태",
                    ),
                ),
                ("state_reason", models.CharField(blank=True, max_length=200, verbose_name="까닭")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reserves", to="members.application"
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
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reserves", to="members.draw"
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reserves",
                        to="members.recruitmenttrack",
                    ),
                ),
            ],
            options={
                "verbose_name": "예비후보",
                "verbose_name_plural": "예비후보",
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("OPEN", "이을 사람을 찾는 중"), ("FILLED", "채움"), ("LEFT", "채우지 않음")],
                        default="OPEN",
                        max_length=6,
                        verbose_name="상태",
                    ),
                ),
                ("vacant_on", models.DateField(verbose_name="자리가 빈 날")),
                ("term_ends_on", models.DateField(verbose_name="이어받는 임기가 끝난 다음 날")),
                ("verdict", models.JSONField(blank=True, default=dict, verbose_name="규칙이 말하는 것")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="사람이 정한 까닭")),
                ("decided_at", models.DateTimeField(verbose_name="정한 때")),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "filled_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="succeeded",
                        to="members.membership",
                        verbose_name="이은 위원",
                    ),
                ),
                (
                    "vacated",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="succession", to="members.membership"
                    ),
                ),
            ],
            options={
                "verbose_name": "자리 이음",
                "verbose_name_plural": "자리 이음",
            },
        ),
        migrations.CreateModel(
            name="ReserveCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(verbose_name="물어본 때")),
                ("answer_by", models.DateField(verbose_name="답할 날")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("WAITING", "답 기다림"),
                            ("ACCEPTED", "맡겠다고 함"),
                            ("DECLINED", "사양함"),
                            ("NO_ANSWER", "기한까지 답 없음"),
                        ],
                        default="WAITING",
                        max_length=9,
                        verbose_name="답",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="답한 때")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="적은 말")),
                (
                    "asked_by",
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
                    "instead_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="members.application",
                    ),
                ),
                (
                    "reserve",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="members.reserve"
                    ),
                ),
                (
                    "succession",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="members.succession",
                    ),
                ),
            ],
            options={
                "verbose_name": "예비후보에게 물음",
                "verbose_name_plural": "예비후보에게 물음",
            },
        ),
        migrations.CreateModel(
            name="TrainingSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course", models.CharField(max_length=80, verbose_name="교육 이름")),
                ("held_on", models.DateField(verbose_name="교육한 날")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="시간")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="장소")),
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
                    "recruitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="members.recruitment"
                    ),
                ),
            ],
            options={
                "verbose_name": "교육",
                "verbose_name_plural": "교육",
            },
        ),
        migrations.CreateModel(
            name="SessionAttendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noted_at", models.DateTimeField(verbose_name="적은 때")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="members.application",
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
                    "training",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.training",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="members.trainingsession",
                    ),
                ),
            ],
            options={
                "verbose_name": "교육 출석",
                "verbose_name_plural": "교육 출석",
            },
        ),
        migrations.CreateModel(
            name="ApplicationProof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("IMAGE", "사진"), ("PDF", "PDF")], max_length=5)),
                ("title", models.CharField(max_length=100, verbose_name="파일 이름")),
                ("file_name", models.CharField(max_length=120)),
                ("size", models.PositiveIntegerField(verbose_name="크기")),
                ("uploaded_at", models.DateTimeField(verbose_name="올린 때")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="지운 때")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proofs", to="members.application"
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "증빙 서류",
                "verbose_name_plural": "증빙 서류",
                "indexes": [models.Index(fields=["application"], name="application_proof_list")],
            },
        ),
        migrations.CreateModel(
            name="DrawNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="차례")),
                ("value", models.CharField(max_length=9, verbose_name="번호")),
                ("officer", models.CharField(max_length=30, verbose_name="추첨위원")),
                ("entered_at", models.DateTimeField(verbose_name="넣은 때")),
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
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="numbers", to="members.draw"
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
            ],
            options={
                "verbose_name": "뽑은 번호",
                "verbose_name_plural": "뽑은 번호",
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "position"), name="draw_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("value__regex", "^[0-9]{1,9}$")), name="draw_number_digits"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField(verbose_name="나온 차례")),
                ("key", models.CharField(max_length=64, verbose_name="순서 값")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("seated", "뽑힘"),
                            ("track_full", "그 갈래의 자리가 다 참"),
                            ("limit_full", "그 성별로 뽑을 수 있는 수가 다 참"),
                            ("kept_free", "다른 자리가 비지 않도록 넘김"),
                            ("household", "같은 세대의 다른 사람이 앞섬"),
                        ],
                        max_length=10,
                        verbose_name="결과",
                    ),
                ),
                ("reserve_rank", models.PositiveIntegerField(blank=True, null=True, verbose_name="예비 순위")),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="result", to="members.drawcandidate"
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
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results", to="members.draw"
                    ),
                ),
            ],
            options={
                "verbose_name": "추첨 결과",
                "verbose_name_plural": "추첨 결과",
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "order"), name="draw_result_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserve_rank__isnull", True),
                            models.Q(("outcome", "seated"), _negated=True),
                            _connector="OR",
                        ),
                        name="draw_result_seat_or_reserve",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="recruitment",
            index=models.Index(fields=["council", "-begun_on"], name="recruitment_list"),
        ),
        migrations.AddConstraint(
            model_name="recruitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens_on__lte", models.F("closes_on"))), name="recruitment_dates_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="recruitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__lt", models.F("draw_on"))), name="recruitment_draw_after_close"
            ),
        ),
        migrations.AddConstraint(
            model_name="recruitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("term_starts_on__lt", models.F("term_ends_on"))), name="recruitment_term_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="recruitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("places__gte", 1), ("places__lte", models.F("seats"))),
                name="recruitment_places_in_seats",
            ),
        ),
        migrations.AddConstraint(
            model_name="recruitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("announced_on__isnull", False), ("status__in", ["PREPARING", "CANCELLED"]), _connector="OR"
                ),
                name="recruitment_announced_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="recruitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("list_sent_on__isnull", False),
                    models.Q(("status__in", ["SENT", "APPOINTED"]), _negated=True),
                    _connector="OR",
                ),
                name="recruitment_sent_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="recruitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "CANCELLED"), _negated=True),
                    models.Q(("cancel_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="recruitment_cancelled_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.UniqueConstraint(fields=("recruitment", "attempt"), name="draw_attempt_once"),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "VOID"), _negated=True), fields=("recruitment",), name="draw_one_valid"
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "list_sha256",
                        models.Func(
                            models.Func(
                                models.Func(models.F("list_text"), models.Value("UTF8"), function="convert_to"),
                                function="sha256",
                                output_field=models.BinaryField(),
                            ),
                            models.Value("hex"),
                            function="encode",
                            output_field=models.TextField(),
                        ),
                    )
                ),
                name="draw_list_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "DRAWN"), _negated=True),
                    models.Q(
                        ("drawn_at__isnull", False),
                        models.Q(("seed", ""), _negated=True),
                        models.Q(("result_sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="draw_result_after_seed",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "VOID"), _negated=True),
                    models.Q(("void_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="draw_void_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(("numbers_needed__gte", 1)), name="draw_needs_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="recruitmenttrack",
            constraint=models.UniqueConstraint(fields=("recruitment", "track"), name="recruitment_track_once"),
        ),
        migrations.AddConstraint(
            model_name="drawcandidate",
            constraint=models.UniqueConstraint(fields=("draw", "application"), name="draw_candidate_once"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["recruitment", "status", "number"], name="application_list"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["council", "user"], name="application_person"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(fields=("recruitment", "user"), name="application_one_each"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("recruitment", "number"),
                name="application_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["DRAFT", "WITHDRAWN"]),
                    models.Q(
                        ("submitted_at__isnull", False),
                        ("track__isnull", False),
                        models.Q(("number", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="application_sent_has_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["ACCEPTED", "REJECTED"]), _negated=True),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="application_decided_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "REJECTED"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="application_rejection_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["DRAFT", "WITHDRAWN"]), ("consent_at__isnull", False), _connector="OR"
                ),
                name="application_with_consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "PAPER"), _negated=True), ("entered_by__isnull", False), _connector="OR"
                ),
                name="application_paper_entered_by",
            ),
        ),
        migrations.AddIndex(
            model_name="reserve",
            index=models.Index(fields=["council", "state", "rank"], name="reserve_list"),
        ),
        migrations.AddConstraint(
            model_name="reserve",
            constraint=models.UniqueConstraint(fields=("draw", "application"), name="reserve_person_once"),
        ),
        migrations.AddConstraint(
            model_name="reserve",
            constraint=models.UniqueConstraint(
                fields=("draw", "track", "rank"), name="reserve_rank_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="reserve",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["DECLINED", "REMOVED"]), _negated=True),
                    models.Q(("state_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="reserve_out_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("filled_by__isnull", False), ("state", "FILLED")),
                    models.Q(models.Q(("state", "FILLED"), _negated=True), ("filled_by__isnull", True)),
                    _connector="OR",
                ),
                name="succession_filled_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservecall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("instead_of__isnull", True), ("succession__isnull", False)),
                    models.Q(("instead_of__isnull", False), ("succession__isnull", True)),
                    _connector="OR",
                ),
                name="reserve_call_for_one_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservecall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer__in", ["WAITING", "ACCEPTED"])),
                fields=("succession",),
                name="reserve_call_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservecall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer__in", ["WAITING", "ACCEPTED"])),
                fields=("instead_of",),
                name="reserve_call_one_for_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservecall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer__in", ["WAITING", "ACCEPTED"])),
                fields=("reserve",),
                name="reserve_call_one_seat_each",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservecall",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", "WAITING"), ("answered_at__isnull", False), _connector="OR"),
                name="reserve_call_answer_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gte", 1), ("hours__lte", 24)), name="training_session_hours"
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingsession",
            constraint=models.UniqueConstraint(
                fields=("recruitment", "course", "held_on"), name="training_session_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionattendance",
            constraint=models.UniqueConstraint(fields=("session", "application"), name="session_attendance_once"),
        ),
        *[migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in RECRUITMENT_GUARDS],
        ScopeTables("members"),
        AppendOnly("members_drawcandidate"),
        AppendOnly("members_drawnumber"),
        AppendOnly("members_drawresult"),
    ]
