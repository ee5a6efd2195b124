"""The one settings file. Values come from the environment; secrets from files in the data folder.

Every variable read here has its heading in docs/operate/settings.md.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from thidua.kernel.secrets import secret
from thidua.kernel.sqlite import journal_mode

PACKAGE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("THIDUA_DATA") or "data").resolve()
PORT = int(os.environ.get("PORT") or 8000)
URL = (os.environ.get("THIDUA_URL") or f"http://127.0.0.1:{PORT}").rstrip("/")
HTTPS = URL.startswith("https://")

DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = secret(DATA, "secret_key")
DEBUG = False
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    URL.split("//")[1].rsplit(":", 1)[0],
    *os.environ.get("THIDUA_HOSTS", "").split(),
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_cotton",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "thidua.base.accounts",
    "thidua.base.audit",
    "thidua.base.files",
    "thidua.base.notices",
    "thidua.base.exports",
    "thidua.domain.organisations",
    "thidua.domain.people",
    "thidua.domain.awards",
    "thidua.domain.register",
    "thidua.domain.movements",
    "thidua.domain.registrations",
    "thidua.domain.initiatives",
    "thidua.domain.assessment",
    "thidua.domain.imports",
    "thidua.domain.profiles",
    "thidua.domain.dossiers",
    "thidua.domain.councils",
    "thidua.domain.decisions",
    "thidua.domain.statistics",
    "thidua.domain.reviews",
    "thidua.domain.reports",
    "thidua.domain.lookup",
    "thidua.doors.ui",
    "thidua.doors.desk",
    "thidua.doors.public",
    "thidua.doors.jobs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "thidua.doors.http.RequestId",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thidua.doors.http.VietnameseFirst",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "thidua.doors.jobs.after.WakeWorker",
    "thidua.doors.http.ActorAndErrors",
]

ROOT_URLCONF = "thidua.urls"
WSGI_APPLICATION = "thidua.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thidua.doors.http.frame",
            ],
        },
    }
]
COTTON_DIR = "cotton"

# -- database: SQLite at first start, PostgreSQL by DATABASE_URL ------------------------------------------
SQLITE_JOURNAL, SQLITE_REASON = journal_mode()
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'thidua.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a deferred writer meets "database is locked"; FULL: NORMAL loses acknowledged commits.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={SQLITE_JOURNAL}; PRAGMA synchronous=FULL;",
    }

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "thidua_cache"}}

# -- accounts ---------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "public:home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "thidua.doors.entry.Adapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
# One trusted proxy at most; without one the address of the connection counts (rate limits of log-in).
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("THIDUA_PROXIES") or 0)

IDLE_SECONDS = int(os.environ.get("THIDUA_IDLE_SECONDS") or 1800)
SESSION_ENGINE = "thidua.doors.entry"  # ends sessions on the server after the idle time
SESSION_COOKIE_AGE = 12 * 3600  # the longest working day; log in again after it
SESSION_SAVE_EVERY_REQUEST = False
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"

# -- transport --------------------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the page's forms
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
if HTTPS:  # the prefix is refused by browsers on plain http, which only the loopback address uses
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [URL]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "thidua.doors.http.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_MAX_BYTES = 25 * 1024 * 1024

# -- language ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["thidua.formats"]

# -- files, mail, tasks -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILES_ROOT = DATA / "files"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA / "mail")
if os.environ.get("THIDUA_SMTP"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, _sep, _port = os.environ["THIDUA_SMTP"].partition(":")
    EMAIL_PORT = int(_port or 465)
    EMAIL_USE_SSL = EMAIL_PORT == 465
    EMAIL_HOST_USER = os.environ.get("THIDUA_SMTP_USER", "")
    EMAIL_HOST_PASSWORD = secret(DATA, "smtp_password", make=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("THIDUA_FROM") or "thidua@localhost"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("THIDUA_LOG") or "WARNING"},
}
