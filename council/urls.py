"""All addresses of the portal; a council's own begin with /c/<slug>/ (its slug is taken off by middleware)."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from council.notices.urls import platform_urlpatterns as notices_account
from council.views import district, health, help, home, office, text_size
from council.views.rules import urls as rules
from members.urls import platform_urlpatterns as members_account

council_patterns = (
    [
        # /
        path("", home.councils, name="home_all"),
        path("text-size/", text_size.text_size, name="text_size"),
        path("language/", text_size.language, name="language"),
        path("privacy/", help.privacy, name="privacy"),
        path("terms/", help.terms, name="terms"),
        path("healthz", health.healthz, name="healthz"),
        path("readyz", health.readyz, name="readyz"),
        # /help/
        path("help/", help.use, name="help_use"),
        path("help/roles/", help.roles, name="help_roles"),
        path("help/glossary/", help.glossary, name="help_glossary"),
        # /district/<code>/
        path("district/<str:code>/", district.district, name="district"),
        path("district/<str:code>/file/", district.district_file, name="district_file"),
        # /c/<slug>/
        path("c/<slug:slug>/", home.home, name="home"),
        path("c/<slug:slug>/my/", home.my, name="my"),
        *rules.council_urls,
        path("c/<slug:slug>/office/", office.workspace, name="office"),
        path("c/<slug:slug>/office/history/", office.history, name="office_history"),
        *rules.desk_urls,
    ],
    "council",
)

urlpatterns = [
    path("", include(council_patterns)),
    path("c/<slug:slug>/", include("members.urls")),
    path("c/<slug:slug>/", include("council.notices.urls")),
    path("c/<slug:slug>/", include("council.documents.urls")),
    path("c/<slug:slug>/", include("council.meetings.urls")),
    path("c/<slug:slug>/", include("projects.urls")),
    path("accounts/", include((members_account, "members_account"))),
    path("accounts/", include((notices_account, "notices_account"))),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "council.views.errors.bad_request"
handler403 = "council.views.errors.forbidden"
handler404 = "council.views.errors.not_found"
handler500 = "council.views.errors.server_error"
handler429 = "council.views.errors.too_many_requests"  # asked for by allauth's rate limits
