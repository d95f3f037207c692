"""Addresses of the work on proposals and projects, below /c/<slug>/office/."""

from __future__ import annotations

from django.urls import path

from projects.views.office import answers, classify, log, moves, plans, proposals

urlpatterns = [
    # office/proposals/
    path("office/proposals/", proposals.proposal_list_page, name="office_proposals"),
    path("office/proposals/<int:pk>/", proposals.proposal_desk, name="office_proposal"),
    path("office/proposals/<int:pk>/assign/", proposals.assign, name="office_assign"),
    path("office/proposals/<int:pk>/review/", proposals.review, name="office_review"),
    path("office/proposals/<int:pk>/release/", proposals.release, name="office_release"),
    path("office/proposals/<int:pk>/answer/", answers.answer, name="office_answer"),
    path("office/proposals/<int:pk>/merge/", answers.merge, name="office_merge"),
    path("office/proposals/<int:pk>/project/", classify.make_project, name="office_make_project"),
    # office/classify/
    path("office/classify/<int:pk>/", classify.guide, name="office_classify"),
    # office/projects/
    path("office/projects/new/", classify.project_new, name="office_project_new"),
    path("office/projects/<int:pk>/edit/", plans.plan, name="office_plan"),
    path("office/projects/<int:pk>/class/", plans.reclassify, name="office_reclassify"),
    path("office/projects/<int:pk>/responsible/", plans.responsible, name="office_responsible"),
    path("office/projects/<int:pk>/decide/", moves.decide, name="office_decide"),
    path("office/projects/<int:pk>/move/<slug:code>/", moves.make_move, name="office_move"),
    path("office/projects/<int:pk>/log/", log.add_line, name="office_log"),
    path("office/projects/<int:pk>/photos/", log.project_photos, name="office_photos"),
    # office/photos/
    path("office/photos/<int:pk>/remove/", log.photo_remove, name="office_photo_remove"),
]
