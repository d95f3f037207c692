"""Who comes in where, written by hand from DESIGN §5: one line for each address, one column for each role.

Never derived from the portal's own permissions: the two are compared, and where they differ one is wrong.

Columns, from least to most entrusted:

    방 방문자, not signed in          신 asked to be confirmed as a resident    부 부회장      담 읍면동 담당
    계 an account and nothing else    쓴 주민 who wrote what is found there     회 회장        장 읍면동장
      (and whoever holds a role       주 주민    위 위원                        간 간사        구 시군구 담당
      only in the council next door)  분 분과장 of the thing's own 분과         감 감사        운 운영자

What happens:  O comes in ·  L is asked to sign in, and comes back afterwards ·  F is told whose act it is (403) ·
M finds nothing (404) ·  * whatever the step before allows: O or L

A line is: address, methods, the thing that the address names (tests/access/town.py), and a letter per column.
"""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = "방계신쓴주위분부회간감담장구운"

#: In which column somebody stands in 마장동.
HERE = {
    None: "방",
    "stranger": "계",
    "neighbour": "계",
    "neighbour_secretary": "계",
    "newcomer": "신",
    "author": "쓴",
    "resident": "주",
    "member": "위",
    "committee_head": "분",
    "vice_chair": "부",
    "chair": "회",
    "secretary": "간",
    "auditor": "감",
    "official": "담",
    "head": "장",
    "district": "구",
    "operator": "운",
}
#: In which column the same people stand in 사근동: those of 마장동 are nobody there.
THERE = dict.fromkeys(HERE, "계") | {
    None: "방",
    "neighbour": "위",
    "neighbour_secretary": "간",
    "district": "구",
    "operator": "운",
}
#: And where no council is named: on the admin site people of 사근동 work on 사근동.
PLATFORM = HERE | {"neighbour": "위", "neighbour_secretary": "간"}

TABLE = """
# address                         methods   thing            방 계 신 쓴 주 위 분 부 회 간 감 담 장 구 운

# Read public pages, project histories: everyone
council:home_all                  GET       -                O O O O O O O O O O O O O O O
council:text_size                 POST      -                O O O O O O O O O O O O O O O
council:language                  POST      -                O O O O O O O O O O O O O O O
council:privacy                   GET       -                O O O O O O O O O O O O O O O
council:terms                     GET       -                O O O O O O O O O O O O O O O
council:healthz                   GET       -                O O O O O O O O O O O O O O O
council:readyz                    GET       -                O O O O O O O O O O O O O O O
council:help_use                  GET       -                O O O O O O O O O O O O O O O
council:help_roles                GET       -                O O O O O O O O O O O O O O O
council:help_glossary             GET       -                O O O O O O O O O O O O O O O
council:home                      GET       -                O O O O O O O O O O O O O O O
council:rules                     GET       -                O O O O O O O O O O O O O O O
council:rule                      GET       rule             O O O O O O O O O O O O O O O
council:rules_compare             GET       -                O O O O O O O O O O O O O O O
council:rules_ask                 GET       -                O O O O O O O O O O O O O O O
members:roll                      GET       -                O O O O O O O O O O O O O O O
meetings:meeting_list             GET       -                O O O O O O O O O O O O O O O
meetings:calendar                 GET       -                O O O O O O O O O O O O O O O
meetings:register                 GET       -                O O O O O O O O O O O O O O O
meetings:meeting                  GET       meeting          O O O O O O O O O O O O O O O
meetings:meeting_calendar         GET       meeting          O O O O O O O O O O O O O O O
projects:proposal_list            GET       -                O O O O O O O O O O O O O O O
projects:proposal_detail          GET       proposal         O O O O O O O O O O O O O O O
projects:proposal_history         GET       proposal         O O O O O O O O O O O O O O O
projects:project_list             GET       -                O O O O O O O O O O O O O O O
projects:project_detail           GET       project          O O O O O O O O O O O O O O O
projects:project_history          GET       project          O O O O O O O O O O O O O O O
projects:photo                    GET       photo            O O O O O O O O O O O O O O O

# Meetings before and in the room: the 간사 and the 회장; a 분과장 only those of the own 분과; a 위원 says ‘I am here’
meetings:office_meetings          GET       -                L F F F F F O O O O O O O O O
meetings:office_meeting           GET       planned_meeting  L F F F F F O O O O O O O O O
meetings:office_meeting_new       GET,POST  -                L F F F F F O F O O F F F F F
meetings:office_meeting_call      GET,POST  -                L F F F F F O F O O F F F F F
meetings:office_meeting_change    GET,POST  planned_meeting  L F F F F F F F O O F F F F F
meetings:office_meeting_cancel    GET,POST  planned_meeting  L F F F F F F F O O F F F F F
meetings:office_meeting_notice    GET,POST  planned_meeting  L F F F F F F F O O F F F F F
meetings:office_item_new          GET,POST  planned_meeting  L F F F F F F F O O F F F F F
meetings:office_item_edit         GET,POST  planned_item     L F F F F F F F O O F F F F F
meetings:office_item_remove       POST      planned_item     L F F F F F F F O O F F F F F
meetings:room                     GET       meeting          L F F F F F F F O O F F F F F
meetings:room_code                GET       meeting          L F F F F F F F O O F F F F F
meetings:room_open                POST      meeting          L F F F F F F F O O F F F F F
meetings:room_close               POST      meeting          L F F F F F F F O O F F F F F
meetings:room_tap                 POST      meeting          L F F F F F F F O O F F F F F
meetings:room_item_start          POST      agenda_item      L F F F F F F F O O F F F F F
meetings:room_item_finish         POST      agenda_item      L F F F F F F F O O F F F F F
meetings:room_item_note           POST      agenda_item      L F F F F F F F O O F F F F F
meetings:room_item_recuse         POST      agenda_item      L F F F F F F F O O F F F F F
meetings:room_item_decide         POST      agenda_item      L F F F F F F F O O F F F F F
meetings:check_in                 GET,POST  meeting          L F F F F O O O O F F F F F F
meetings:office_allowances         GET,POST  held_meeting     L F F F F F F F O O F F F F F
meetings:office_correct            GET,POST  resolution       L F F F F F F F O O F F F F F
# What is only planned has no public page
meetings:meeting                  GET       planned_meeting  M M M M M M M M M M M M M M M

# A proposal held for review: its author (신), and who releases it; nobody else learns that it exists
projects:proposal_detail          GET       held             M M O M M M M O O O M M M M M
projects:proposal_history         GET       held             M M O M M M M O O O M M M M M
# A draft is nobody's business but its author's
projects:proposal_detail          GET       draft            M M M O M M M M M M M M M M M
projects:proposal_history         GET       draft            M M M O M M M M M M M M M M M
projects:proposal_edit            GET       draft            L M M O M M M M M M M M M M M
projects:photo                    GET       draft_photo      M M M O M M M M M M M M M M M

# One's own corner: whoever has an account
council:my                        GET       -                L O O O O O O O O O O O O O O
members:join                      GET       -                O O O O O O O O O O O O O O O
members:join                      POST      -                L O O O O O O O O O O O O O O
members:join_code                 POST      -                L M O O O M M M M M M M M M M
members:leave                     POST      -                L M O O O M M M M M M M M M M
members:invitation                GET       invitation_link  O O O O O O O O O O O O O O O
members:invitation                POST      invitation_link  L O O O O O O O O O O O O O O
notices:inbox                     GET       -                L O O O O O O O O O O O O O O
notices:read_all                  POST      -                L O O O O O O O O O O O O O O
notices:open                      POST      notice           L M M O M M M M M M M M M M M

# Propose, support, comment, follow: verified residents and above. Writing a draft needs no confirming, and a
# setting may allow sending it before. 감사 write nothing; the office speaks in comments but does not vote.
projects:proposal_new             GET,POST  -                O O O O O O O O O O O O O O O
projects:proposal_autosave        POST      -                L O O O O O O O O O O O O O O
projects:proposal_discard         GET,POST  -                L O O O O O O O O O O O O O O
projects:proposal_edit            GET       proposal         L O O O O O O O O O O O O O O
projects:proposal_sent            GET       proposal         L O O O O O O O O O O O O O O
projects:proposal_support         POST      proposal         L F F O O O O O O O F F F F F
projects:proposal_follow          POST      proposal         L F F O O O O O O O O O O F F
projects:project_follow           POST      project          L F F O O O O O O O O O O F F
projects:comment_add              POST      proposal         L F F O O O O O O O F O O F F
projects:project_comment          POST      project          L F F O O O O O O O F O O F F
projects:proposal_withdraw        GET,POST  proposal         L F F O F F F F F F F F F F F
projects:proposal_reask           GET,POST  declined         L F F O F F F F F F F F F F F
projects:comment_withdraw         POST      comment          L F F O F F F F F F F F F F F

# Keeping order among comments and photos
projects:comment_hide             GET,POST  comment          L F F F F F O F O O F F F F F
projects:comment_hide             GET,POST  far_comment      L F F F F F F F O O F F F F F
projects:comment_restore          POST      hidden           L F F F F F O F O O F F F F F
projects:photo_remove             POST      own_photo        L F F O F F O F O O F F F F F
projects:office_photo_remove      POST      project_photo    L F F F F F O F O O F F F F F

# The office: who works with other people's records, each with what waits for them
council:office                    GET       -                L F F F F F O O O O O O O O O
council:office_history            GET       -                L F F F F F O O O O O O O O O
projects:office_proposals         GET       -                L F F F F F O O O O F O O F F
projects:office_proposal          GET       proposal         L F F F F F O O O O F O O F F
projects:office_proposal          GET       held             L F F F F F M O O O F M M F F

# Review and classify a proposal, lead a 분과: 분과장 (their own 분과's), 간사
projects:office_assign            GET,POST  proposal         L F F F F F F F O O F F F F F
projects:office_release           GET,POST  held             L F F F F F F F O O F F F F F
projects:office_review            GET,POST  proposal         L F F F F F O F F O F F F F F
projects:office_answer            GET,POST  proposal         L F F F F F O F F O F F F F F
projects:office_merge             GET,POST  proposal         L F F F F F O F F O F F F F F
projects:office_classify          GET,POST  proposal         L F F F F F O F F O F F F F F
projects:office_make_project      GET,POST  adopted          L F F F F F O F F O F F F F F
projects:office_review            GET,POST  far_proposal     L F F F F F F F F O F F F F F
projects:office_answer            GET,POST  far_proposal     L F F F F F F F F O F F F F F
projects:office_merge             GET,POST  far_proposal     L F F F F F F F F O F F F F F
projects:office_classify          GET,POST  far_proposal     L F F F F F F F F O F F F F F

# Projects: the council writes them; the office may ask for one (협의)
projects:office_project_new       GET,POST  -                L F F F F F O F F O F O O F F
projects:office_plan              GET,POST  project          L F F F F F O F F O F F F F F
projects:office_reclassify        GET,POST  project          L F F F F F O F F O F F F F F
projects:office_responsible       GET,POST  project          L F F F F F O F F O F F F F F
projects:office_log               GET,POST  project          L F F F F F O F F O F F F F F
projects:office_photos            GET,POST  project          L F F F F F O F F O F F F F F
projects:office_plan              GET,POST  far_project      L F F F F F F F F O F F F F F
projects:office_reclassify        GET,POST  far_project      L F F F F F F F F O F F F F F
projects:office_responsible       GET,POST  far_project      L F F F F F F F F O F F F F F
projects:office_log               GET,POST  far_project      L F F F F F F F F O F F F F F
projects:office_photos            GET,POST  far_project      L F F F F F F F F O F F F F F

# Each move belongs to the role that the workflow names. 담당 act for 읍면동장 only where the rule says so. The page
# of the decision is also where 분과장 and 간사 find the project's log and photos; whoever finds nothing is sent on.
projects:office_decide            GET       project          L F F F F F O F O O F F F F F
projects:office_decide            GET       approval_page    L F F F F F O F O O F O O F F
projects:office_move              GET,POST  committee        L F F F F F O F F O F F F F F
projects:office_move              GET,POST  office_check     L F F F F F F F F F F O F F F
projects:office_move              GET,POST  applying         L F F F F F F F O O F F F F F
projects:office_move              GET,POST  suitability      L F F F F F F F F F F O F F F
projects:office_move              GET,POST  approval         L F F F F F F F F F F F O F F
projects:office_move              GET,POST  reply            L F F F F F F F F F F F O F F

# Papers: what was issued is read by who works here, what is public by everybody; 분과장 issue for their own 분과.
# A batch is there for whoever asked for it; the letterhead is 간사's and 회장's.
documents:file                    GET       paper            L M M M M M O O O O O O O O O
documents:file                    GET       public_paper     O O O O O O O O O O O O O O O
documents:papers                  GET       -                L F F F F F O O O O O O O O O
documents:paper                   GET       paper_page       L F F F F F O O O O O O O O O
documents:reissue                 POST      paper_page       L F F F F F O F O O F F F F F
documents:preview                 GET       paper_preview    L F F F F F O F O O F F F F F
documents:preview                 GET       review_preview   L F F F F F F F F F F O O F F
documents:issue                   POST      paper_issue      L F F F F F O F O O F F F F F
documents:issue                   POST      far_paper_issue  L F F F F F F F O O F F F F F
documents:batches                 GET,POST  -                L F F F F F O O O O O O O O O
documents:batch                   GET       batch            L F F F F F M M M O M M M M M
documents:batch_zip               GET       batch            L F F F F F M M M O M M M M M
documents:letterhead              GET,POST  -                L F F F F F F F O O F F F F F
documents:letterhead_sample       GET       -                L F F F F F F F O O F F F F F
documents:seal                    GET       -                L F F F F F F F O O F F F F F

# Confirming residents and seeing how to reach them: 간사
members:residents                 GET       -                L F F F F F F F F O F F F F F
members:resident                  GET       waiting_resident L F F F F F F F F O F F F F F
members:resident_verify           POST      waiting_resident L F F F F F F F F O F F F F F
members:resident_code             POST      waiting_resident L F F F F F F F F O F F F F F
members:resident_refuse           POST      waiting_resident L F F F F F F F F O F F F F F
members:resident_contact          POST      waiting_resident L F F F F F F F F O F F F F F
members:resident_end              POST      confirmed_resident L F F F F F F F F O F F F F F

# Appoint and dismiss: 시군구 담당, and 운영자, whose ‘councils, posts’ begin where no 시군구 담당 is yet. Posts of
# officials: 운영자. 분과 are filled by 간사 too.
members:people                    GET       -                L F F F F F F F O O O O O O O
members:people_seat               GET,POST  -                L F F F F F F F F F F F F O O
members:people_office             GET,POST  -                L F F F F F F F F F F F F O O
members:people_place              GET,POST  -                L F F F F F F F F O F F F O O
members:people_official           GET,POST  -                L F F F F F F F F F F F F F O
members:people_invite             GET,POST  -                L F F F F F F F F F F F F O O
members:invitation_withdraw       POST      invitation       L F F F F F F F F F F F F O O
members:people_end                GET,POST  seat             L F F F F F F F F F F F F O O
members:people_end                GET,POST  office           L F F F F F F F F F F F F O O
members:people_end                GET,POST  place            L F F F F F F F F O F F F O O
members:people_end                GET,POST  official         L F F F F F F F F F F F F F O

# The roll: who reads people reads it; 간사 write training and votes, 시군구 appoint; one resigns for oneself.
members:office_roll               GET       -                L F F F F F F F O O O O O O O
members:member                    GET       roll_person      L F F F F F F F O O O O O O O
members:office_elect              GET,POST  -                L F F F F F F F F O F F F O O
members:office_attendance         GET,POST  -                L F F F F F F F F O F F F O O
members:member_training           GET,POST  roll_person      L F F F F F F F F O F F F O O
members:training_withdraw         GET,POST  training         L F F F F F F F F O F F F O O
members:training_certificate      GET       training         L F F F F F F F F O F F F O O
members:member_personal           POST      roll_person      L F F F F F F F F O F F F O F
members:member_personal_edit      GET,POST  roll_person      L F F F F F F F F O F F F O O
members:member_address            GET,POST  roll_person      L F F F F F F F F O F F F O O
members:member_consent            GET,POST  roll_person      L F F F F F F F F O F F F O O
members:seat_resign               GET,POST  seat_row         L F F F F O F F F O F F F O O
members:seat_dismiss              GET,POST  seat_row         L F F F F F F F F F F F F O O
members:seat_lose                 GET,POST  seat_row         L F F F F F F F F F F F F O O
members:seat_withdraw             GET,POST  seat_row         L F F F F F F F F F F F F O O

# A roll from a file: 간사 look it over, 시군구 담당 confirm. As a file: who reads the roll.
members:people_imports            GET       -                L F F F F F F F F O F F F O O
members:people_import_new         GET,POST  -                L F F F F F F F F O F F F O O
members:people_import_template    GET       -                L F F F F F F F F O F F F O O
members:people_import             GET       roll_import      L F F F F F F F F O F F F O O
members:people_import_columns     GET,POST  roll_import      L F F F F F F F F O F F F O O
members:people_import_ask         POST      roll_import      L F F F F F F F F O F F F O O
members:people_import_discard     POST      roll_import      L F F F F F F F F O F F F O O
members:people_import_confirm     POST      roll_import      L F F F F F F F F F F F F O O
members:people_import_undo        POST      roll_import      L F F F F F F F F F F F F O O
members:people_export             GET,POST  -                L F F F F F F F O O O O O O O

# Rules: 세칙 are entered by 간사, the 조례 of a 시군구 by its 담당, the portal's defaults by 운영자, who may all of it
council:office_rules              GET       -                L F F F F F F F F O F F F F O
council:office_rules_file         GET       -                L F F F F F F F F O F F F F O
council:office_rules_upload       GET,POST  -                L F F F F F F F F O F F F F O
council:office_rules_undo         GET,POST  rule_loading     L F F F F F F F F O F F F F O
council:office_rule               GET,POST  rule             L F F F F F F F F O F F F F O
council:office_rule_end           GET,POST  bylaw            L F F F F F F F F O F F F F O
council:office_rule_check         POST      bylaw            L F F F F F F F F O F F F F O
council:district_rules            GET       district         L F F F F F F F F F F F F O O
council:district_rules_file       GET       district         L F F F F F F F F F F F F O O
council:district_rules_upload     GET,POST  district         L F F F F F F F F F F F F O O
council:district_rules_undo       GET,POST  district_loading L F F F F F F F F F F F F O O
council:district_rule             GET,POST  district_rule    L F F F F F F F F F F F F O O
council:district_rule_end         GET,POST  district_row     L F F F F F F F F F F F F O O
council:district_rule_check       POST      district_row     L F F F F F F F F F F F F O O
council:platform_rules            GET       -                L F F F F F F F F F F F F F O
council:platform_rules_file       GET       -                L F F F F F F F F F F F F F O
council:platform_rules_upload     GET,POST  -                L F F F F F F F F F F F F F O
council:platform_rules_undo       GET,POST  platform_loading L F F F F F F F F F F F F F O
council:platform_rule             GET,POST  rule             L F F F F F F F F F F F F F O
council:platform_rule_end         GET,POST  platform_row     L F F F F F F F F F F F F F O
council:platform_rule_check       POST      platform_row     L F F F F F F F F F F F F F O

# All councils of one's own 시군구
council:district                  GET       district         L F F F F F F F F F F F F O O
council:district_file             GET       district         L F F F F F F F F F F F F O O

# Mails that did not go out
notices:deliveries                GET       -                L F F F F F F F F O F F F F O
notices:resend_all                POST      -                L F F F F F F F F O F F F F O
notices:resend                    POST      delivery         L F F F F F F F F O F F F F O

# One's own account
members_account:me                GET,POST  -                L O O O O O O O O O O O O O O
members_account:consents          GET       -                L O O O O O O O O O O O O O O
members_account:consent_text      GET       consent          O O O O O O O O O O O O O O O
members_account:consent_answer    POST      consent          L O O O O O O O O O O O O O O
members_account:my_data           GET       -                L O O O O O O O O O O O O O O
members_account:my_data_file      GET       -                L O O O O O O O O O O O O O O
members_account:close             GET,POST  -                L O O O O O O O O O O O O O O
members_account:closed            GET       -                O O O O O O O O O O O O O O O
members_account:second_factor     GET       -                L O O O O O O O O O O O O O O
notices_account:preferences       GET,POST  -                L O O O O O O O O O O O O O O

# Accounts (allauth): coming in is for everyone, what belongs to an account is for its owner (M: not set up)
account_login                     GET,POST  -                O O O O O O O O O O O O O O O
account_logout                    GET,POST  -                O O O O O O O O O O O O O O O
account_inactive                  GET       -                O O O O O O O O O O O O O O O
account_signup                    GET,POST  -                O O O O O O O O O O O O O O O
account_reset_password            GET,POST  -                O O O O O O O O O O O O O O O
account_reset_password_done       GET       -                O O O O O O O O O O O O O O O
account_reset_password_from_key   GET,POST  reset_key        O O O O O O O O O O O O O O O
account_reset_password_from_key_done GET    -                O O O O O O O O O O O O O O O
account_reauthenticate            GET,POST  -                L O O O O O O O O O O O O O O
account_email                     GET,POST  -                L O O O O O O O O O O O O O O
account_change_password           GET,POST  -                L O O O O O O O O O O O O O O
account_set_password              GET,POST  -                L O O O O O O O O O O O O O O
account_email_verification_sent   GET       -                * * * * * * * * * * * * * * *
account_confirm_login_code        GET,POST  -                * * * * * * * * * * * * * * *
mfa_index                         GET       -                L O O O O O O O O O O O O O O
mfa_reauthenticate                GET,POST  -                L O O O O O O O O O O O O O O
mfa_activate_totp                 GET,POST  -                L O O O O O O O O O O O O O O
mfa_deactivate_totp               GET,POST  -                L M M M M M M M M M M M M M M
mfa_view_recovery_codes           GET       -                L M M M M M M M M M M M M M M
mfa_generate_recovery_codes       GET,POST  -                L O O O O O O O O O O O O O O
mfa_download_recovery_codes       GET       -                L M M M M M M M M M M M M M M
mfa_list_webauthn                 GET       -                L O O O O O O O O O O O O O O
mfa_add_webauthn                  GET,POST  -                L O O O O O O O O O O O O O O
mfa_reauthenticate_webauthn       GET,POST  -                L O O O O O O O O O O O O O O
mfa_remove_webauthn               GET,POST  key              L O O O O O O O O O O O O O O
mfa_edit_webauthn                 GET,POST  key              L O O O O O O O O O O O O O O
mfa_authenticate                  GET,POST  -                * * * * * * * * * * * * * * *
mfa_login_webauthn                GET,POST  -                * * * * * * * * * * * * * * *
socialaccount_login_cancelled     GET       -                O O O O O O O O O O O O O O O
socialaccount_login_error         GET       -                O O O O O O O O O O O O O O O
socialaccount_signup              GET       -                * * * * * * * * * * * * * * *
socialaccount_connections         GET       -                L O O O O O O O O O O O O O O

# Recruitment: everybody reads what was announced, whoever has an account applies and sees the own application alone
members:recruitments              GET       -                O O O O O O O O O O O O O O O
members:draw_script               GET       -                O O O O O O O O O O O O O O O
members:recruitment               GET       call             O O O O O O O O O O O O O O O
members:recruitment               GET       call_preparing   M M M M M M M M M M M M M M M
members:draw                      GET       drawn            O O O O O O O O O O O O O O O
members:draw_screen               GET       drawn            O O O O O O O O O O O O O O O
members:draw_screen               GET       frozen_draw      O O O O O O O O O O O O O O O
members:draw_file                 GET       drawn            O O O O O O O O O O O O O O O
members:application               GET,POST  call             L O O O O O O O O O O O O O O
members:application_withdraw      GET,POST  call             L M M O M M M M M M M M M M M
members:application_proof         GET       own_paper        L M M O M M M M M M M M M M M
members:application_proof_remove  POST      own_paper        L M M O M M M M M M M M M M M
members:reserve_answer            POST      own_question     L M M O M M M M M M M M M M M
# 간사 and 읍면동 담당 run it; the 읍면동장 names the draw officers; the 시군구 sees the roll and appoints
members:office_recruitments       GET       -                L F F F F F F F F O F O O O O
members:office_recruitment        GET       call             L F F F F F F F F O F O O O O
members:office_recruitment_new    GET,POST  -                L F F F F F F F F O F O F F F
members:office_recruitment_edit   GET,POST  call_preparing   L F F F F F F F F O F O F F F
members:office_recruitment_step   GET,POST  call_step        L F F F F F F F F O F O F F F
members:office_paper              GET,POST  call             L F F F F F F F F O F F F F F
members:office_training           GET,POST  call_screening   L F F F F F F F F O F O F F F
members:office_sheet              GET,POST  session          L F F F F F F F F O F O F F F
members:office_applications       GET       call_screening   L F F F F F F F F O F O F F F
members:office_application        GET,POST  applicant        L F F F F F F F F O F O F F F
members:office_application_withdraw GET,POST applicant       L F F F F F F F F O F O F F F
members:office_proof              POST      applicants_paper L F F F F F F F F O F O F F F
members:office_move_up            GET,POST  drawn_gone       L F F F F F F F F O F O F F F
members:office_freeze             GET,POST  call_screening   L F F F F F F F F O F O O F F
members:office_number             POST      frozen_number    L F F F F F F F F O F O O F F
members:office_draw_run           POST      ready_draw       L F F F F F F F F O F O O F F
members:office_draw_release       GET,POST  frozen_draw      L F F F F F F F F O F O O F F
members:office_draw_redo          GET,POST  drawn            L F F F F F F F F O F O O F F
members:recruitment_roll          GET       drawn_call       L F F F F F F F F O F O O O O
members:recruitment_appoint       GET,POST  sent_call        L F F F F F F F F F F F F O O
members:office_reserve            GET       -                L F F F F F F F F O F O O O O
members:office_reserve_remove     GET,POST  reserve          L F F F F F F F F O F O F F F
members:office_vacancy            GET,POST  vacant_seat      L F F F F F F F F O F O F F F
members:office_succession_ask     GET,POST  succession       L F F F F F F F F O F O F F F
members:office_succession_leave   GET,POST  succession       L F F F F F F F F O F O F F F
members:office_succession_appoint GET,POST  succession       L F F F F F F F F F F F F O O
members:office_reserve_answer     GET,POST  reserve_call     L F F F F F F F F O F O F F F

# The admin site by role; its models are in test_admin.py
admin:index                       GET       -                L F F F F F O O O O O O O O O
admin:choose_council              POST      -                L F F F F F O O O O O O O O O
admin:login                       GET       -                L L L L L L L L L L L L L L L
admin:logout                      POST      -                L F F F F F O O O O O O O O O
admin:password_change             GET       -                L F F F F F O O O O O O O O O
admin:password_change_done        GET       -                L F F F F F O O O O O O O O O
admin:jsi18n                      GET       -                L F F F F F O O O O O O O O O
admin:autocomplete                GET       -                L F F F F F F F F F F F F F F
admin:view_on_site                GET       on_site          L F F F F F M M M M M M M M M
admin:app_list                    GET       app              L F F F F F M M O O O O O O O
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    methods: tuple[str, ...]
    thing: str
    expected: dict[str, str]

    @property
    def id(self) -> str:
        return self.name if self.thing == "-" else f"{self.name}[{self.thing}]"

    @property
    def is_allauth(self) -> bool:
        return self.name.startswith(("account_", "mfa_", "socialaccount_"))

    @property
    def is_admin(self) -> bool:
        return self.name.startswith("admin:")


def read(table: str) -> list[Row]:
    """Return the rows; a line with a letter too many or too few is a mistake in the table."""
    rows = []
    for line in table.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, methods, thing, *letters = line.split()
        assert len(letters) == len(COLUMNS), f"{name} has {len(letters)} letters"
        rows.append(Row(name, tuple(methods.split(",")), thing, dict(zip(COLUMNS, letters, strict=True))))
    return rows


ROWS = read(TABLE)


@dataclass(frozen=True, slots=True)
class AdminRow:
    """Who works with a model on the admin site; deleting is nobody's."""

    model: str
    readers: str
    adders: str = ""
    writers: str = ""

    def may(self, view: str, column: str) -> bool:
        if view == "delete":
            return False
        return column in {"add": self.adders, "write": self.writers}.get(view, self.readers)


STAFF = "분부회간감담장구운"
OFFICE = "회간감담장구운"

#: model, who reads, who adds, who changes. Proposals and projects move through their own pages only.
ADMIN = [
    AdminRow("council.council", OFFICE, "운", "운"),
    AdminRow("council.committee", OFFICE, "회간", "회간"),
    AdminRow("council.region", "구운", "운", "운"),
    AdminRow("council.ordinance", OFFICE, "구운", "구운"),
    AdminRow("council.rule", OFFICE),
    AdminRow("audit.entry", "회간감구운"),
    AdminRow("notices.delivery", "간운"),
    AdminRow("members.membership", OFFICE),
    AdminRow("members.office", OFFICE),
    AdminRow("members.committeemembership", OFFICE),
    AdminRow("members.officialpost", OFFICE),
    AdminRow("members.residency", "간"),
    AdminRow("members.invitation", "구운"),
    AdminRow("projects.proposal", STAFF),
    AdminRow("projects.proposalstep", STAFF),
    AdminRow("projects.project", STAFF),
    AdminRow("projects.statuschange", STAFF),
    AdminRow("projects.progressupdate", STAFF),
    AdminRow("projects.comment", "회간감"),
    AdminRow("projects.photo", STAFF),
]
