"""How the accounts library behaves here: plain Korean, people's names, sealed secrets, mail that does not get lost."""

from __future__ import annotations

import base64
import hashlib
import smtplib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import User
from members.models.user import normal_email
from members.selectors import belongings, is_staff_anywhere
from members.tasks import send_mail


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up, sign-in and the mails around them."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("닫힌 계정입니다."),
        "email_password_mismatch": _(
            "전자우편이나 비밀번호가 맞지 않습니다. 잊었으면 비밀번호를 다시 정할 수 있습니다."
        ),
        "too_many_login_attempts": _(
            "로그인을 여러 번 틀려 잠시 막았습니다. 5분 뒤에 다시 하거나, 지금 비밀번호를 다시 정하면 바로 풀립니다."
        ),
        "rate_limited": _("잠깐 사이에 너무 여러 번 하였습니다. 1분 뒤에 다시 해 주십시오."),
        "incorrect_code": _("번호가 맞지 않습니다. 메일의 번호를 다시 보아 주십시오."),
        "enter_current_password": _("지금 쓰는 비밀번호를 써 주십시오."),
    }

    def clean_email(self, email: str) -> str:
        return normal_email(super().clean_email(email))

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name") or user.name
        return super().save_user(request, user, form, commit=commit)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead people to where they have something to do: the one council they belong to."""
        on = timezone.localdate()
        mine = belongings(request.user, on) if isinstance(request.user, User) else []
        if len(mine) == 1:
            page = "council:office" if mine[0].is_staff else "council:home"
            return reverse(page, args=[mine[0].council.slug])
        return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once, because the person waits for the code; a mail server that is away must not lose it."""
        request = self.request
        message = self.render_mail(template_prefix, email, {"request": request, "email": email} | context)
        try:
            message.send()
        except (smtplib.SMTPException, OSError):
            send_mail.defer(subject=message.subject, body=message.body, to=email)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Kakao and Naver: they tell who somebody is; consent is still asked here."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user = super().populate_user(request, sociallogin, data)
        name = data.get("name") or "".join(filter(None, (data.get("last_name"), data.get("first_name"))))
        user.name = (name or data.get("username") or "")[:30]
        user.email = normal_email(user.email or "")
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        if form is not None and form.cleaned_data.get("name"):
            sociallogin.user.name = form.cleaned_data["name"]
        return super().save_user(request, sociallogin, form)


class MFAAdapter(DefaultMFAAdapter):
    """The second factor: its secret is sealed, and staff do not take off their last one."""

    def get_totp_issuer(self) -> str:
        return str(_("주민자치회 포털"))

    def encrypt(self, text: str) -> str:
        return _sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _sealer().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # SECRET_KEY was changed without SECRET_KEY_FALLBACKS: the code cannot be checked, so it does not fit.
            return ""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not settings.STAFF_MFA_REQUIRED or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_FACTORS)
        if others.exclude(pk=authenticator.pk).exists():
            return True
        return not is_staff_anywhere(authenticator.user, timezone.localdate())


#: Recovery codes stand in for one of these; alone they are no second factor.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def _sealer() -> MultiFernet:
    """Return the cipher of today's SECRET_KEY, that also opens what earlier keys sealed."""
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"members.mfa:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
