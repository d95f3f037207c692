"""Routes of the office's roll."""

from __future__ import annotations

from django.urls import path

from members.views import roll, roll_acts, roll_person

urlpatterns = [
    # /c/<slug>/office/roll/
    path("office/roll/", roll.office_roll, name="office_roll"),
    path("office/roll/elect/", roll_acts.office_elect, name="office_elect"),
    path("office/roll/attendance/", roll_acts.office_attendance, name="office_attendance"),
    path("office/roll/<int:pk>/", roll.member, name="member"),
    path("office/roll/<int:pk>/personal/", roll.member_personal, name="member_personal"),
    path("office/roll/<int:pk>/personal/edit/", roll_person.member_personal_edit, name="member_personal_edit"),
    path("office/roll/<int:pk>/address/", roll_person.member_address, name="member_address"),
    path("office/roll/<int:pk>/consent/", roll_person.member_consent, name="member_consent"),
    path("office/roll/<int:pk>/training/", roll_person.member_training, name="member_training"),
    path("office/roll/training/<int:pk>/withdraw/", roll_person.training_withdraw, name="training_withdraw"),
    path("office/roll/training/<int:pk>/certificate/", roll.training_certificate, name="training_certificate"),
    path("office/roll/seat/<int:pk>/resign/", roll_acts.seat_resign, name="seat_resign"),
    path("office/roll/seat/<int:pk>/dismiss/", roll_acts.seat_dismiss, name="seat_dismiss"),
    path("office/roll/seat/<int:pk>/lose/", roll_acts.seat_lose, name="seat_lose"),
    path("office/roll/seat/<int:pk>/withdraw/", roll_acts.seat_withdraw, name="seat_withdraw"),
]
