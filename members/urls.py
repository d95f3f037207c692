from __future__ import annotations

from django.urls import path

from members import urls_roll
from members.urls_recruitment import urlpatterns as recruitment
from members.views import accounts, exports, imports, people, public, residents

app_name = "members"

urlpatterns = [
    # /c/<slug>/join/
    path("join/", public.join, name="join"),
    path("join/code/", public.join_code, name="join_code"),
    path("join/leave/", public.leave, name="leave"),
    path("join/invited/<str:token>/", public.invitation, name="invitation"),
    # /c/<slug>/members/
    path("members/", public.roll, name="roll"),
    # /c/<slug>/office/residents/
    path("office/residents/", residents.residents, name="residents"),
    path("office/residents/<int:pk>/", residents.resident, name="resident"),
    path("office/residents/<int:pk>/verify/", residents.verify, name="resident_verify"),
    path("office/residents/<int:pk>/code/", residents.issue_code, name="resident_code"),
    path("office/residents/<int:pk>/refuse/", residents.refuse, name="resident_refuse"),
    path("office/residents/<int:pk>/end/", residents.end, name="resident_end"),
    path("office/residents/<int:pk>/contact/", residents.contact, name="resident_contact"),
    # /c/<slug>/office/people/
    path("office/people/", people.people, name="people"),
    path("office/people/seat/", people.seat, name="people_seat"),
    path("office/people/office/", people.office, name="people_office"),
    path("office/people/place/", people.place, name="people_place"),
    path("office/people/official/", people.official, name="people_official"),
    path("office/people/invite/", people.invite, name="people_invite"),
    path("office/people/invite/<int:pk>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    # /c/<slug>/office/people/import/
    path("office/people/import/", imports.imports, name="people_imports"),
    path("office/people/import/new/", imports.new, name="people_import_new"),
    path("office/people/import/template/", imports.blank, name="people_import_template"),
    path("office/people/import/<int:pk>/", imports.one, name="people_import"),
    path("office/people/import/<int:pk>/columns/", imports.columns, name="people_import_columns"),
    path("office/people/import/<int:pk>/confirm/", imports.confirm, name="people_import_confirm"),
    path("office/people/import/<int:pk>/ask/", imports.ask, name="people_import_ask"),
    path("office/people/import/<int:pk>/discard/", imports.discard, name="people_import_discard"),
    path("office/people/import/<int:pk>/undo/", imports.undo, name="people_import_undo"),
    path("office/people/export/", exports.export, name="people_export"),
    path("office/people/<slug:what>/<int:pk>/end/", people.end, name="people_end"),
    *urls_roll.urlpatterns,
    *recruitment,
]

platform_urlpatterns = [
    # /accounts/
    path("me/", accounts.me, name="me"),
    path("consents/", accounts.consents, name="consents"),
    path("consents/<slug:kind>/", accounts.consent_text, name="consent_text"),
    path("consents/<slug:kind>/answer/", accounts.consent_answer, name="consent_answer"),
    path("data/", accounts.my_data, name="my_data"),
    path("data/file/", accounts.my_data_file, name="my_data_file"),
    path("close/", accounts.close, name="close"),
    path("closed/", accounts.closed, name="closed"),
    path("second-factor/", accounts.second_factor, name="second_factor"),
]
