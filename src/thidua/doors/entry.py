"""How people get in and out: allauth's log-in by user name, without sign-up; the session, which ends when nobody works."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends import db
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.base.accounts import queries as accounts
from thidua.domain.people.models import RoleHeld
from thidua.kernel import clock
from thidua.kernel.errors import NotAllowed
from thidua.kernel.periods import in_force

BANNER_SECONDS = 60
"""After the idle time a banner counts down this long (static/ui/js/idle.js)."""
SAVE_SECONDS = 60
"""A session is written at most once in this time, so the server knows the last work only this exactly."""
SINCE = "since"


class SessionStore(db.SessionStore):
    """Sessions that end on the server when no request came for the idle time, and after a working day in any case.

    The end stands in the row itself, so an ordinary request writes nothing. The idle time is lengthened by the
    countdown of the banner and by twice what the server may not have noticed yet.
    """

    ends_at: dt.datetime | None = None

    def get_session_cookie_age(self) -> int:
        """How long a session lives after its last request, in seconds."""
        return int(settings.IDLE_SECONDS) + BANNER_SECONDS + 2 * SAVE_SECONDS

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]
        self.ends_at = row.expire_date if row else None
        return row

    def get_expiry_date(self, **kwargs: Any) -> dt.datetime:
        """The moment after which the session is no more: the idle time from now, at most a working day from its start."""
        ends: dt.datetime = super().get_expiry_date(**kwargs)
        since = self.get(SINCE)
        if since is None:
            return ends
        last = dt.datetime.fromtimestamp(since, dt.UTC) + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return min(ends, last)

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row to be saved; a new session notes when it began."""
        data.setdefault(SINCE, int(timezone.now().timestamp()))  # noqa: TID251  Django's sessions know no other clock
        return super().create_model_instance(data)

    def keep(self, at: dt.datetime) -> None:
        """Somebody works: move the end, unless that was done a moment ago."""
        if self.ends_at and self.get_expiry_date(modification=at) - self.ends_at >= dt.timedelta(seconds=SAVE_SECONDS):
            self.modified = True


class Adapter(DefaultAccountAdapter):
    """Accounts are made by an administrator of the agency, never by a visitor; what is said, is said in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _l(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại."
        ),
        "too_many_login_attempts": _l(
            "Đã thử sai quá nhiều lần. Chờ năm phút rồi thử lại, hoặc hỏi người quản trị của đơn vị."
        ),
        "enter_current_password": _l("Mật khẩu đang dùng chưa đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this very host follow a log-in."""
        host, secure = self.request.get_host(), self.request.is_secure()
        return url_has_allowed_host_and_scheme(url, {host}, require_https=secure)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages themselves show who is in; allauth's own messages are not used."""

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponseRedirect:
        """A closed account comes no further than the door."""
        messages.error(request, _("Tài khoản này đã bị khóa. Hỏi người quản trị hệ thống của đơn vị."))
        return HttpResponseRedirect(reverse("account_login"))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a new password: back to work."""
        messages.success(request, _("Đã đổi mật khẩu. Các phiên khác của tài khoản này đã hết hiệu lực."))
        return reverse("desk:home")


class LoginForm(AllauthLoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, "login", _("Tên đăng nhập"), autofocus=True, autocapitalize="none", spellcheck="false")
        label(self, "password", _("Mật khẩu"))


class ChangePasswordForm(AllauthChangePasswordForm):
    """The password in use, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label(self, "oldpassword", _("Mật khẩu đang dùng"))
        label(self, "password1", _("Mật khẩu mới"))
        self.fields["password1"].help_text = _(
            "Ít nhất 10 ký tự, không giống tên của mình, không phải mật khẩu phổ biến. Một câu ngắn dễ nhớ là tốt nhất."
        )
        label(self, "password2", _("Nhập lại mật khẩu mới"))

    def clean(self) -> dict[str, Any]:
        """The sample's accounts keep the password that the log-in page shows."""
        if self.user.is_sample:
            raise forms.ValidationError(_("Tài khoản mẫu dùng chung mật khẩu mẫu nên không đổi được."))
        return dict(super().clean() or self.cleaned_data)


def label(form: forms.Form, name: str, words: str, **attrs: Any) -> None:
    """Our words on allauth's field; no placeholder stands in for a label."""
    field = form.fields[name]
    field.label = words
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


def sample_logins(on: dt.date) -> list[dict[str, Any]]:
    """The sample's accounts, each with who it is and what it does where. Empty when no sample is loaded."""
    found: dict[int, dict[str, Any]] = {
        user.pk: {"username": user.username, "name": str(user), "duties": []} for user in accounts.samples()
    }
    held = RoleHeld.objects.filter(in_force(on), account__in=found).select_related("unit") if found else []
    for row in held:
        found[row.account_id]["duties"].append(f"{row.get_role_display()}, {row.unit.name}")
    return list(found.values())


class Login(views.LoginView):
    """The door. While the sample is loaded, it names the sample's accounts and their password."""

    template_name = "account/log_in.html"
    form_class = LoginForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, where to go afterwards, and the sample's accounts."""
        samples = sample_logins(clock.day(self.request.at))
        return {
            **super().get_context_data(**kwargs),
            "samples": samples,
            "sample_password": accounts.SAMPLE_PASSWORD if samples else "",
            "is_timed_out": "het-phien" in self.request.GET,
        }


@method_decorator(login_not_required, name="dispatch")
class Logout(views.LogoutView):
    """Out, by POST; a GET asks first. What the browser kept of the pages is thrown away."""

    template_name = "account/log_out.html"

    def post(self, *args: Any, **kwargs: Any) -> Any:
        """End the session."""
        response = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


class ChangePassword(views.PasswordChangeView):
    """A new password for oneself."""

    template_name = "account/new_password.html"
    form_class = ChangePasswordForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Accounts without a password of ours have none to change."""
        if not self.request.user.has_usable_password():
            raise NotAllowed(_("Tài khoản này không dùng mật khẩu. Hỏi người quản trị hệ thống của đơn vị."))
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK and request.method == "POST":
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


log_in = Login.as_view()
log_out = Logout.as_view()
change_password = ChangePassword.as_view()
