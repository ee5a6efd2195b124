"""What every request passes: its id, its language, who acts, and what happens when an act is refused."""

import logging
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from thidua.base.notices import queries as notices
from thidua.domain.people import queries as people
from thidua.doors.entry import BANNER_SECONDS
from thidua.kernel import clock
from thidua.kernel.actor import NOBODY, Actor
from thidua.kernel.errors import AlreadyDone, NotAllowed, NotFound, NotNow, Refused, Stale, Unready

log = logging.getLogger(__name__)
STATUS = {NotFound: 404, NotAllowed: 403, NotNow: 409, Stale: 409, Unready: 422}
PAGES = {404: "ui/404.html", 403: "ui/403.html", 409: "ui/409.html", 422: "ui/422.html"}
THEMES = {"light", "dark", "auto"}


class RequestId:
    """Give each request an id that its audit lines and log lines carry, and one moment for all it does."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = uuid.uuid4().hex
        request.at = clock.now()
        return self.get_response(request)


class VietnameseFirst:
    """Vietnamese unless the person chose otherwise; what the browser prefers does not count."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ActorAndErrors:
    """Put the actor on the request, keep private pages out of caches, turn refusals into pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            request.session.keep(request.at)
            actor = people.actor_for(
                request.user, on=clock.day(request.at), unit_id=request.session.get("acting_for"), request_id=request.id
            )
        else:
            actor = NOBODY
        if request.method == "POST":
            actor = actor.with_once(request.POST.get("once", ""))
        request.actor = actor
        response = self.get_response(request)
        if actor.is_known:
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request, error):
        """The page of a refusal; anything else stays an error of the program."""
        if isinstance(error, AlreadyDone):
            messages.info(request, str(error.text))
            return HttpResponseRedirect(back(request))
        if isinstance(error, Refused):
            return refusal(request, error)
        if isinstance(error, OperationalError) and any(word in str(error) for word in ("locked", "deadlock")):
            log.warning("database busy: %s", error)
            return refusal(request, NotNow(_("Hệ thống đang bận. Chưa có gì được ghi; xin thử lại sau ít giây.")))
        return None


def back(request: Any) -> str:
    """Where a form came from, if that is ours; else the page itself, or home when the address may take no GET."""
    url: str = request.POST.get("next") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        return url
    return reverse("desk:home") if request.method == "POST" else str(request.path)


def wants_json(request: Any) -> bool:
    """Whether a script of ours asks, such as autosave."""
    return bool(request.headers.get("Accept", "") == "application/json")


def refusal(request: Any, error: Refused) -> HttpResponse:
    """The answer to a refused act: what happened, how to mend it, who can help."""
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)
    issues = error.issues if isinstance(error, Unready) else ()
    if wants_json(request):
        texts = [str(issue.text) for issue in issues] or [str(error.text)]
        return JsonResponse({"error": " ".join(texts), "reason": " ".join(texts)}, status=status)
    return render(
        request,
        PAGES.get(status, "ui/400.html"),
        {"reason": error.text if not issues else "", "issues": issues},
        status=status,
    )


def too_many(request: Any, exception: Exception | None = None) -> HttpResponse:
    """Too many requests from one address, such as log-ins."""
    request.actor = getattr(request, "actor", NOBODY)
    reason = _("Máy này vừa gửi quá nhiều yêu cầu. Chờ một phút rồi thử lại.")
    return render(request, "ui/400.html", {"reason": reason}, status=429)


def csrf_failure(request: Any, reason: str = "") -> HttpResponse:
    """A form whose token does not fit: mostly a page left open overnight or cookies switched off."""
    text = _("Trang đã mở quá lâu hoặc trình duyệt chặn cookie. Hãy tải lại trang rồi gửi lại; chưa có gì được ghi.")
    request.actor = getattr(request, "actor", NOBODY)
    return refusal(request, NotAllowed(text))


SUBJECTS: list[tuple[str, Any, str, tuple[str, ...]]] = [
    ("desk:home", _l("Việc của tôi"), "home", ()),
    ("desk:movements", _l("Phong trào thi đua"), "flag", ("clerk", "appraiser", "secretary", "signer", "auditor")),
    ("desk:registrations", _l("Đăng ký"), "clipboard-check", ("clerk", "appraiser", "signer", "auditor")),
    ("desk:assessment", _l("Đánh giá cuối năm"), "table", ("clerk", "appraiser", "signer", "auditor")),
    ("desk:dossiers", _l("Hồ sơ đề nghị"), "folder", ("clerk", "appraiser", "secretary", "signer", "auditor")),
    ("desk:councils", _l("Hội đồng"), "users", ("secretary", "teller", "auditor")),
    ("desk:decisions", _l("Quyết định"), "certificate", ("clerk", "secretary", "signer", "auditor")),
    ("desk:people", _l("Nhân sự"), "users-group", ("clerk", "auditor")),
    ("desk:record", _l("Sổ vàng"), "book", ("clerk", "appraiser", "secretary", "signer", "auditor")),
    ("desk:mine", _l("Hồ sơ của tôi"), "user", ()),
    ("desk:law-awards", _l("Luật"), "scale", ()),
]
PARTS = {"desk:record": ("desk:statistics", "desk:reports")}
"""Pages at addresses of their own that belong to a subject."""
MOST_SUBJECTS = 9
"""More nobody takes in at a glance; the law stands last, and is in the menu of the person too."""


def navigation(actor: Actor, path: str) -> list[dict[str, Any]]:
    """The subjects that the actor's roles have, at most nine, the current one marked."""
    held = {grant.role for grant in actor.grants}
    entries = []
    for name, label, icon, roles in SUBJECTS:
        if roles and not held & set(roles):
            continue
        url = reverse(name)
        is_here = (
            path == url
            if name == "desk:home"
            else path.startswith((url, *(reverse(one) for one in PARTS.get(name, ()))))
        )
        entries.append({"label": label, "url": url, "icon": icon, "current": is_here})
    return entries[:MOST_SUBJECTS]


def frame(request: Any) -> dict[str, Any]:
    """What the frame of every page shows: subjects, unit acted for, inbox, language, theme."""
    actor = getattr(request, "actor", NOBODY)
    theme = request.COOKIES.get("theme", "auto")
    values: dict[str, Any] = {
        "person": actor.name,
        "theme": theme if theme in THEMES else "auto",
        "language": translation.get_language(),
        "nav": [],
        "units": [],
    }
    if actor.is_known:
        held = people.units_of(actor)
        values |= {
            "nav": navigation(actor, request.path),
            "unit": actor.unit_name,
            "units": [{"id": unit.pk, "name": unit.name, "current": unit.pk == actor.unit_id} for unit in held],
            "inbox_count": notices.unread_count(actor.user_id),
            "is_sample": request.user.is_sample,
            "idle_seconds": settings.IDLE_SECONDS + BANNER_SECONDS,
            **places(request),
        }
    return {"frame": values, "once": uuid.uuid4().hex, "actor": actor}


def places(request: Any) -> dict[str, str]:
    """Where the frame's own links and forms lead, and at which of them the page is (the bar of a phone)."""
    urls = {
        "home_url": reverse("desk:home"),
        "search_url": reverse("desk:search"),
        "palette_url": reverse("desk:palette"),
        "inbox_url": reverse("desk:inbox"),
        "me_url": reverse("desk:mine"),
        "logout_url": reverse("account_logout"),
        "stay_url": reverse("desk:stay"),
        "password_url": reverse("account_change_password"),
    }
    if request.actor.grants:
        urls["law_url"] = reverse("desk:law")
        urls["units_url"] = reverse("desk:units")
    if {grant.role for grant in request.actor.grants} & {"clerk", "appraiser"}:
        urls["import_url"] = reverse("desk:imports")
    if {grant.role for grant in request.actor.grants} & {"auditor", "signer"}:
        urls["trail_url"] = reverse("desk:trail")
    after = urlencode({"het-phien": "1", "next": request.path})
    here = {urls["search_url"]: "search", urls["inbox_url"]: "inbox", urls["me_url"]: "me"}
    return urls | {"leave_url": f"{reverse('account_login')}?{after}", "at": here.get(request.path, "work")}


def not_found(request: Any, exception: Exception | None = None) -> HttpResponse:
    """The page of an address that is not there."""
    request.actor = getattr(request, "actor", NOBODY)
    return refusal(request, NotFound())


def broken(request: Any) -> HttpResponse:
    """The page of a fault of ours: it needs neither person nor database."""
    context = {"request_id": getattr(request, "id", ""), "csrf_token": ""}
    return HttpResponse(render_to_string("ui/500.html", context), status=500)
