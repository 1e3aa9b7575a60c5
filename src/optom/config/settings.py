"""Settings: everything that may differ between installations comes from the environment."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from optom.config.postgres import default_dsn, project_home

PACKAGE = Path(__file__).resolve().parents[1]
IS_WEB = os.environ.get("OPTOM_PROCESS") == "web"
DEBUG = False


def _secret_key() -> str:
    """The installation's own key: from the environment, or made once and kept beside the data.

    Processes that start together agree on one: whoever is first gives it its name, whole.
    """
    given = os.environ.get("OPTOM_SECRET_KEY")
    if given:
        return given
    kept = project_home() / "secret-key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f"{kept.name}-{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            kept.hardlink_to(made)
        made.unlink()
    return kept.read_text()


def _database() -> dict[str, Any]:
    """The owner's connection for migrations and the worker; the web process signs in as ``optom_web``."""
    dsn = os.environ.get("OPTOM_DATABASE_URL") or default_dsn()
    if IS_WEB:
        dsn = os.environ.get("OPTOM_WEB_DATABASE_URL") or dsn
    parts: dict[str, Any] = conninfo_to_dict(dsn)
    options = {name: value for name, value in parts.items() if name not in _NAMED}
    if IS_WEB:
        options["pool"] = {"min_size": 2, "max_size": int(os.environ.get("OPTOM_POOL", "12")), "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "optom"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "OPTIONS": {**options, "prepare_threshold": 3},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": IS_WEB,  # the pool's connections don't outlive a restart of the database
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }


_NAMED = {"dbname", "user", "password", "host", "port"}

SECRET_KEY = _secret_key()
# Keys of before: what they have signed and sealed is still read, nothing new is made with them.
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("OPTOM_SECRET_KEYS_BEFORE", "").split(",") if key]
DATABASES = {"default": _database()}
ALLOWED_HOSTS = os.environ.get("OPTOM_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("OPTOM_ORIGINS", "").split(",") if origin]
_IS_SECURE = os.environ.get("OPTOM_HTTPS") == "1"

INSTALLED_APPS = [
    "optom.domain.accounts",
    "optom.domain.journal",
    "optom.domain.documents",
    "optom.domain.companies",
    "optom.domain.catalog",
    "optom.domain.stock",
    "optom.domain.suppliers",
    "optom.domain.policy",
    "optom.domain.agreeing",
    "optom.domain.pricing",
    "optom.domain.costs",
    "optom.domain.credit",
    "optom.domain.assortment",
    "optom.domain.orders",
    "optom.domain.shipping",
    "optom.domain.quotes",
    "optom.domain.billing",
    "optom.domain.bank",
    "optom.domain.reconciliation",
    "optom.domain.purchasing",
    "optom.domain.bargaining",
    "optom.domain.replay",
    "optom.interfaces.kit",
    "optom.interfaces.portal",
    "optom.interfaces.office",
    "optom.interfaces.exchange",
    "optom.config",  # for its commands
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "optom.interfaces.kit.packing.PackingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "optom.interfaces.kit.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "optom.interfaces.kit.policy.ContentPolicyMiddleware",
    "optom.interfaces.kit.identity.IdentityMiddleware",
]

ROOT_URLCONF = "optom.config.urls"
WSGI_APPLICATION = "optom.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "optom.interfaces.kit.answers.outdated"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "optom.interfaces.kit.signing.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter when a password or a second factor was changed
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Optom"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "60/m/ip"}
CACHES = {
    # shared by the web processes, so that rate limits hold across them; no other server to run
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(project_home() / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 5000},  # of 300, Django's own, it forgets any third: limits and progress among them
    },
}

# Pictures and papers of goods: a folder that all web processes and the worker share, saved together with the database.
OPTOM_FILES = Path(os.environ.get("OPTOM_FILES") or project_home() / "files").expanduser().resolve()

# A folder into which a bank's program puts statements; the worker takes them from there. Empty: none is watched.
OPTOM_STATEMENTS = os.environ.get("OPTOM_STATEMENTS", "")

# Networks of our own that feeds of suppliers may reach, "10.1.0.0/16,192.168.7.4": without it only public addresses.
OPTOM_FEED_NETWORKS = [network for network in os.environ.get("OPTOM_FEED_NETWORKS", "").split(",") if network]

# The folder within which feeds may watch folders. Empty: none may.
OPTOM_FEED_FOLDER = os.environ.get("OPTOM_FEED_FOLDER", "")

# Where the source of this very installation is offered; without an address the program hands it out itself (ADR 0009).
OPTOM_SOURCE_URL = os.environ.get("OPTOM_SOURCE_URL", "")

# Where people find this installation: letters that no request asks for have to say it.
_HERE = f"http://localhost:{os.environ.get('OPTOM_PORT', '8000')}"
OPTOM_SITE_URL = os.environ.get("OPTOM_SITE_URL") or next(iter(CSRF_TRUSTED_ORIGINS), _HERE)

EMAIL_BACKEND = os.environ.get("OPTOM_EMAIL_BACKEND") or (
    # letters are printed to the log until there is a server that sends them
    f"django.core.mail.backends.{'smtp' if 'OPTOM_SMTP_HOST' in os.environ else 'console'}.EmailBackend"
)
DEFAULT_FROM_EMAIL = os.environ.get("OPTOM_EMAIL_FROM", "optom@localhost")
EMAIL_HOST = os.environ.get("OPTOM_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("OPTOM_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("OPTOM_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("OPTOM_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("OPTOM_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 10  # seconds: a person waits for the answer

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("OPTOM_TIME_ZONE", "Europe/Moscow")
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = project_home() / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"/kit/build/.+-[\w-]{8}\.(js|css)$"  # their names change with their content

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = _IS_SECURE
CSRF_COOKIE_SECURE = _IS_SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
SILENCED_SYSTEM_CHECKS = ["auth.E003", "auth.W004"]  # the address is unique without case, by a constraint of its own

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "optom.config.logs.Veiled",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"procrastinate": {"level": "WARNING"}, "httpx": {"level": "WARNING"}},
}
