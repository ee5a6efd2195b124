"""The settings of the tests: the product's own, with quick passwords, plain static files and no waiting for the disk."""

from thidua.settings import *  # noqa: F403
from thidua.settings import DATA, DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that threads meet the locks of the product; it does not have to survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
(DATA / "static").mkdir(exist_ok=True)  # whitenoise warns of a missing folder, and warnings are errors
