"""The account alone, first: rules and history point to it before any council-owned table exists."""

import django.core.validators
import django.utils.timezone
from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="전자우편")),
                ("name", models.CharField(max_length=30, verbose_name="이름")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9+\\- ]*$", "숫자와 - 로 써 주십시오. 예: 010-1234-5678"
                            )
                        ],
                        verbose_name="전화",
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="가입한 때")),
                ("last_seen_on", models.DateField(blank=True, null=True, verbose_name="마지막으로 온 날")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="탈퇴한 때")),
                ("is_active", models.BooleanField(default=True, verbose_name="쓸 수 있음")),
            ],
            options={
                "verbose_name": "계정",
                "verbose_name_plural": "계정",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", Lower(models.F("email")))), name="user_email_lower_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closed_at__isnull", True), ("is_active", False), _connector="OR"),
                        name="user_closed_is_inactive",
                    ),
                ],
            },
        ),
    ]
