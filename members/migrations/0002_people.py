"""Residencies, terms, offices, posts, invitations and consents, behind the wall between councils."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from council.common.rls import AppendOnly, ScopeTables


class Migration(migrations.Migration):
    dependencies = [
        ("council", "__first__"),
        ("members", "0001_user"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommitteeMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="시작한 날")),
                (
                    "ends_on",
                    models.DateField(blank=True, help_text="이 날의 전날까지입니다", null=True, verbose_name="끝난 날"),
                ),
                ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="끝난 까닭")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="council.committee"
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
                        related_name="committee_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "분과원",
                "verbose_name_plural": "분과원",
                "indexes": [models.Index(fields=["council", "committee"], name="committee_membership_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="committee_membership_dates_in_order",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.Func(models.F("council_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("user_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("committee_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("starts_on"), models.F("ends_on"), function="daterange"), "&&"),
                        ],
                        name="committee_membership_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PRIVACY", "개인정보 수집과 이용"),
                            ("TERMS", "이용 약관"),
                            ("AGE_14", "만 14세 이상"),
                            ("NEWS", "동네 소식 전자우편"),
                            ("SHOW_NAME", "제안에 이름 보이기"),
                        ],
                        max_length=12,
                        verbose_name="갈래",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("GIVEN", "동의"), ("WITHDRAWN", "거둠")], max_length=10, verbose_name="대답"
                    ),
                ),
                ("version", models.CharField(max_length=20, verbose_name="글의 판")),
                ("at", models.DateTimeField(verbose_name="때")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "동의",
                "verbose_name_plural": "동의",
                "indexes": [models.Index(fields=["user", "kind", "-at"], name="consent_latest")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="전자우편")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CHAIR", "회장"),
                            ("SECRETARY", "간사"),
                            ("AUDITOR", "감사"),
                            ("OFFICIAL", "읍면동 담당"),
                            ("HEAD", "읍면동장"),
                        ],
                        max_length=16,
                        verbose_name="자리",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64)),
                ("invited_at", models.DateTimeField(verbose_name="부른 때")),
                ("expires_at", models.DateTimeField(verbose_name="기한")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="받아들인 때")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="거둔 때")),
                (
                    "accepted_by",
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
                    "invited_by",
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
                "verbose_name": "초대",
                "verbose_name_plural": "초대",
                "constraints": [
                    models.UniqueConstraint(fields=("council", "token_hash"), name="invitation_token_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="시작한 날")),
                (
                    "ends_on",
                    models.DateField(blank=True, help_text="이 날의 전날까지입니다", null=True, verbose_name="끝난 날"),
                ),
                ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="끝난 까닭")),
                (
                    "track",
                    models.CharField(
                        choices=[("OPEN", "공개모집"), ("RECOMMENDED", "추천"), ("RESERVE", "예비후보")],
                        default="OPEN",
                        max_length=12,
                        verbose_name="뽑힌 길",
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
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "위원",
                "verbose_name_plural": "위원",
                "indexes": [models.Index(fields=["council", "ends_on"], name="membership_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="membership_dates_in_order",
                    ),
                    models.CheckConstraint(condition=models.Q(("ends_on__isnull", False)), name="membership_has_end"),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.Func(models.F("council_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("user_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("starts_on"), models.F("ends_on"), function="daterange"), "&&"),
                        ],
                        name="membership_one_term_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="시작한 날")),
                (
                    "ends_on",
                    models.DateField(blank=True, help_text="이 날의 전날까지입니다", null=True, verbose_name="끝난 날"),
                ),
                ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="끝난 까닭")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CHAIR", "회장"),
                            ("VICE_CHAIR", "부회장"),
                            ("SECRETARY", "간사"),
                            ("AUDITOR", "감사"),
                            ("COMMITTEE_HEAD", "분과장"),
                        ],
                        max_length=16,
                        verbose_name="직책",
                    ),
                ),
                ("seat", models.PositiveSmallIntegerField(default=1, verbose_name="자리")),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="heads",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offices", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "임원",
                "verbose_name_plural": "임원",
                "indexes": [models.Index(fields=["council", "user"], name="office_holder")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="office_dates_in_order",
                    ),
                    models.CheckConstraint(condition=models.Q(("seat__gte", 1)), name="office_seat_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("committee__isnull", False), ("kind", "COMMITTEE_HEAD")),
                            models.Q(models.Q(("kind", "COMMITTEE_HEAD"), _negated=True), ("committee__isnull", True)),
                            _connector="OR",
                        ),
                        name="office_committee_for_its_head",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.Func(models.F("council_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("kind"), function="portal_point"), "&&"),
                            (models.Func(models.F("seat"), function="portal_point"), "&&"),
                            (models.Func(models.F("committee_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("starts_on"), models.F("ends_on"), function="daterange"), "&&"),
                        ],
                        name="office_one_holder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficialPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="시작한 날")),
                (
                    "ends_on",
                    models.DateField(blank=True, help_text="이 날의 전날까지입니다", null=True, verbose_name="끝난 날"),
                ),
                ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="끝난 까닭")),
                (
                    "kind",
                    models.CharField(
                        choices=[("OFFICIAL", "읍면동 담당"), ("HEAD", "읍면동장")], max_length=8, verbose_name="자리"
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
                        related_name="official_posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "읍면동 담당 공무원",
                "verbose_name_plural": "읍면동 담당 공무원",
                "indexes": [models.Index(fields=["council", "user"], name="official_post_holder")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="official_post_dates_in_order",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "HEAD")),
                        expressions=[
                            (models.Func(models.F("council_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("starts_on"), models.F("ends_on"), function="daterange"), "&&"),
                        ],
                        name="official_post_one_head",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.Func(models.F("council_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("user_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("kind"), function="portal_point"), "&&"),
                            (models.Func(models.F("starts_on"), models.F("ends_on"), function="daterange"), "&&"),
                        ],
                        name="official_post_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlatformPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="시작한 날")),
                (
                    "ends_on",
                    models.DateField(blank=True, help_text="이 날의 전날까지입니다", null=True, verbose_name="끝난 날"),
                ),
                ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="끝난 까닭")),
                (
                    "kind",
                    models.CharField(
                        choices=[("DISTRICT", "시군구 담당"), ("OPERATOR", "운영자")], max_length=8, verbose_name="자리"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="council.region",
                        verbose_name="시군구",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="platform_posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "시군구 담당과 운영자",
                "verbose_name_plural": "시군구 담당과 운영자",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="platform_post_dates_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "DISTRICT"), ("region__isnull", False)),
                            models.Q(("kind", "OPERATOR"), ("region__isnull", True)),
                            _connector="OR",
                        ),
                        name="platform_post_region_by_kind",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.Func(models.F("user_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("kind"), function="portal_point"), "&&"),
                            (models.Func(models.F("region_id"), function="portal_point"), "&&"),
                            (models.Func(models.F("starts_on"), models.F("ends_on"), function="daterange"), "&&"),
                        ],
                        name="platform_post_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Residency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PENDING", "확인 기다림"),
                            ("VERIFIED", "확인함"),
                            ("REFUSED", "확인 못 함"),
                            ("ENDED", "끝남"),
                        ],
                        default="PENDING",
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("ADDRESS", "이 동네에 삽니다"),
                            ("WORKPLACE", "이 동네에서 일합니다"),
                            ("SCHOOL", "이 동네 학교나 단체에 다닙니다"),
                        ],
                        default="ADDRESS",
                        max_length=10,
                        verbose_name="까닭",
                    ),
                ),
                (
                    "address_hint",
                    models.CharField(
                        blank=True, help_text="예: 마장로 3길, 현대아파트", max_length=40, verbose_name="사는 곳"
                    ),
                ),
                ("requested_at", models.DateTimeField(verbose_name="신청한 때")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[("IN_PERSON", "만나서 확인"), ("CODE", "확인 번호")],
                        max_length=9,
                        verbose_name="확인한 방법",
                    ),
                ),
                ("code_hash", models.CharField(blank=True, max_length=128)),
                ("code_expires_at", models.DateTimeField(blank=True, null=True, verbose_name="확인 번호 기한")),
                ("code_tries", models.PositiveSmallIntegerField(default=0, verbose_name="틀린 횟수")),
                ("verified_at", models.DateTimeField(blank=True, null=True, verbose_name="확인한 때")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="확인하지 못한 까닭")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="끝난 때")),
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
                        related_name="residencies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verified_by",
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
                "verbose_name": "주민",
                "verbose_name_plural": "주민",
                "indexes": [
                    models.Index(fields=["council", "status", "requested_at"], name="residency_list"),
                    models.Index(fields=["user", "status"], name="residency_user"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["PENDING", "VERIFIED"])),
                        fields=("council", "user"),
                        name="residency_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "VERIFIED"), _negated=True),
                            models.Q(
                                ("method__in", ["IN_PERSON", "CODE"]),
                                ("verified_at__isnull", False),
                                ("verified_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="residency_verified_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code_expires_at__isnull", True), ("code_hash", "")),
                            models.Q(models.Q(("code_hash", ""), _negated=True), ("code_expires_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="residency_code_expires",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "REFUSED"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="residency_refusal_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "ENDED"), _negated=True), ("ended_at__isnull", False), _connector="OR"
                        ),
                        name="residency_end_has_day",
                    ),
                ],
            },
        ),
        ScopeTables("members"),
        AppendOnly("members_consent"),
    ]
