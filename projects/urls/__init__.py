"""Addresses of proposals and projects, below /c/<slug>/."""

from __future__ import annotations

from projects.urls import office, public

app_name = "projects"

urlpatterns = public.urlpatterns + office.urlpatterns
