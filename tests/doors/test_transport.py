"""Cookies and headers, as they are on the loopback address and as they are behind https."""

import json
import os
import subprocess
import sys

ASKED = [
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "SECURE_HSTS_SECONDS",
    "DEBUG",
]


def settings_at(url: str, folder) -> dict[str, object]:
    """The settings of a fresh installation at this address."""
    program = (
        "import json; from django.conf import settings as s;"
        f"print(json.dumps({{name: getattr(s, name) for name in {ASKED!r}}}))"
    )
    environment = {**os.environ, "THIDUA_DATA": str(folder), "THIDUA_URL": url} | {
        "DJANGO_SETTINGS_MODULE": "thidua.settings"
    }
    environment.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_behind_https_every_cookie_is_secure(tmp_path):
    held = settings_at("https://thidua.example.vn", tmp_path)
    assert held["SESSION_COOKIE_SECURE"] and held["CSRF_COOKIE_SECURE"] and held["LANGUAGE_COOKIE_SECURE"]
    assert str(held["SESSION_COOKIE_NAME"]).startswith("__Host-") and str(held["CSRF_COOKIE_NAME"]).startswith(
        "__Host-"
    )
    assert int(str(held["SECURE_HSTS_SECONDS"])) >= 31_536_000
    assert held["SESSION_COOKIE_HTTPONLY"] and not held["DEBUG"]


def test_on_the_loopback_address_plain_http_works(tmp_path):
    held = settings_at("http://127.0.0.1:8000", tmp_path)
    assert not held["SESSION_COOKIE_SECURE"] and held["SESSION_COOKIE_HTTPONLY"]


def test_each_answer_carries_the_strict_policy(client, db):
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
