"""What every request passes: language, actor, refusals as pages, the frame."""

import pytest
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.cast import CAST
from thidua.base.audit.models import Event
from thidua.domain.movements.models import Movement
from thidua.doors import http
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Refused, Stale, Unready
from thidua.kernel.issues import Issue

COUNTED = {"tier": "agency", "scope": "agency", "method": "regular"}
LISTING = "/ban-lam-viec/phong-trao/"
REFUSALS = [
    (NotFound("Không có hồ sơ này."), 404, "Không có hồ sơ này."),
    (NotAllowed("Chỉ thủ trưởng được ký."), 403, "Chỉ thủ trưởng được ký."),
    (NotNow("Phiên họp đã kết thúc."), 409, "Phiên họp đã kết thúc."),
    (Stale("Vừa được người khác thay đổi."), 409, "Vừa được người khác thay đổi."),
    (Unready([Issue("Chưa có tiêu chí.", "Ghi tiêu chí.")]), 422, ""),
    (Refused("Dữ liệu không đọc được."), 400, "Dữ liệu không đọc được."),
]


@pytest.fixture
def broken(monkeypatch):
    """Let the list of movements refuse with this error."""

    def refuse(error):
        def fail(*args, **kwargs):
            raise error

        monkeypatch.setattr("thidua.doors.desk.movements.views.queries.listed", fail)

    return refuse


class TestLanguage:
    def test_vietnamese_whatever_the_browser_prefers(self, db, client):
        response = client.get("/dang-nhap/", headers={"accept-language": "en"})
        assert response["Content-Language"] == "vi"
        assert '<html lang="vi"' in response.content.decode()

    def test_english_when_chosen(self, db, client):
        client.post(reverse("set_language"), {"language": "en", "next": "/dang-nhap/"})
        assert client.get("/dang-nhap/")["Content-Language"] == "en"

    def test_a_language_we_do_not_speak_is_vietnamese(self, db, client):
        client.cookies["django_language"] = "fr"
        assert client.get("/dang-nhap/")["Content-Language"] == "vi"


class TestRefusals:
    @pytest.mark.parametrize(("error", "status", "words"), REFUSALS)
    def test_become_pages_that_say_why(self, as_, broken, error, status, words):
        broken(error)
        response = as_("clerk").get(LISTING)
        assert response.status_code == status
        assert words in response.content.decode()

    def test_what_is_missing_is_listed_with_its_remedy(self, as_, broken):
        broken(Unready([Issue("Chưa có tiêu chí.", "Ghi tiêu chí.", "/sua/"), Issue("Chưa có ngày.")]))
        page = as_("clerk").get(LISTING).content.decode()
        assert "Còn thiếu trước khi làm được việc này" in page
        assert '<strong>Chưa có tiêu chí.</strong> <a href="/sua/">Ghi tiêu chí.</a>' in page
        assert "<strong>Chưa có ngày.</strong></li>" in page

    @pytest.mark.parametrize(("error", "status", "words"), REFUSALS)
    def test_become_json_for_scripts(self, as_, broken, error, status, words):
        broken(error)
        response = as_("clerk").get(LISTING, headers={"accept": "application/json"})
        assert response.status_code == status
        assert words in response.json()["error"]

    def test_the_same_form_twice_is_one_act_and_a_word(self, world, as_):
        client = as_("clerk")
        form = {
            "title": "Thi đua", "year": 2026, "content": "x", "criteria": "x",
            "starts_on": "2026-01-01", "ends_on": "2026-12-31", "once": "mot-lan", **COUNTED,
        }  # fmt: skip
        client.post(f"{LISTING}soan/", form)
        response = client.post(f"{LISTING}soan/", {**form, "next": LISTING}, follow=True)
        assert "đã được ghi nhận ở lần gửi trước" in response.content.decode()
        assert Movement.objects.count() == 1

    def test_a_busy_database_asks_for_patience(self, as_, broken):
        broken(OperationalError("database is locked"))
        response = as_("clerk").get(LISTING)
        assert response.status_code == 409
        assert "đang bận" in response.content.decode()

    def test_another_fault_is_a_fault_of_ours_and_names_its_id(self, as_, broken):
        broken(ZeroDivisionError())
        client = as_("clerk")
        client.raise_request_exception = False
        response = client.get(LISTING)
        assert response.status_code == 500
        assert f"<code>{response.wsgi_request.id}</code>" in response.content.decode()

    def test_a_done_form_goes_back_only_to_ourselves(self):
        for next_url, expected in [
            ("/x/", "/x/"),
            ("https://xau.example/", "/ban-lam-viec/"),
            ("//xau.example", "/ban-lam-viec/"),
            ("", "/ban-lam-viec/"),
        ]:
            request = RequestFactory().post("/act/", {"next": next_url})
            assert http.back(request) == expected

    def test_already_done_is_a_refusal_that_no_page_shows(self):
        assert issubclass(AlreadyDone, Refused)

    def test_an_unknown_address(self, as_):
        assert as_("clerk").get("/khong-co/").status_code == 404
        assert as_("citizen").get("/khong-co/").status_code == 404

    def test_a_form_without_its_token(self, world):
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.accounts["clerk"])
        response = client.post("/ban-lam-viec/hop-thu/da-doc/")
        assert response.status_code == 403
        assert "Trang đã mở quá lâu" in response.content.decode()


class TestFrame:
    @pytest.mark.parametrize("who", [who for who in CAST if who != "citizen"])
    def test_at_most_nine_subjects_each_of_which_opens(self, as_, who):
        client = as_(who)
        entries = client.get("/ban-lam-viec/").context["frame"]["nav"]
        assert 2 <= len(entries) <= 9
        assert [entry["label"] for entry in entries if entry["current"]] == ["Việc của tôi"]
        for entry in entries:
            assert client.get(entry["url"]).status_code == 200, entry["url"]

    def test_private_pages_stay_out_of_caches(self, as_):
        assert as_("clerk").get("/ban-lam-viec/")["Cache-Control"] == "no-store"

    def test_two_pages_carry_two_form_tokens(self, as_):
        client = as_("clerk")
        assert client.get("/ban-lam-viec/").context["once"] != client.get("/ban-lam-viec/").context["once"]

    def test_a_theme_of_nonsense_is_auto(self, as_):
        client = as_("clerk")
        client.cookies["theme"] = '"><script>'
        assert client.get("/ban-lam-viec/").context["frame"]["theme"] == "auto"

    def test_an_act_carries_the_id_of_its_request(self, world, as_):
        response = as_("clerk").post(
            f"{LISTING}soan/",
            {"title": "x", "year": 2026, "content": "x", "starts_on": "2026-01-01", "ends_on": "2026-12-31", **COUNTED},
        )
        assert Event.objects.latest("seq").request_id == response.wsgi_request.id


def test_every_page_of_the_desk_asks_for_a_log_in(client, db):
    for name in ("home", "search", "inbox", "trail", "stay", "act-for", "inbox-read-all"):
        assert client.get(reverse(f"desk:{name}"))["Location"].startswith("/dang-nhap/")


def test_middlewares_leave_a_plain_answer_alone():
    middleware = http.RequestId(lambda request: HttpResponse("xong"))
    assert middleware(RequestFactory().get("/")).content == b"xong"
    assert Http404  # a 404 of Django's own goes through `not_found`
