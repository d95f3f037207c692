"""Addresses for residents; everyone may read, and whoever is signed in may add."""

from __future__ import annotations

from django.urls import path

from projects.views.public import afterwards, history, photos, projects, proposals, proposing, voices

urlpatterns = [
    # proposals/
    path("proposals/", proposals.proposal_list, name="proposal_list"),
    path("proposals/new/", proposing.proposal_new, name="proposal_new"),
    path("proposals/draft/", proposing.proposal_autosave, name="proposal_autosave"),
    path("proposals/draft/discard/", proposing.proposal_discard, name="proposal_discard"),
    # proposals/<pk>/
    path("proposals/<int:pk>/", proposals.proposal_detail, name="proposal_detail"),
    path("proposals/<int:pk>/edit/", proposing.proposal_edit, name="proposal_edit"),
    path("proposals/<int:pk>/sent/", proposing.proposal_sent, name="proposal_sent"),
    path("proposals/<int:pk>/withdraw/", afterwards.proposal_withdraw, name="proposal_withdraw"),
    path("proposals/<int:pk>/reask/", afterwards.proposal_reask, name="proposal_reask"),
    path("proposals/<int:pk>/history/", history.proposal_history, name="proposal_history"),
    path("proposals/<int:pk>/support/", voices.proposal_support, name="proposal_support"),
    path("proposals/<int:pk>/follow/", voices.proposal_follow, name="proposal_follow"),
    path("proposals/<int:pk>/comments/", voices.proposal_comment, name="comment_add"),
    path("proposals/<int:pk>/photos/<int:photo_pk>/remove/", photos.photo_remove, name="photo_remove"),
    # projects/
    path("projects/", projects.project_list, name="project_list"),
    path("projects/<int:pk>/", projects.project_detail, name="project_detail"),
    path("projects/<int:pk>/history/", history.project_history, name="project_history"),
    path("projects/<int:pk>/follow/", voices.project_follow, name="project_follow"),
    path("projects/<int:pk>/comments/", voices.project_comment, name="project_comment"),
    # comments/<pk>/
    path("comments/<int:pk>/hide/", voices.comment_hide, name="comment_hide"),
    path("comments/<int:pk>/restore/", voices.comment_restore, name="comment_restore"),
    path("comments/<int:pk>/withdraw/", voices.comment_withdraw, name="comment_withdraw"),
    # photos/<pk>/<size>/
    path("photos/<int:pk>/<str:size>/", photos.photo, name="photo"),
]
