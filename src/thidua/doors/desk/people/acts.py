"""The acts on people's files, each a page with one form. Who may not, learns why before anything is typed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.domain.organisations.queries import by_path
from thidua.domain.people import access, operations, queries
from thidua.domain.people.enums import Role
from thidua.doors.desk.people import forms, shown
from thidua.doors.page import number
from thidua.kernel import clock
from thidua.kernel.errors import NotAllowed, Unready
from thidua.kernel.periods import in_force
from thidua.kernel.rights import allow


def done(form, act):
    """Whether the act happened. What it lacks is told at the fields it names."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Unready as refusal:
        for issue in refusal.issues:
            form.add_error(issue.field if issue.field in form.fields else None, f"{issue.text} {issue.remedy}".strip())
        return False
    return True


def shown_form(request, person, form, *, title, button, **more):
    """The page of one form about a person."""
    context = {
        "form": form,
        "person": person,
        "title": title,
        "button": button,
        "version": person.version if person else "",
        "back_url": reverse("desk:person", args=[person.pk]) if person else reverse("desk:people"),
        "same": [],
        "effects": [],
        **more,
    }
    return render(request, "desk/people/form.html", context, status=422 if form.errors else 200)


def filed(request, person, text):
    """Back to the file, which shows what happened."""
    messages.success(request, text)
    return redirect("desk:person", person.pk)


def kept(request, person):
    """The person, if the actor keeps her file."""
    allow(access.may(request.actor, "keep", person))
    return person


def own_units(request):
    """The units of the clerk's subtrees that exist today, for a post."""
    inside = by_path(request.actor.paths(Role.CLERK))
    return list(access.readable_units(request.actor).filter(inside, in_force(clock.day(request.at))))


def who(request):
    """Who acts, when, and with which version of the file."""
    return {"actor": request.actor, "at": request.at, "version": number(request, "version")}


def enter(request):
    """Enter a person. Somebody of the same name and birthday is shown first: perhaps she is there already."""
    units = own_units(request)
    if not units:
        raise NotAllowed(_("Chỉ cán bộ thi đua, khen thưởng của đơn vị được thêm người."))
    form, made, same = forms.EnterForm(request.POST or None, units=units), [], []

    def act(data):
        place = {unit.pk: unit for unit in units}[data["unit_id"]]
        told = {name: value for name, value in data.items() if name not in ("unit_id", "is_other")}
        made.append(operations.enter(actor=request.actor, at=request.at, unit=place, **told))

    if request.method == "POST" and form.is_valid():
        same = likely_same(request, form.cleaned_data)
        if same and not form.cleaned_data["is_other"]:
            form.add_error(
                None, _("Đã có người cùng họ tên và ngày sinh. Xem lại; nếu là người khác thì đánh dấu rồi lưu.")
            )
        elif done(form, act):
            return filed(request, made[0], _("Đã thêm %(name)s.") % {"name": made[0].full_name})
    if not same:
        form.fields["is_other"].widget = form.fields["is_other"].hidden_widget()
    return shown_form(request, None, form, title=_("Thêm người"), button=_("Lưu"), same=same)


def likely_same(request, data):
    """The people of the same name and birthday whose files the actor may read."""
    if data["born_on"] is None:
        return []
    same = queries.with_same(access.visible_to(request.actor), data["full_name"], data["born_on"])
    return [shown.row(person) for person in queries.listed(same, clock.day(request.at))]


def edit(request, id):
    """Mend a person's data."""
    person = kept(request, access.get(request.actor, id))
    names = [name for name in operations.EDITABLE if name != "citizen_number"]
    initial = {name: getattr(person, name) for name in names}
    if person.is_party_member is not None:
        initial["is_party_member"] = "1" if person.is_party_member else "0"
    form = forms.EditForm(request.POST or None, person=person, initial=initial)

    def act(data):
        if not data["citizen_number"] and not data.get("drop_number"):
            del data["citizen_number"]
        data.pop("drop_number", None)
        operations.edit(person_id=id, **who(request), **data)

    if request.method == "POST" and done(form, act):
        return filed(request, person, _("Đã sửa. Dữ liệu cũ và mới đều ở nhật ký của hồ sơ."))
    return shown_form(request, person, form, title=_("Sửa dữ liệu"), button=_("Lưu"))


def take_post(request, id):
    """One more post, or one of the past."""
    person = kept(request, access.get(request.actor, id))
    form = forms.PostForm(request.POST or None, units=own_units(request))
    if request.method == "POST" and done(form, lambda data: operations.take_post(person_id=id, **who(request), **data)):
        return filed(request, person, _("Đã ghi vị trí công tác."))
    return shown_form(request, person, form, title=_("Thêm vị trí công tác"), button=_("Lưu"))


def end_post(request, id):
    """A post ends."""
    post = access.get_post(request.actor, id)
    person = kept(request, post.person)
    form = forms.EndForm(request.POST or None, initial={"until_on": post.until_on})
    if request.method == "POST" and done(form, lambda data: operations.end_post(post_id=id, **who(request), **data)):
        return filed(request, person, _("Đã ghi ngày kết thúc vị trí."))
    lead = _("%(title)s, %(unit)s") % {"title": post.title, "unit": post.unit}
    return shown_form(request, person, form, title=_("Kết thúc vị trí"), button=_("Lưu"), lead=lead)


def transfer(request, id):
    """From a post to the next."""
    post = access.get_post(request.actor, id)
    person = kept(request, post.person)
    start = {"unit_id": post.unit_id, "title": post.title, "rank": post.rank}
    form = forms.TransferForm(request.POST or None, units=own_units(request), initial=start)
    if request.method == "POST" and done(form, lambda data: operations.transfer(post_id=id, **who(request), **data)):
        return filed(request, person, _("Đã ghi vị trí mới; vị trí cũ vẫn còn trong hồ sơ."))
    lead = _("Đang là %(title)s, %(unit)s") % {"title": post.title, "unit": post.unit}
    return shown_form(request, person, form, title=_("Chuyển vị trí hoặc đơn vị"), button=_("Chuyển"), lead=lead)


def go_away(request, id):
    """A time without work."""
    person = kept(request, access.get(request.actor, id))
    form = forms.AwayForm(request.POST or None)
    if request.method == "POST" and done(form, lambda data: operations.go_away(person_id=id, **who(request), **data)):
        return filed(request, person, _("Đã ghi thời gian không làm việc."))
    return shown_form(request, person, form, title=_("Ghi thời gian không làm việc"), button=_("Lưu"))


def come_back(request, id):
    """Back at work."""
    absence = access.get_absence(request.actor, id)
    person = kept(request, absence.person)
    label = _("Làm việc trở lại từ ngày")
    form = forms.OnForm(request.POST or None, label=label, initial={"on": absence.until_on or clock.day(request.at)})

    def act(data):
        operations.come_back(absence_id=id, **who(request), **data)

    if request.method == "POST" and done(form, act):
        return filed(request, person, _("Đã ghi ngày trở lại làm việc."))
    return shown_form(request, person, form, title=_("Trở lại làm việc"), button=_("Lưu"), lead=str(absence))


def retire(request, id):
    """Retirement."""
    person = kept(request, access.get(request.actor, id))
    form = forms.OnForm(request.POST or None, label=_("Nghỉ hưu từ ngày"), initial={"on": person.retired_on})
    if request.method == "POST" and done(form, lambda data: operations.retire(person_id=id, **who(request), **data)):
        return filed(request, person, _("Đã ghi nghỉ hưu. Hồ sơ và khen thưởng vẫn giữ nguyên."))
    effects = [_("Kết thúc mọi vị trí và thời gian vắng trước ngày này."), _("Giữ nguyên quá trình và khen thưởng.")]
    return shown_form(request, person, form, title=_("Ghi nghỉ hưu"), button=_("Ghi nghỉ hưu"), effects=effects)


def die(request, id):
    """Death."""
    person = kept(request, access.get(request.actor, id))
    form = forms.OnForm(request.POST or None, label=_("Từ trần ngày"), initial={"on": person.died_on})
    if request.method == "POST" and done(form, lambda data: operations.die(person_id=id, **who(request), **data)):
        return filed(request, person, _("Đã ghi. Hồ sơ và khen thưởng vẫn giữ nguyên."))
    effects = [_("Kết thúc mọi vị trí sau ngày này."), _("Giữ nguyên quá trình; vẫn xét truy tặng được.")]
    return shown_form(request, person, form, title=_("Ghi từ trần"), button=_("Ghi từ trần"), effects=effects)


def reveal(request, id):
    """The citizen number in full: the answer of this POST alone shows it."""
    person = access.get(request.actor, id)
    allow(access.may(request.actor, "reveal", person))
    form, seen = forms.ReasonForm(request.POST if request.method == "POST" else None), []

    def act(data):
        seen.append(operations.reveal(actor=request.actor, at=request.at, person_id=id, **data))

    if request.method == "POST" and done(form, act):
        return render(request, "desk/people/number.html", {"person": person, "number": seen[0]})
    return shown_form(request, person, form, title=_("Xem số định danh cá nhân"), button=_("Xem"))


def answer(request, id):
    """A request for a correction: what it asks, the way to mend it, and the answer."""
    word = access.get_word(request.actor, id)
    person = kept(request, word.person)
    form = forms.AnswerForm(request.POST or None)

    def act(data):
        operations.answer(actor=request.actor, at=request.at, word_id=id, **data)

    if request.method == "POST" and done(form, act):
        return filed(request, person, _("Đã trả lời; người đề nghị đã được báo."))
    title = _("Đề nghị sửa dữ liệu")
    return shown_form(request, person, form, title=title, button=_("Trả lời"), word=word)
