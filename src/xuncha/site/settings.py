"""Settings. What differs between installations comes from the environment or XUNCHA_HOME."""

import os
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from xuncha.site.home import database_url, demo_shift, home, secret

XUNCHA_HOME = home()
XUNCHA_DEMO = os.environ.get("XUNCHA_DEMO") == "1"  # the sign-in page lists the cast; set by `xuncha demo` alone
XUNCHA_CLOCK_SHIFT = demo_shift() if XUNCHA_DEMO else timedelta(0)  # the demo stands on its scenario's last day
XUNCHA_REQUIRE_SECOND_FACTOR = os.environ.get("XUNCHA_SECOND_FACTOR", "0" if XUNCHA_DEMO else "1") == "1"
XUNCHA_PORTAL = os.environ.get("XUNCHA_PORTAL", "1") == "1"  # the inspected unit's portal may be switched off
XUNCHA_ON_PAPER = os.environ.get("XUNCHA_PORTAL") == "paper"  # off for the units; staff enter what they send on paper
XUNCHA_SESSION_IDLE_MINUTES = int(os.environ.get("XUNCHA_SESSION_IDLE_MINUTES", "30"))
XUNCHA_SESSION_HOURS = int(os.environ.get("XUNCHA_SESSION_HOURS", "12"))
XUNCHA_LOCK_AFTER = 5  # failed sign-ins in a row
XUNCHA_LOCK_MINUTES = 15
XUNCHA_UNLOCK_MINUTES = int(os.environ.get("XUNCHA_UNLOCK_MINUTES", "60"))  # how long a passphrase opens a person's key
XUNCHA_PASSPHRASE_COST = (3, 65536)  # Argon2id: passes, KiB of memory (RFC 9106, second recommended option)
XUNCHA_SUITE = os.environ.get("XUNCHA_SUITE", "standard")  # ciphers of new keys: standard, or national (SM2, SM3, SM4)
XUNCHA_WATERMARK = os.environ.get("XUNCHA_WATERMARK", "1") == "1"  # name and time of the reader behind case content
XUNCHA_UPLOAD_MB = int(os.environ.get("XUNCHA_UPLOAD_MB", "200"))

SECRET_KEY = secret("django")
XUNCHA_FIELD_KEY = secret("field")  # encrypts what the database must not show: second-factor secrets
DEBUG = False
ALLOWED_HOSTS = os.environ.get("XUNCHA_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
ROOT_URLCONF = "xuncha.site.urls"
WSGI_APPLICATION = "xuncha.site.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign-in"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "xuncha.foundation.ui",
    "xuncha.foundation.orgs",
    "xuncha.foundation.accounts",
    "xuncha.foundation.journal",
    "xuncha.foundation.sealing",
    "xuncha.foundation.leaks",
    "xuncha.foundation.regulations",
    "xuncha.foundation.files",
    "xuncha.foundation.documents",
    "xuncha.foundation.inbox",
    "xuncha.foundation.jobs",
    "xuncha.foundation.imports",
    "xuncha.foundation.exports",
    "xuncha.planning",
    "xuncha.talent",
    "xuncha.dossier",
    "xuncha.rounds",
    "xuncha.preparation",
    "xuncha.intake",
    "xuncha.gathering",
    "xuncha.survey",
    "xuncha.conduct",
    "xuncha.fieldwork",
    "xuncha.findings",
    "xuncha.clues",
    "xuncha.special",
    "xuncha.feedback",
    "xuncha.rectification",
    "xuncha.lookback",
    "xuncha.supervision",
    "xuncha.accountability",
    "xuncha.cooperation",
    "xuncha.hints",
    "xuncha.disclosure",
    "xuncha.evaluation",
    "xuncha.insight",
    "xuncha.site",
]

MIDDLEWARE = [
    "xuncha.foundation.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "xuncha.foundation.middleware.SignedIn",
    "xuncha.foundation.exports.leaving.Exports",
    "xuncha.foundation.http.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "xuncha.site.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "xuncha.foundation.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "xuncha.foundation.ui.forms.Renderer"


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path if parts.path not in {"", "/:memory:"} else ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",  # a writer queues at BEGIN instead of failing in the middle
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;"
                "PRAGMA mmap_size=134217728; PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with sqlite:/// or postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(database_url())}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [str(os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale"))]  # noqa: PTH118, PTH120
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = None

STATIC_URL = "/static/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(XUNCHA_HOME / "files")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # served straight out of the packages: nothing is copied at set-up
WHITENOISE_MAX_AGE = 3600

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = os.environ.get("XUNCHA_HTTPS") == "1"
SESSION_COOKIE_AGE = XUNCHA_SESSION_HOURS * 3600
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS] if SESSION_COOKIE_SECURE else []
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "xuncha.site.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_TEMP_DIR = str(XUNCHA_HOME / "tmp")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "xuncha": {"level": "INFO"}},
}
