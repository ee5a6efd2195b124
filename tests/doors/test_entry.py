"""Getting in, staying, getting out."""

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from tests.cast import AT, build
from thidua.base.accounts.models import User
from thidua.doors import entry

PASSWORD = "mat-khau-mau-1"
DOOR = "/dang-nhap/"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def moving_clock(monkeypatch):
    """The product's clock runs with the test's."""
    real = lambda: dt.datetime.now(dt.UTC)  # noqa: E731
    monkeypatch.setattr("thidua.kernel.clock.now", real)


def enter(client, username="clerk", password=PASSWORD, **more):
    return client.post(DOOR, {"login": username, "password": password, **more})


class TestIn:
    def test_by_name_and_password(self, world, client):
        response = enter(client)
        assert response.status_code == 302
        assert response["Location"] == reverse("desk:home")

    def test_the_wrong_password_says_so_and_what_to_check(self, world, client):
        response = enter(client, password="sai-mat-khau")
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in response.content.decode()
        assert "_auth_user_id" not in client.session

    def test_nobody_learns_which_names_exist(self, world, client):
        def said(username):
            page = enter(client, username=username, password="x").content.decode()
            return page[page.index('<div class="form-errors"') :].partition("</div>")[0]

        assert said("clerk") == said("khong-co-ai")

    def test_in_english(self, world, client):
        client.cookies["django_language"] = "en"
        assert client.get(DOOR)["Content-Language"] == "en"

    def test_goes_on_to_the_page_that_was_asked_for(self, world, client):
        response = client.get("/ban-lam-viec/phong-trao/")
        assert response["Location"] == f"{DOOR}?next=/ban-lam-viec/phong-trao/"
        page = client.get(response["Location"]).content.decode()
        assert '<input type="hidden" name="next" value="/ban-lam-viec/phong-trao/">' in page
        assert enter(client, next="/ban-lam-viec/phong-trao/")["Location"] == "/ban-lam-viec/phong-trao/"

    @pytest.mark.parametrize(
        "url", ["https://xau.example/", "//xau.example/", "http://localhost:9/", "javascript:alert(1)"]
    )
    def test_but_to_no_other_site(self, world, client, url):
        assert enter(client, next=url)["Location"] == reverse("desk:home")

    def test_five_wrong_passwords_close_the_door_for_a_while_even_for_the_right_one(self, world, client):
        for _time in range(5):
            enter(client, password="sai")
        assert "Đã thử sai quá nhiều lần" in enter(client).content.decode()

    def test_too_many_requests_from_one_address(self, world, client):
        for time in range(30):
            enter(client, username=f"ten-{time}", password="sai")
        response = enter(client)
        assert response.status_code == 429
        assert "quá nhiều yêu cầu" in response.content.decode()

    def test_a_closed_account_comes_no_further_than_the_door(self, world, client):
        User.objects.filter(username="clerk").update(is_active=False)
        response = enter(client)
        assert response["Location"] == DOOR
        assert "Tài khoản này đã bị khóa" in client.get(DOOR).content.decode()

    def test_the_door_names_sample_accounts_only_while_they_exist(self, world, client):
        assert "thidua-mau" not in client.get(DOOR).content.decode()
        User.objects.filter(username="clerk").update(is_sample=True)
        page = client.get(DOOR).content.decode()
        assert "<code>clerk</code>" in page
        assert "Người clerk" in page
        assert "Cán bộ thi đua, khen thưởng, Phòng Một" in page
        assert "<code>thidua-mau</code>" in page
        assert "không có thật" in page


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "account_inactive"])
def test_no_other_page_of_allauth_can_be_reached(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


class TestOut:
    def test_by_post_and_the_browser_forgets(self, world, as_):
        client = as_("clerk")
        response = client.post("/dang-xuat/")
        assert response["Location"] == "/"
        assert response["Clear-Site-Data"] == '"cache"'
        assert client.get("/ban-lam-viec/")["Location"].startswith(DOOR)

    def test_a_get_only_asks(self, as_):
        client = as_("clerk")
        assert "Đăng xuất khỏi máy này?" in client.get("/dang-xuat/").content.decode()
        assert client.get("/ban-lam-viec/").status_code == 200

    def test_who_is_out_already_is_not_asked_to_log_in_for_it(self, client, db):
        assert client.post("/dang-xuat/")["Location"] == "/"


class TestPassword:
    NEW = "mua-thi-dua-2025"

    def change(self, client, old=PASSWORD, new=NEW, again=NEW):
        return client.post("/doi-mat-khau/", {"oldpassword": old, "password1": new, "password2": again})

    def test_change(self, world, as_):
        client = as_("clerk")
        assert self.change(client)["Location"] == reverse("desk:home")
        assert client.get("/ban-lam-viec/").status_code == 200
        assert User.objects.get(username="clerk").check_password(self.NEW)

    @pytest.mark.parametrize(
        ("old", "new", "again"),
        [
            ("sai", NEW, NEW),
            (PASSWORD, NEW, "khac-han-nhau"),
            (PASSWORD, "ngan", "ngan"),
            (PASSWORD, "1234567890", "1234567890"),
        ],
    )
    def test_a_bad_one_is_refused_beside_its_field(self, as_, old, new, again):
        response = self.change(as_("clerk"), old, new, again)
        assert response.status_code == 422
        assert "field-error" in response.content.decode()

    def test_the_sample_keeps_its_password(self, world, as_):
        User.objects.filter(username="clerk").update(is_sample=True)
        assert "không đổi được" in self.change(as_("clerk")).content.decode()

    def test_not_without_logging_in(self, client, db):
        assert client.get("/doi-mat-khau/")["Location"].startswith(DOOR)


class TestIdle:
    START = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)

    @pytest.fixture
    def times(self, moving_clock, settings):
        settings.IDLE_SECONDS = 600
        with time_machine.travel(self.START, tick=False) as traveller:
            yield traveller

    def test_the_session_ends_on_the_server(self, world, client, times):
        enter(client)
        times.shift(600 + entry.BANNER_SECONDS + 2 * entry.SAVE_SECONDS + 1)
        assert client.get("/ban-lam-viec/")["Location"].startswith(DOOR)

    def test_work_moves_the_end(self, world, client, times):
        enter(client)
        for _time in range(10):
            times.shift(500)
            assert client.get("/ban-lam-viec/").status_code == 200

    def test_staying_moves_it_too(self, world, client, times):
        enter(client)
        times.shift(500)
        assert client.post(reverse("desk:stay")).status_code == 204
        times.shift(500)
        assert client.get("/ban-lam-viec/").status_code == 200

    def test_it_is_written_at_most_once_a_minute(self, world, client, times):
        enter(client)
        end = Session.objects.get().expire_date
        times.shift(30)
        client.get("/ban-lam-viec/")
        assert Session.objects.get().expire_date == end
        times.shift(31)
        client.get("/ban-lam-viec/")
        assert Session.objects.get().expire_date > end

    def test_a_working_day_is_the_longest_session(self, world, client, times, settings):
        settings.SESSION_COOKIE_AGE = 3600
        enter(client)
        for _time in range(7):
            times.shift(500)
            assert client.get("/ban-lam-viec/").status_code == 200
        times.shift(101)
        assert client.get("/ban-lam-viec/")["Location"].startswith(DOOR)

    def test_the_banner_comes_after_the_idle_time_and_leads_back_here(self, world, client, times):
        enter(client)
        page = client.get("/ban-lam-viec/").content.decode()
        assert 'data-idle-seconds="660"' in page
        assert 'data-stay-url="/ban-lam-viec/phien/giu/"' in page
        leave = f"{DOOR}?het-phien=1&amp;next=%2Fban-lam-viec%2F"
        assert f'data-leave-url="{leave}"' in page
        client.post("/dang-xuat/")
        assert "Đã đăng xuất vì lâu không có thao tác" in client.get(leave.replace("&amp;", "&")).content.decode()


def test_sample_logins_are_none_without_a_sample(db):
    build()
    assert entry.sample_logins(AT.date()) == []
