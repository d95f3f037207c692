"""What the yardstick lists: as many rows as there are proposals, with nothing around them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Row(models.Model):
    """One line of the yardstick's list."""

    title = models.CharField(max_length=80)
    state = models.CharField(max_length=10)
    place = models.CharField(max_length=100)
    at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager[Row]] = models.Manager()

    class Meta:
        # Told here too, so that tests may use it without the app.
        app_label = "bench"

    def __str__(self) -> str:
        return self.title
