import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from council.common.rls import AppendOnly, ScopeTables
from projects.sql import SEARCH


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("council", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *[migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in SEARCH],
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="연도")),
                ("number", models.PositiveIntegerField(verbose_name="번호")),
                ("title", models.CharField(max_length=80, verbose_name="사업 이름")),
                ("summary", models.CharField(blank=True, max_length=200, verbose_name="한 줄 소개")),
                (
                    "affairs_class",
                    models.CharField(
                        choices=[("AUTONOMOUS", "주민자치"), ("ENTRUSTED", "위탁"), ("CONSULTATIVE", "협의")],
                        max_length=12,
                        verbose_name="사무 구분",
                    ),
                ),
                ("class_reason", models.TextField(max_length=1000, verbose_name="그렇게 나눈 까닭")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PLANNING", "계획 작성"),
                            ("REQUESTED", "요청·제안"),
                            ("COMMITTEE", "분과 심의"),
                            ("OFFICE_CHECK", "행정 검토"),
                            ("COUNCIL_VOTE", "정기회의 의결"),
                            ("ASSEMBLY", "주민총회 의결"),
                            ("CONFIRMING", "확정"),
                            ("APPLYING", "수탁 신청"),
                            ("SUITABILITY", "적정성 검토"),
                            ("CONSENT", "의회 동의"),
                            ("APPROVAL", "승인"),
                            ("AGREEMENT", "협약 체결"),
                            ("SENDING", "의견서 송부"),
                            ("REPLY", "회신"),
                            ("FOLLOW_UP", "이행 확인"),
                            ("RUNNING", "하는 중"),
                            ("EVALUATION", "점검·성과평가"),
                            ("REPORTING", "결과보고"),
                            ("SETTLING", "정산 확인"),
                            ("RETURNED", "보완 요구"),
                            ("CHANGING", "변경 심의"),
                            ("CLOSED", "끝남"),
                            ("REJECTED", "부결·반려"),
                            ("STOPPED", "중단"),
                            ("TERMINATED", "해지"),
                        ],
                        max_length=12,
                        verbose_name="상태",
                    ),
                ),
                (
                    "resume_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PLANNING", "계획 작성"),
                            ("REQUESTED", "요청·제안"),
                            ("COMMITTEE", "분과 심의"),
                            ("OFFICE_CHECK", "행정 검토"),
                            ("COUNCIL_VOTE", "정기회의 의결"),
                            ("ASSEMBLY", "주민총회 의결"),
                            ("CONFIRMING", "확정"),
                            ("APPLYING", "수탁 신청"),
                            ("SUITABILITY", "적정성 검토"),
                            ("CONSENT", "의회 동의"),
                            ("APPROVAL", "승인"),
                            ("AGREEMENT", "협약 체결"),
                            ("SENDING", "의견서 송부"),
                            ("REPLY", "회신"),
                            ("FOLLOW_UP", "이행 확인"),
                            ("RUNNING", "하는 중"),
                            ("EVALUATION", "점검·성과평가"),
                            ("REPORTING", "결과보고"),
                            ("SETTLING", "정산 확인"),
                            ("RETURNED", "보완 요구"),
                            ("CHANGING", "변경 심의"),
                            ("CLOSED", "끝남"),
                            ("REJECTED", "부결·반려"),
                            ("STOPPED", "중단"),
                            ("TERMINATED", "해지"),
                        ],
                        max_length=12,
                        verbose_name="돌아갈 상태",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="바뀐 횟수")),
                (
                    "origin",
                    models.CharField(
                        choices=[("COUNCIL", "주민자치회"), ("OFFICE", "읍면동"), ("RESIDENT", "주민 제안")],
                        default="COUNCIL",
                        max_length=8,
                        verbose_name="처음 낸 곳",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="곳")),
                ("background", models.TextField(blank=True, max_length=4000, verbose_name="배경")),
                ("target", models.CharField(blank=True, max_length=200, verbose_name="대상")),
                ("content", models.TextField(blank=True, max_length=4000, verbose_name="내용")),
                ("schedule", models.TextField(blank=True, max_length=2000, verbose_name="일정")),
                ("effect", models.TextField(blank=True, max_length=2000, verbose_name="기대하는 효과")),
                ("risk", models.TextField(blank=True, max_length=2000, verbose_name="걱정되는 점과 대비")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="시작하는 날")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="끝나는 날")),
                ("planned_cost", models.BigIntegerField(blank=True, null=True, verbose_name="드는 돈")),
                ("grant_funded", models.BooleanField(default=False, verbose_name="정부 지원금을 씀")),
                ("in_annual_plan", models.BooleanField(default=False, verbose_name="자치계획에 넣음")),
                ("renewals", models.PositiveSmallIntegerField(default=0, verbose_name="갱신 횟수")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="기한")),
                ("due_article", models.CharField(blank=True, max_length=160, verbose_name="기한의 근거")),
                ("progress_note", models.CharField(blank=True, max_length=200, verbose_name="지금")),
                ("created_at", models.DateTimeField(verbose_name="만든 때")),
                ("comment_count", models.PositiveIntegerField(default=0, editable=False, verbose_name="의견")),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Concat(
                                models.F("title"),
                                models.Value(" "),
                                models.F("summary"),
                                models.Value(" "),
                                models.F("place"),
                                models.Value(" "),
                                models.F("content"),
                                models.Value(" "),
                                output_field=models.TextField(),
                            ),
                            function="portal_bigrams",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_projects",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="맡은 사람",
                    ),
                ),
            ],
            options={
                "verbose_name": "사업",
                "verbose_name_plural": "사업",
            },
        ),
        migrations.CreateModel(
            name="ProgressUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="날짜")),
                ("text", models.TextField(max_length=2000, verbose_name="있었던 일")),
                ("by_label", models.CharField(max_length=40, verbose_name="쓴 사람")),
                ("at", models.DateTimeField(verbose_name="쓴 때")),
                ("token", models.UUIDField(editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="한 사람",
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to="projects.project",
                        verbose_name="사업",
                    ),
                ),
            ],
            options={
                "verbose_name": "사업 일지",
                "verbose_name_plural": "사업 일지",
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="연도")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="번호")),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="한 줄로 말하면")),
                (
                    "body",
                    models.TextField(blank=True, max_length=4000, verbose_name="무엇이 불편하고, 어떻게 되면 좋겠나요"),
                ),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="어디인가요")),
                ("rough_cost", models.BigIntegerField(blank=True, null=True, verbose_name="어림한 돈")),
                (
                    "wish",
                    models.CharField(
                        choices=[
                            ("NEIGHBOURS", "주민끼리 할 수 있는 일"),
                            ("OFFICE_TASK", "행정에서 하던 일을 주민이 맡는 것"),
                            ("TOGETHER", "행정과 주민이 함께 정해야 하는 일"),
                            ("UNKNOWN", "잘 모르겠어요"),
                        ],
                        default="UNKNOWN",
                        max_length=12,
                        verbose_name="누가 하는 것이 좋을까요",
                    ),
                ),
                ("show_name", models.BooleanField(default=False, verbose_name="제안에 내 이름을 보이게 합니다")),
                ("draft_saved_at", models.DateTimeField(blank=True, null=True, verbose_name="저장한 때")),
                ("consented_at", models.DateTimeField(blank=True, null=True, verbose_name="동의한 때")),
                ("consent_version", models.CharField(blank=True, max_length=20, verbose_name="동의문의 판")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "쓰는 중"),
                            ("RECEIVED", "접수"),
                            ("REVIEWING", "검토 중"),
                            ("ADOPTED", "채택"),
                            ("MERGED", "병합"),
                            ("DECLINED", "불채택"),
                            ("WITHDRAWN", "철회"),
                        ],
                        default="DRAFT",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("held", models.BooleanField(default=False, verbose_name="공개를 미룸")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="받은 때")),
                ("assign_by", models.DateField(blank=True, null=True, verbose_name="담당을 정할 날")),
                ("assigned_at", models.DateTimeField(blank=True, null=True, verbose_name="담당을 정한 때")),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="답변 기한")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="답한 때")),
                ("answered_label", models.CharField(blank=True, max_length=40, verbose_name="답한 사람")),
                ("answer", models.TextField(blank=True, max_length=4000, verbose_name="답변")),
                (
                    "answer_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ACCEPTED", "사업으로 할 만함"),
                            ("MERGED", "비슷한 제안과 함께 함"),
                            ("OUT_OF_POWER", "시군구 권한 밖이거나 법에 어긋남"),
                            ("PRIVATE_BENEFIT", "개인이나 업체의 이익을 위한 일"),
                            ("NO_LAND_RIGHT", "땅이나 건물을 쓸 권리가 없음"),
                            ("DUPLICATE", "이미 하고 있거나 계획된 일"),
                            ("OVER_CAP", "쓸 수 있는 돈보다 많이 듦"),
                            ("RUNNING_COST", "계속 드는 관리비를 마련하지 못함"),
                            ("NOT_IN_YEAR", "한 해 안에 마칠 수 없음"),
                            ("ONE_GROUP", "한 단체에만 도움이 됨"),
                            ("POLITICAL_RELIGIOUS", "정치나 종교에 관한 일"),
                            ("GIVEAWAY", "참가비나 선심성 물품을 주는 일"),
                            ("OTHER", "그 밖의 까닭"),
                        ],
                        max_length=20,
                        verbose_name="까닭",
                    ),
                ),
                (
                    "suggested_class",
                    models.CharField(
                        blank=True,
                        choices=[("AUTONOMOUS", "주민자치"), ("ENTRUSTED", "위탁"), ("CONSULTATIVE", "협의")],
                        max_length=12,
                        verbose_name="제안된 갈래",
                    ),
                ),
                ("reasked_at", models.DateTimeField(blank=True, null=True, verbose_name="다시 물은 때")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="철회한 때")),
                ("withdraw_reason", models.CharField(blank=True, max_length=200, verbose_name="철회한 까닭")),
                ("support_count", models.PositiveIntegerField(default=0, editable=False, verbose_name="공감")),
                ("comment_count", models.PositiveIntegerField(default=0, editable=False, verbose_name="의견")),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Concat(
                                models.F("title"),
                                models.Value(" "),
                                models.F("place"),
                                models.Value(" "),
                                models.F("body"),
                                models.Value(" "),
                                output_field=models.TextField(),
                            ),
                            function="portal_bigrams",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="답한 사람",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="쓴 사람",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                (
                    "former_committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="council.committee",
                        verbose_name="앞서 본 분과",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="projects.proposal",
                        verbose_name="함께 묶은 제안",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="맡은 사람",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="projects.project",
                        verbose_name="사업",
                    ),
                ),
            ],
            options={
                "verbose_name": "제안",
                "verbose_name_plural": "제안",
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_name", models.CharField(max_length=120)),
                ("thumb_name", models.CharField(max_length=120)),
                ("width", models.PositiveIntegerField(verbose_name="너비")),
                ("height", models.PositiveIntegerField(verbose_name="높이")),
                ("caption", models.CharField(blank=True, max_length=100, verbose_name="설명")),
                ("alt", models.CharField(blank=True, max_length=200, verbose_name="사진을 말로 하면")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="차례")),
                ("at", models.DateTimeField(verbose_name="올린 때")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="내린 때")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="한 사람",
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
                    "update",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="projects.progressupdate",
                        verbose_name="사업 일지",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="projects.project",
                        verbose_name="사업",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="projects.proposal",
                        verbose_name="제안",
                    ),
                ),
            ],
            options={
                "verbose_name": "사진",
                "verbose_name_plural": "사진",
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="사람",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follows",
                        to="projects.project",
                        verbose_name="사업",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follows",
                        to="projects.proposal",
                        verbose_name="제안",
                    ),
                ),
            ],
            options={
                "verbose_name": "소식 받기",
                "verbose_name_plural": "소식 받기",
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author_role", models.CharField(blank=True, max_length=40, verbose_name="쓴 사람의 자리")),
                ("body", models.TextField(max_length=1000, verbose_name="의견")),
                ("at", models.DateTimeField(verbose_name="때")),
                ("token", models.UUIDField(editable=False)),
                ("hidden_at", models.DateTimeField(blank=True, null=True, verbose_name="가린 때")),
                ("hidden_reason", models.CharField(blank=True, max_length=200, verbose_name="가린 까닭")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="거둔 때")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="쓴 사람",
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
                    "hidden_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="가린 사람",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="projects.project",
                        verbose_name="사업",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="projects.proposal",
                        verbose_name="제안",
                    ),
                ),
            ],
            options={
                "verbose_name": "의견",
                "verbose_name_plural": "의견",
            },
        ),
        migrations.CreateModel(
            name="ProposalStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("SENT", "보냄"),
                            ("RELEASED", "공개"),
                            ("ASSIGNED", "담당 정함"),
                            ("REVIEWING", "검토"),
                            ("ANSWERED", "답변"),
                            ("MADE_PROJECT", "사업으로 만듦"),
                            ("REASKED", "다시 물음"),
                            ("WITHDRAWN", "철회"),
                        ],
                        max_length=12,
                        verbose_name="갈래",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "쓰는 중"),
                            ("RECEIVED", "접수"),
                            ("REVIEWING", "검토 중"),
                            ("ADOPTED", "채택"),
                            ("MERGED", "병합"),
                            ("DECLINED", "불채택"),
                            ("WITHDRAWN", "철회"),
                        ],
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="때")),
                ("by_label", models.CharField(max_length=40, verbose_name="한 사람")),
                ("text", models.TextField(blank=True, verbose_name="내용")),
                (
                    "reason_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ACCEPTED", "사업으로 할 만함"),
                            ("MERGED", "비슷한 제안과 함께 함"),
                            ("OUT_OF_POWER", "시군구 권한 밖이거나 법에 어긋남"),
                            ("PRIVATE_BENEFIT", "개인이나 업체의 이익을 위한 일"),
                            ("NO_LAND_RIGHT", "땅이나 건물을 쓸 권리가 없음"),
                            ("DUPLICATE", "이미 하고 있거나 계획된 일"),
                            ("OVER_CAP", "쓸 수 있는 돈보다 많이 듦"),
                            ("RUNNING_COST", "계속 드는 관리비를 마련하지 못함"),
                            ("NOT_IN_YEAR", "한 해 안에 마칠 수 없음"),
                            ("ONE_GROUP", "한 단체에만 도움이 됨"),
                            ("POLITICAL_RELIGIOUS", "정치나 종교에 관한 일"),
                            ("GIVEAWAY", "참가비나 선심성 물품을 주는 일"),
                            ("OTHER", "그 밖의 까닭"),
                        ],
                        max_length=20,
                        verbose_name="까닭",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="그때의 기한")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="한 사람",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="projects.proposal",
                        verbose_name="제안",
                    ),
                ),
            ],
            options={
                "verbose_name": "제안이 걸어온 길",
                "verbose_name_plural": "제안이 걸어온 길",
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("SOON", "곧 기한"), ("LATE", "기한 지남")], max_length=4, verbose_name="갈래"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="기한")),
                ("sent_on", models.DateField(verbose_name="알린 날")),
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
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.project",
                        verbose_name="사업",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.proposal",
                        verbose_name="제안",
                    ),
                ),
            ],
            options={
                "verbose_name": "기한 알림",
                "verbose_name_plural": "기한 알림",
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PLANNING", "계획 작성"),
                            ("REQUESTED", "요청·제안"),
                            ("COMMITTEE", "분과 심의"),
                            ("OFFICE_CHECK", "행정 검토"),
                            ("COUNCIL_VOTE", "정기회의 의결"),
                            ("ASSEMBLY", "주민총회 의결"),
                            ("CONFIRMING", "확정"),
                            ("APPLYING", "수탁 신청"),
                            ("SUITABILITY", "적정성 검토"),
                            ("CONSENT", "의회 동의"),
                            ("APPROVAL", "승인"),
                            ("AGREEMENT", "협약 체결"),
                            ("SENDING", "의견서 송부"),
                            ("REPLY", "회신"),
                            ("FOLLOW_UP", "이행 확인"),
                            ("RUNNING", "하는 중"),
                            ("EVALUATION", "점검·성과평가"),
                            ("REPORTING", "결과보고"),
                            ("SETTLING", "정산 확인"),
                            ("RETURNED", "보완 요구"),
                            ("CHANGING", "변경 심의"),
                            ("CLOSED", "끝남"),
                            ("REJECTED", "부결·반려"),
                            ("STOPPED", "중단"),
                            ("TERMINATED", "해지"),
                        ],
                        max_length=12,
                        verbose_name="앞 상태",
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("PLANNING", "계획 작성"),
                            ("REQUESTED", "요청·제안"),
                            ("COMMITTEE", "분과 심의"),
                            ("OFFICE_CHECK", "행정 검토"),
                            ("COUNCIL_VOTE", "정기회의 의결"),
                            ("ASSEMBLY", "주민총회 의결"),
                            ("CONFIRMING", "확정"),
                            ("APPLYING", "수탁 신청"),
                            ("SUITABILITY", "적정성 검토"),
                            ("CONSENT", "의회 동의"),
                            ("APPROVAL", "승인"),
                            ("AGREEMENT", "협약 체결"),
                            ("SENDING", "의견서 송부"),
                            ("REPLY", "회신"),
                            ("FOLLOW_UP", "이행 확인"),
                            ("RUNNING", "하는 중"),
                            ("EVALUATION", "점검·성과평가"),
                            ("REPORTING", "결과보고"),
                            ("SETTLING", "정산 확인"),
                            ("RETURNED", "보완 요구"),
                            ("CHANGING", "변경 심의"),
                            ("CLOSED", "끝남"),
                            ("REJECTED", "부결·반려"),
                            ("STOPPED", "중단"),
                            ("TERMINATED", "해지"),
                        ],
                        max_length=12,
                        verbose_name="뒤 상태",
                    ),
                ),
                (
                    "affairs_class",
                    models.CharField(
                        choices=[("AUTONOMOUS", "주민자치"), ("ENTRUSTED", "위탁"), ("CONSULTATIVE", "협의")],
                        max_length=12,
                        verbose_name="사무 구분",
                    ),
                ),
                ("move", models.CharField(max_length=30, verbose_name="한 일")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("PASS", "다음으로"),
                            ("SKIP", "건너뜀"),
                            ("RETURN", "보완 요구"),
                            ("RESUBMIT", "다시 냄"),
                            ("REJECT", "부결·반려"),
                            ("STOP", "중단"),
                            ("CHANGE", "변경"),
                            ("LOG", "기록"),
                        ],
                        max_length=10,
                        verbose_name="결과",
                    ),
                ),
                ("by_label", models.CharField(max_length=40, verbose_name="한 사람")),
                ("at", models.DateTimeField(verbose_name="때")),
                ("comment", models.TextField(blank=True, max_length=4000, verbose_name="까닭")),
                (
                    "reason_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RIGHTS", "주민의 권리·의무에 닿음"),
                            ("NO_CAPACITY", "맡을 사람이나 준비가 모자람"),
                            ("NO_INSURANCE", "보험이나 안전 계획이 없음"),
                            ("NO_BUDGET", "쓸 돈이 없음"),
                            ("OVERLAP", "다른 사업과 겹침"),
                            ("SITE", "장소를 쓸 수 없음"),
                            ("CONFLICT_OF_INTEREST", "이해가 부딪침"),
                            ("PAPERS", "서류가 빠졌거나 맞지 않음"),
                            ("VOTED_DOWN", "의결에서 부결"),
                            ("LAW", "법이나 조례에 어긋남"),
                            ("OTHER", "그 밖의 까닭"),
                        ],
                        max_length=20,
                        verbose_name="까닭의 갈래",
                    ),
                ),
                ("basis_on", models.DateField(blank=True, null=True, verbose_name="근거의 날짜")),
                ("basis_reference", models.CharField(blank=True, max_length=200, verbose_name="근거")),
                ("facts", models.JSONField(blank=True, default=dict, verbose_name="내용")),
                ("by_hand", models.BooleanField(default=False, verbose_name="손으로 적음")),
                ("was_due_on", models.DateField(blank=True, null=True, verbose_name="그때의 기한")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="다음 기한")),
                ("transaction", models.BigIntegerField(default=0, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="한 사람",
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="projects.project",
                        verbose_name="사업",
                    ),
                ),
            ],
            options={
                "verbose_name": "상태가 바뀐 기록",
                "verbose_name_plural": "상태가 바뀐 기록",
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="projects.proposal",
                        verbose_name="제안",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="사람",
                    ),
                ),
            ],
            options={
                "verbose_name": "공감",
                "verbose_name_plural": "공감",
            },
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["council", "due_on", "-id"], name="project_urgent"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["council", "status", "due_on"], name="project_status"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["council", "affairs_class", "status"], name="project_class"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["council", "committee", "due_on"], name="project_committee"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["council", "-created_at"], name="project_latest"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="project_search"),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.UniqueConstraint(fields=("council", "year", "number"), name="project_number_once"),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("affairs_class", "AUTONOMOUS"),
                        (
                            "status__in",
                            (
                                "ASSEMBLY",
                                "CHANGING",
                                "CLOSED",
                                "COMMITTEE",
                                "CONFIRMING",
                                "COUNCIL_VOTE",
                                "OFFICE_CHECK",
                                "PLANNING",
                                "REJECTED",
                                "REPORTING",
                                "RETURNED",
                                "RUNNING",
                                "SETTLING",
                                "STOPPED",
                            ),
                        ),
                    ),
                    models.Q(
                        ("affairs_class", "ENTRUSTED"),
                        (
                            "status__in",
                            (
                                "AGREEMENT",
                                "APPLYING",
                                "APPROVAL",
                                "CHANGING",
                                "CLOSED",
                                "COMMITTEE",
                                "CONSENT",
                                "COUNCIL_VOTE",
                                "EVALUATION",
                                "REJECTED",
                                "REPORTING",
                                "REQUESTED",
                                "RETURNED",
                                "RUNNING",
                                "SETTLING",
                                "STOPPED",
                                "SUITABILITY",
                                "TERMINATED",
                            ),
                        ),
                    ),
                    models.Q(
                        ("affairs_class", "CONSULTATIVE"),
                        (
                            "status__in",
                            (
                                "CLOSED",
                                "COMMITTEE",
                                "COUNCIL_VOTE",
                                "FOLLOW_UP",
                                "REJECTED",
                                "REPLY",
                                "REQUESTED",
                                "RETURNED",
                                "SENDING",
                                "STOPPED",
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="project_status_fits_class",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["RETURNED", "CHANGING"]), models.Q(("resume_status", ""), _negated=True)),
                    models.Q(models.Q(("status__in", ["RETURNED", "CHANGING"]), _negated=True), ("resume_status", "")),
                    _connector="OR",
                ),
                name="project_knows_where_to_resume",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="project_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("planned_cost__isnull", True),
                    models.Q(("planned_cost__gte", 0), ("planned_cost__lte", 100000000000)),
                    _connector="OR",
                ),
                name="project_cost_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("class_reason", ""), _negated=True), models.Q(("title", ""), _negated=True)
                ),
                name="project_class_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("CLOSED", "REJECTED", "STOPPED", "TERMINATED")), _negated=True),
                    ("due_on__isnull", True),
                    _connector="OR",
                ),
                name="project_ended_has_no_deadline",
            ),
        ),
        migrations.AddIndex(
            model_name="progressupdate",
            index=models.Index(fields=["council", "project", "-on", "-id"], name="progress_latest"),
        ),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.UniqueConstraint(fields=("council", "by", "token"), name="progress_once"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(("held", False), models.Q(("state", "DRAFT"), _negated=True)),
                fields=["council", "-submitted_at", "-id"],
                name="proposal_latest",
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["council", "state", "answer_by"], name="proposal_due"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["council", "committee", "-submitted_at"], name="proposal_committee"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["council", "-support_count", "-id"], name="proposal_supported"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["council", "owner", "state"], name="proposal_owner"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["author", "-id"], name="proposal_author"),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="proposal_search"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("council", "year", "number"), name="proposal_number_once"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "DRAFT")), fields=("council", "author"), name="proposal_one_draft_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("held", False),
                        ("number__isnull", True),
                        ("state", "DRAFT"),
                        ("submitted_at__isnull", True),
                        ("year__isnull", True),
                    ),
                    models.Q(
                        models.Q(("state", "DRAFT"), _negated=True),
                        ("number__isnull", False),
                        ("submitted_at__isnull", False),
                        ("year__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="proposal_numbered_when_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "DRAFT"),
                    models.Q(
                        ("answer_by__isnull", False),
                        ("assign_by__isnull", False),
                        ("consented_at__isnull", False),
                        ("owner__isnull", False),
                        models.Q(("title", ""), _negated=True),
                        models.Q(("body", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="proposal_owned_when_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("ADOPTED", "MERGED", "DECLINED")), _negated=True),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                        models.Q(("answer_reason", ""), _negated=True),
                        models.Q(("answered_label", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="proposal_answer_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "MERGED")),
                    models.Q(models.Q(("state", "MERGED"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="proposal_merged_into_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="proposal_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "WITHDRAWN"), _negated=True), ("withdrawn_at__isnull", False), _connector="OR"
                ),
                name="proposal_withdrawal_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rough_cost__isnull", True),
                    models.Q(("rough_cost__gte", 0), ("rough_cost__lte", 100000000000)),
                    _connector="OR",
                ),
                name="proposal_cost_in_range",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["council", "proposal", "position"], name="photo_of_proposal"),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["council", "project", "position"], name="photo_of_project"),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("project__isnull", True), ("proposal__isnull", False)),
                    models.Q(("project__isnull", False), ("proposal__isnull", True)),
                    _connector="OR",
                ),
                name="photo_about_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("update__isnull", True), ("project__isnull", False), _connector="OR"),
                name="photo_of_update_is_of_project",
            ),
        ),
        migrations.AddIndex(
            model_name="follow",
            index=models.Index(fields=["council", "proposal"], name="follow_of_proposal"),
        ),
        migrations.AddIndex(
            model_name="follow",
            index=models.Index(fields=["council", "project"], name="follow_of_project"),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("project__isnull", True), ("proposal__isnull", False)),
                    models.Q(("project__isnull", False), ("proposal__isnull", True)),
                    _connector="OR",
                ),
                name="follow_about_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(fields=("user", "proposal"), name="follow_proposal_once"),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(fields=("user", "project"), name="follow_project_once"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["council", "proposal", "id"], name="comment_of_proposal"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["council", "project", "id"], name="comment_of_project"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["author", "-at"], name="comment_author"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("project__isnull", True), ("proposal__isnull", False)),
                    models.Q(("project__isnull", False), ("proposal__isnull", True)),
                    _connector="OR",
                ),
                name="comment_about_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(fields=("council", "author", "token"), name="comment_once"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hidden_at__isnull", True),
                    models.Q(("hidden_by__isnull", False), models.Q(("hidden_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="comment_hidden_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="proposalstep",
            index=models.Index(fields=["council", "proposal", "id"], name="proposal_step_path"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("project__isnull", True), ("proposal__isnull", False)),
                    models.Q(("project__isnull", False), ("proposal__isnull", True)),
                    _connector="OR",
                ),
                name="reminder_about_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("council", "proposal", "project", "kind", "due_on", "sent_on"),
                name="reminder_once_a_day",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="statuschange",
            index=models.Index(fields=["council", "project", "id"], name="status_change_path"),
        ),
        migrations.AddIndex(
            model_name="statuschange",
            index=models.Index(fields=["council", "by", "-at"], name="status_change_by"),
        ),
        migrations.AddIndex(
            model_name="support",
            index=models.Index(fields=["council", "proposal"], name="support_list"),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.UniqueConstraint(fields=("proposal", "user"), name="support_once"),
        ),
        ScopeTables("projects"),
        AppendOnly("projects_proposalstep"),
        AppendOnly("projects_statuschange"),
    ]
