"""The forms of the account: the library's, with clean text, plain words and consent."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.socialaccount import forms as social_forms
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor
from council.common.forms import KrdsFormMixin
from members.consent_texts import ConsentText, current_texts
from members.models import Consent, User
from members.services import record_consent

NEEDED = gettext_lazy("동의해야 계정을 만들 수 있습니다. 원하지 않으면 그만두어도 됩니다.")
TOO_YOUNG = gettext_lazy("만 14세 이상이면 표시해 주십시오. 아니면 보호자와 함께 간사에게 말해 주십시오.")


def _with_link(text: ConsentText) -> str:
    """Return the small line under a consent, with the way to the whole text."""
    url = reverse("members_account:consent_text", args=[text.kind.lower()])
    return format_html('{} <a href="{}">{}</a>', text.summary, url, _("전문 보기"))


_with_link_lazy = lazy(_with_link, str)


def consent_field(text: ConsentText) -> forms.BooleanField:
    """Return the box for one text: required ones refuse to be left out, optional ones start empty."""
    field = forms.BooleanField(
        label=text.question,
        required=text.required,
        help_text=_with_link_lazy(text),
        error_messages={"required": TOO_YOUNG if text.kind == Consent.Kind.AGE_14 else NEEDED},
    )
    field.mark = ""  # type: ignore[attr-defined]  # the group's heading says it once
    return field


class NameField(forms.CharField):
    """A person's name as others call it."""

    default_error_messages = {
        "required": gettext_lazy("이름을 써 주십시오."),
        "letters": gettext_lazy("이름을 글자로 써 주십시오."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("이름"))
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "name")

    def clean(self, value: Any) -> str:
        name = " ".join(super().clean(value).split())
        if name and not any(sign.isalpha() for sign in name):
            raise ValidationError(self.error_messages["letters"], code="letters")
        return name


class ConsentsMixin(forms.Form):
    """Asks for the consents of the day, required and optional apart, and records each with its version."""

    def add_consents(self) -> None:
        texts = [text for text in current_texts(timezone.localdate()) if text.at_sign_up]
        self.consent_texts = {f"agree_{text.kind.lower()}": text for text in texts}
        for name, text in self.consent_texts.items():
            self.fields[name] = consent_field(text)

    def own_fields(self) -> list[forms.BoundField]:
        """Return the fields that are not consents."""
        return [field for field in self if field.name not in self.consent_texts]

    def required_consents(self) -> list[forms.BoundField]:
        return [self[name] for name, text in self.consent_texts.items() if text.required]

    def optional_consents(self) -> list[forms.BoundField]:
        return [self[name] for name, text in self.consent_texts.items() if not text.required]

    def record_consents(self, request: HttpRequest, user: User) -> None:
        at = timezone.now()
        by = Actor(user_id=user.pk, council_id=None, name=user.name)
        record("members.account.created", user, by=by, at=at, council_id=None)
        for name, text in self.consent_texts.items():
            if self.cleaned_data.get(name):
                record_consent(user, text.kind, by=by, at=at)


class SignupForm(KrdsFormMixin, ConsentsMixin, account_forms.SignupForm):
    """Name, e-mail, password, and the consents."""

    field_order = ["name", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = NameField(help_text=_("이웃이 부르는 이름입니다. 나중에 바꿀 수 있습니다."))
        self.fields["email"].label = _("전자우편")
        self.fields["email"].help_text = _("이 주소로 확인 번호를 보냅니다.")
        self.fields["password1"].label = _("비밀번호")
        self.fields["password1"].help_text = _("10자 이상. 남이 짐작하기 쉬운 말은 쓰지 마십시오.")
        self.fields["password2"].label = _("비밀번호 한 번 더")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.order_fields(self.field_order)
        self.add_consents()

    def save(self, request: HttpRequest) -> User:
        # Account and consents together, or neither: nobody has an account without a recorded consent.
        with transaction.atomic():
            return super().save(request)

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        super().custom_signup(request, user)
        self.record_consents(request, user)


class SocialSignupForm(KrdsFormMixin, ConsentsMixin, social_forms.SignupForm):
    """What Kakao or Naver does not tell, and the consents."""

    field_order = ["name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = NameField(initial=self.sociallogin.user.name)
        self.fields["email"].label = _("전자우편")
        self.order_fields(self.field_order)
        self.add_consents()

    def save(self, request: HttpRequest) -> User:
        with transaction.atomic():
            return super().save(request)

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        super().custom_signup(request, user)
        self.record_consents(request, user)


class LoginForm(KrdsFormMixin, account_forms.LoginForm):
    """Sign in with e-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("전자우편")
        self.fields["password"].label = _("비밀번호")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ResetPasswordForm(KrdsFormMixin, account_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("전자우편")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class ResetPasswordKeyForm(KrdsFormMixin, account_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(KrdsFormMixin, account_forms.ChangePasswordForm):
    pass


class SetPasswordForm(KrdsFormMixin, account_forms.SetPasswordForm):
    pass


class AddEmailForm(KrdsFormMixin, account_forms.AddEmailForm):
    pass


class ConfirmEmailCodeForm(KrdsFormMixin, account_forms.ConfirmEmailVerificationCodeForm):
    pass


class ReauthenticateForm(KrdsFormMixin, account_forms.ReauthenticateForm):
    pass


class AuthenticateForm(KrdsFormMixin, mfa_base_forms.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(KrdsFormMixin, mfa_base_forms.ReauthenticateForm):
    pass


class ActivateTOTPForm(KrdsFormMixin, totp_forms.ActivateTOTPForm):
    pass
