"""A consent of 위원: to be named in full on the public roll."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0005_roll_imports"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("PRIVACY", "개인정보 수집과 이용"),
                    ("TERMS", "이용 약관"),
                    ("AGE_14", "만 14세 이상"),
                    ("NEWS", "동네 소식 전자우편"),
                    ("SHOW_NAME", "제안에 이름 보이기"),
                    ("ROLL_NAME", "위원 명부에 이름 보이기"),
                ],
                max_length=12,
                verbose_name="갈래",
            ),
        ),
    ]
