"""Addresses of recruitment, below /c/<slug>/."""

from __future__ import annotations

from django.urls import path

from members.views.recruitment import applying, drawing, office, public, roll, screening

ONE = "recruitment/<int:pk>/"
DRAW = f"{ONE}draw/<int:attempt>/"
DESK = "office/recruitment/<int:pk>/"
PAPERS = f"{DESK}applications/<int:app_pk>/"

urlpatterns = [
    # /c/<slug>/recruitment/
    path("recruitment/", public.recruitments, name="recruitments"),
    path("recruitment/draw.py", public.script, name="draw_script"),
    path(ONE, public.recruitment, name="recruitment"),
    path(f"{ONE}apply/", applying.application, name="application"),
    path(f"{ONE}apply/withdraw/", applying.withdraw, name="application_withdraw"),
    path(f"{ONE}apply/papers/<int:proof_pk>/", applying.proof, name="application_proof"),
    path(f"{ONE}apply/papers/<int:proof_pk>/remove/", applying.proof_remove, name="application_proof_remove"),
    path(f"{ONE}apply/answer/<int:call_pk>/", applying.answer, name="reserve_answer"),
    path(DRAW, public.draw, name="draw"),
    path(f"{DRAW}screen/", public.screen, name="draw_screen"),
    path(f"{DRAW}candidates.json", public.draw_file, name="draw_file"),
    # /c/<slug>/office/recruitment/
    path("office/recruitment/", office.calls, name="office_recruitments"),
    path("office/recruitment/new/", office.new, name="office_recruitment_new"),
    path(DESK, office.desk, name="office_recruitment"),
    path(f"{DESK}edit/", office.edit, name="office_recruitment_edit"),
    path(f"{DESK}do/<slug:act>/", office.step, name="office_recruitment_step"),
    path(f"{DESK}paper/", office.paper, name="office_paper"),
    path(f"{DESK}training/", office.training, name="office_training"),
    path(f"{DESK}training/<int:session_pk>/", office.sheet, name="office_sheet"),
    path(f"{DESK}applications/", screening.applications_list, name="office_applications"),
    path(PAPERS, screening.application, name="office_application"),
    path(f"{PAPERS}withdraw/", screening.withdraw, name="office_application_withdraw"),
    path(f"{PAPERS}papers/<int:proof_pk>/", screening.proof, name="office_proof"),
    path(f"{PAPERS}next/", roll.move_up, name="office_move_up"),
    path(f"{DESK}freeze/", drawing.freeze, name="office_freeze"),
    path(f"{DESK}draw/<int:attempt>/number/<int:position>/", drawing.number, name="office_number"),
    path(f"{DESK}draw/<int:attempt>/run/", drawing.run, name="office_draw_run"),
    path(f"{DESK}draw/<int:attempt>/release/", drawing.release, name="office_draw_release"),
    path(f"{DESK}draw/<int:attempt>/redo/", drawing.redo, name="office_draw_redo"),
    path(f"{DESK}roll/", roll.recruitment_roll, name="recruitment_roll"),
    path(f"{DESK}appoint/", roll.appoint, name="recruitment_appoint"),
    # /c/<slug>/office/reserve/
    path("office/reserve/", roll.reserve, name="office_reserve"),
    path("office/reserve/<int:pk>/remove/", roll.remove, name="office_reserve_remove"),
    path("office/reserve/seats/<int:pk>/", roll.vacancy, name="office_vacancy"),
    path("office/reserve/successions/<int:pk>/ask/", roll.ask, name="office_succession_ask"),
    path("office/reserve/successions/<int:pk>/leave/", roll.leave, name="office_succession_leave"),
    path("office/reserve/successions/<int:pk>/appoint/", roll.appoint_successor, name="office_succession_appoint"),
    path("office/reserve/calls/<int:pk>/answer/", roll.answer, name="office_reserve_answer"),
]
