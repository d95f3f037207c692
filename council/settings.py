"""Settings, read from the environment by strict readers (12-factor).

``PORTAL_MODE`` is ``demo`` (the default of ``make run``), ``test`` or ``production``. Production takes nothing
for granted: what it needs and does not get is named by a system check (``council.checks``).
"""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from council.common.env import envbool, envchoice, envint, envlist, envsecret, envstr, envurl
from council.run.database import databases
from council.run.places import VAR
from council.run.secret import secret_key
from council.run.social import social_hosts, social_providers

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = VAR

MODE = envchoice("PORTAL_MODE", ("demo", "test", "production"), "demo")
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
DEBUG = envbool("DEBUG", False)

SECRET_KEY = secret_key(MODE, VAR_DIR)
ALLOWED_HOSTS = envlist("ALLOWED_HOSTS", [] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"])
PORTAL_URL = envurl("PORTAL_URL", "" if PRODUCTION else f"http://127.0.0.1:{envint('PORT', 8000, most=65535)}")
CSRF_TRUSTED_ORIGINS = envlist("CSRF_TRUSTED_ORIGINS", [PORTAL_URL] if PRODUCTION and PORTAL_URL else [])

# The portal claims to be a government's own site only when a government runs it.
OFFICIAL_SITE = envbool("OFFICIAL_SITE", False)

INSTALLED_APPS = [
    "council.apps.CouncilConfig",
    "council.audit.apps.AuditConfig",
    "council.notices.apps.NoticesConfig",
    "council.documents.apps.DocumentsConfig",
    "members.apps.MembersConfig",
    "council.meetings.apps.MeetingsConfig",
    "projects.apps.ProjectsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "council.apps.PortalAdminConfig",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "csp",
    "rules",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "council.middleware.BodyLimitMiddleware",
    "council.pagecache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "council.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "members.middleware.IdleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "council.middleware.CouncilMiddleware",
    "members.middleware.SecondFactorMiddleware",
    "council.middleware.AccessMiddleware",
]

ROOT_URLCONF = "council.urls"
WSGI_APPLICATION = "council.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "council.context.portal",
            ],
            "builtins": ["council.common.templatetags.portal"],
            "libraries": {
                "krds": "council.common.templatetags.krds",
                "portal": "council.common.templatetags.portal",
            },
        },
    }
]

# --- Database -------------------------------------------------------------------------------------------------

DATABASES = databases(VAR_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False  # CouncilMiddleware holds the transaction around the whole response.

CACHES = {
    "default": {
        # Shared by all processes, so that the rate limits against guessing count once.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
    }
}

# --- People ---------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "council:home_all"
LOGOUT_REDIRECT_URL = "council:home_all"

# --- Accounts (allauth) ---------------------------------------------------------------------------------------

ACCOUNT_ADAPTER = "members.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[주민자치회] "
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False  # a shared computer of the office forgets with the window
ACCOUNT_FORMS = {
    "login": "members.forms.accounts.LoginForm",
    "signup": "members.forms.accounts.SignupForm",
    "add_email": "members.forms.accounts.AddEmailForm",
    "change_password": "members.forms.accounts.ChangePasswordForm",
    "set_password": "members.forms.accounts.SetPasswordForm",
    "reset_password": "members.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "members.forms.accounts.ResetPasswordKeyForm",
    "confirm_email_verification_code": "members.forms.accounts.ConfirmEmailCodeForm",
    "reauthenticate": "members.forms.accounts.ReauthenticateForm",
}
# Guessing: per address of a network (an office shares one) and per e-mail. A reset of the password lifts the latter.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
    "confirm_email": "1/10s/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = envint("TRUSTED_PROXY_COUNT", 0)
MFA_ADAPTER = "members.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "members.forms.accounts.AuthenticateForm",
    "reauthenticate": "members.forms.accounts.ReauthenticateByCodeForm",
    "activate_totp": "members.forms.accounts.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
STAFF_MFA_REQUIRED = envbool("STAFF_MFA_REQUIRED", PRODUCTION)
SESSION_IDLE_MINUTES = envint("SESSION_IDLE_MINUTES", 60)

# Kakao and Naver sign people in only where the operator has keys of them.
SOCIALACCOUNT_ADAPTER = "members.adapters.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "members.forms.accounts.SocialSignupForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False  # consent is asked of everybody
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = social_providers(
    kakao=(envstr("KAKAO_CLIENT_ID", ""), envstr("KAKAO_SECRET", "")),
    naver=(envstr("NAVER_CLIENT_ID", ""), envstr("NAVER_SECRET", "")),
)
INSTALLED_APPS += [f"allauth.socialaccount.providers.{name}" for name in SOCIALACCOUNT_PROVIDERS]

# --- Safety ---------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = envbool("SECURE_COOKIES", PRODUCTION)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = envbool("SECURE_SSL_REDIRECT", PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = envint("SECURE_HSTS_SECONDS", 31_536_000 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = envbool("SECURE_HSTS_SUBDOMAINS", PRODUCTION)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if envbool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "council.views.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *social_hosts(SOCIALACCOUNT_PROVIDERS)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

MAX_BODY_BYTES = envint("MAX_BODY_MB", 60) * 1024 * 1024
MAX_PHOTO_BYTES = envint("MAX_PHOTO_MB", 12) * 1024 * 1024
MAX_PHOTO_PIXELS = envint("MAX_PHOTO_PIXELS", 50_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- Language and time ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]  # each in its own words
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- Files ----------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "public", VAR_DIR / "assets"]
#: What papers are set in; made by `make assets`, never sent to a browser.
PAPER_FONTS = VAR_DIR / "paper-fonts"
MEDIA_ROOT = Path(envstr("MEDIA_ROOT", str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 31_536_000

# --- Forms ----------------------------------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = ["krds"]
CRISPY_TEMPLATE_PACK = "krds"
CRISPY_FAIL_SILENTLY = False
FILTERS_EMPTY_CHOICE_LABEL = _("모두")

# --- Mail -----------------------------------------------------------------------------------------------------

EMAIL_BACKEND = envstr(
    "EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = envstr("EMAIL_HOST", "" if PRODUCTION else "localhost")
EMAIL_PORT = envint("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = envstr("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = envsecret("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = envbool("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = envstr("DEFAULT_FROM_EMAIL", "" if PRODUCTION else "portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Log ------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": envstr("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")},
    # It tells of every task that it registers, on every command.
    "loggers": {"procrastinate": {"level": "WARNING"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
