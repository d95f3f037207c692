"""The yardstick: a bare Django list view of 20 rows with a plain template."""

from __future__ import annotations

from django.views.generic import ListView

from bench.models import Row
from council.common.access import public


class Yardstick(ListView):
    """The newest 20 rows, without a page count, a form, a person or a cache."""

    queryset = Row.objects.order_by("-pk")[:20]
    template_name = "bench/yardstick.html"
    context_object_name = "rows"


yardstick = public(Yardstick.as_view())
