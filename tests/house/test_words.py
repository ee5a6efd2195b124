"""Nothing that a user reads is left in one language only."""

from pathlib import Path

import allauth
import django
import polib
import pytest
from django.utils import translation

from tests.house.wording import catalogue, marks, meaning, of_code, of_pages, words


def test_every_msgid_has_its_english():
    english = {entry.msgid: entry for entry in polib.pofile(str(catalogue("en")))}
    missing = sorted(text for text in words() if text not in english or not all(meaning(english[text])))
    assert not missing, f"{len(missing)} msgids without English (scripts/words --list), such as {missing[:5]}"


def test_no_entry_is_unused():
    unused = {entry.msgid for entry in polib.pofile(str(catalogue("en")))} - set(words())
    assert not unused, f"run scripts/words: {sorted(unused)[:5]}"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_placeholders_are_the_same_in_both_languages(language):
    for entry in polib.pofile(str(catalogue(language))):
        wanted = marks(entry.msgid) | marks(entry.msgid_plural or "")
        for text in filter(None, meaning(entry)):
            assert marks(text) <= wanted, entry.msgid
            assert marks(text) == wanted or entry.msgid_plural, entry.msgid


@pytest.mark.parametrize("language", ["en", "vi"])
def test_compiled_catalogue_is_up_to_date(language):
    path = catalogue(language)
    source = {entry.msgid: meaning(entry) for entry in polib.pofile(str(path)) if entry.translated()}
    compiled = {entry.msgid: meaning(entry) for entry in polib.mofile(str(path.with_suffix(".mo")))}
    assert source == compiled, "run scripts/words"


DJANGO = Path(django.__file__).parent
ALLAUTH = Path(allauth.__file__).parent
SEEN = ["forms/*.py", "core/validators.py", "core/paginator.py", "contrib/auth/password_validation.py"]
SEEN += ["contrib/auth/validators.py", "utils/timesince.py"]
MESSAGES = ["logged_in.txt", "logged_out.txt", "password_changed.txt"]


def test_what_django_says_on_our_pages_has_its_vietnamese():
    said = set(of_code([path for pattern in SEEN for path in DJANGO.glob(pattern)], DJANGO))
    known = {entry.msgid for entry in polib.pofile(str(catalogue("vi"))) if entry.translated()}
    for name in ("conf", "contrib/auth"):
        own = polib.pofile(str(DJANGO / name / "locale/vi/LC_MESSAGES/django.po"))
        known |= {entry.msgid for entry in own if entry.translated()}
    assert said - known == set()


def test_what_allauth_says_on_our_pages_has_its_vietnamese():
    pages = [ALLAUTH / "templates/account/messages" / name for name in MESSAGES]
    said = set(of_pages(pages, ALLAUTH))
    said |= {
        "Username",
        "Password",
        "Current Password",
        "New Password",
        "New Password (again)",
        "The username and/or password you specified are not correct.",
        "Too many failed login attempts. Try again later.",
        "This account is currently inactive.",
        "Please type your current password.",
        "You must type the same password each time.",
    }
    assert said <= set(of_code(ALLAUTH.glob("account/*.py"), ALLAUTH)) | set(of_pages(pages, ALLAUTH)), "msgids changed"
    with translation.override("vi"):
        assert [text for text in said if translation.gettext(text) == text] == []
