"""Django's settings, derived from the environment alone (see `environment.py`)."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from kapea.guard.vault.keyring import read_or_create_keyring
from kapea.site.environment import Environment, read

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT: Environment = read(root=ROOT)
KAPEA_HOME = ENVIRONMENT.home
KAPEA_PACK = ENVIRONMENT.pack
KAPEA_FICTITIOUS = ENVIRONMENT.fictitious
KAPEA_EXIT_URL = ENVIRONMENT.exit_url
KAPEA_PROXIES = ENVIRONMENT.proxies

KAPEA_KEYRING = read_or_create_keyring(ENVIRONMENT.keys)
SECRET_KEY = KAPEA_KEYRING.secret("django").hex()
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.origins)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "kapea.guard",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "kapea.registers.places",
    "kapea.registers.agencies",
    "kapea.registers.people",
    "kapea.registers.directory",
    "kapea.registers.worklist",
    "kapea.registers.hotline",
    "kapea.registers.police",
    "kapea.registers.casework",
    "kapea.registers.justice",
    "kapea.registers.sheets",
    "kapea.registers.care",
    "kapea.registers.returns",
    "kapea.monitoring.statistics",
    "kapea.monitoring.law",
    "kapea.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kapea.guard.headers.SafeHeaders",
    "kapea.guard.bodies.RefuseFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kapea.guard.accounts.sessions.SessionLimits",
    "kapea.guard.web.ViewerMiddleware",
    "kapea.guard.drafts.middleware.ClearSavedDrafts",
    "kapea.guard.accounts.enrolment.EnrolFirst",
    "kapea.site.local_time.LocalTime",
    "kapea.site.errors.UserErrors",
]

ROOT_URLCONF = "kapea.site.urls"
WSGI_APPLICATION = "kapea.site.wsgi.application"
AUTH_USER_MODEL = "guard.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "kapea.site.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "kapea.site.forms.KapeaFormRenderer"


PREPARED_AFTER = 3
"""How often a question is asked on one connection before PostgreSQL keeps its plan."""


def _database(environment: Environment) -> dict[str, object]:
    parts = urlsplit(environment.database_url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) if parts.path.startswith("//") else unquote(parts.path),
            "OPTIONS": {
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000;",
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "pool": {"min_size": 0, "max_size": environment.pool_size, "timeout": 20},
            # a page's questions are planned once for each connection, not each time
            "server_side_binding": True,
            "prepare_threshold": PREPARED_AFTER,
        },
    }


DATABASES = {"default": _database(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def _mail(environment: Environment) -> dict[str, object]:
    """Notices without content go out by SMTP; without a server they are written to the console.

    Among fictitious cases nothing goes out at all: the outbox alone shows what would have.
    """
    if environment.fictitious:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(environment.email_url)
    if parts.scheme not in ("smtp", "smtps"):
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.port not in (25, 1025),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": dict(parse_qsl(parts.query)).get("from", "kapea@localhost"),
    }


DEFAULT_FROM_EMAIL = "kapea@localhost"
globals().update(_mail(ENVIRONMENT))

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "comparison"]}}

# Accounts: user name and password, then a second factor (TOTP or passkey) for each role that sees a case.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "kapea.guard.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = False  # guard.accounts.throttle counts attempts, so that nobody can lock another out
MFA_RATE_LIMITS = False
MFA_ADAPTER = "kapea.guard.accounts.second_factor.SealedFactors"
MFA_FORMS = {
    "authenticate": "kapea.guard.accounts.second_factor.SignInCodeForm",
    "reauthenticate": "kapea.guard.accounts.second_factor.AgainCodeForm",
    "add_webauthn": "kapea.guard.accounts.second_factor.NewPasskeyForm",
    "edit_webauthn": "kapea.guard.accounts.second_factor.PasskeyNameForm",
}
MFA_TOTP_PERIOD = 30
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kapea"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https

LANGUAGE_CODE = "km"
LANGUAGES = [("km", "ខ្មែរ"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # instants are kept in UTC; pages show the pack's time zone
LOCALE_PATHS = [ROOT / "src" / "kapea" / "registers" / "locale"]
LANGUAGE_COOKIE_NAME = "kapea_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = KAPEA_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Nothing may be uploaded: no handler takes a file, and bodies are refused earlier (guard.bodies).
FILE_UPLOAD_HANDLERS = ["kapea.guard.bodies.NoFileHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

_HTTPS = ENVIRONMENT.https
SECURE_SSL_REDIRECT = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 63_072_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
SECURE_REFERRER_POLICY = (
    "same-origin"  # with no-referrer, browsers send "Origin: null" and every form is refused
)
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "__Host-kapea" if _HTTPS else "kapea"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-kapea_csrf" if _HTTPS else "kapea_csrf"
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser: nothing on a shared telephone tells of a visit
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "kapea.site.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in ("camera", "microphone", "geolocation", "payment", "usb", "display-capture", "autoplay")
} | {"publickey-credentials-get": ["self"], "publickey-credentials-create": ["self"]}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"kapea": {"level": "INFO"}, "django.request": {"level": "CRITICAL"}},
}
