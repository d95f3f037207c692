from __future__ import annotations

from django.urls import path

from council.notices.views import office, personal

app_name = "notices"

urlpatterns = [
    # /c/<slug>/my/notices/
    path("my/notices/", personal.inbox, name="inbox"),
    path("my/notices/read/", personal.read_all, name="read_all"),
    path("my/notices/<int:pk>/open/", personal.open_notice, name="open"),
    # /c/<slug>/office/deliveries/
    path("office/deliveries/", office.deliveries, name="deliveries"),
    path("office/deliveries/resend/", office.resend_all, name="resend_all"),
    path("office/deliveries/<int:pk>/resend/", office.resend_one, name="resend"),
]

platform_urlpatterns = [
    # /accounts/notices/
    path("notices/", personal.preferences, name="preferences"),
]
