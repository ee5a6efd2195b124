"""Write into the book by hand: an old award, a correction, a revocation."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.people.models import Person
from thidua.domain.register import access, operations, states
from thidua.domain.register.checks.award import Award, said_by
from thidua.domain.register.enums import Kind
from thidua.doors.desk.record.book import own_unit, shown
from thidua.doors.desk.record.forms import AwardForm, CorrectForm, RevokeForm
from thidua.kernel.errors import NotFound, Unready


def add(request):
    """Enter an award of former years, as the paper says it, in the name of the unit acted for."""
    units = list(access.visible_units(request.actor))
    keeper = own_unit(request.actor, units)
    if keeper is None:
        raise NotFound(_("Trang này dành cho cơ quan ghi sổ vàng."))
    own = [unit for unit in units if unit.path.startswith(keeper.path)]
    form = AwardForm(request.POST or None, units=own, initial={"unit": keeper.pk})
    if request.method == "POST" and form.is_valid() and (said := read(form, own)) is not None:
        key = request.actor.once or request.actor.request_id
        try:
            entry = operations.enter_by_hand(
                actor=request.actor, at=request.at, keeper_id=keeper.pk, said=said, source_key=key
            )
        except Unready as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi vào sổ vàng, mục số %(n)s.") % {"n": entry.pk})
            return redirect("desk:record-entry", entry.pk)
    context = {
        "form": form,
        "unit": keeper,
        "right": access.may(request.actor, "enter", keeper),
        "back_url": reverse("desk:record"),
    }
    return render(request, "desk/record/write.html", context, status=422 if form.errors else 200)


def correct(request, id):
    """Say it rightly: a new entry in the place of the wrong one."""
    entry = access.get(request.actor, id)
    units = list(access.visible_units(request.actor))
    if entry.kind != Kind.GRANT:
        return redirect("desk:record-entry", id)
    form = CorrectForm(request.POST or None, units=units, initial=initial(said_by(entry)))
    if request.method == "POST" and form.is_valid() and (said := read(form, units)) is not None:
        try:
            new = operations.correct(
                actor=request.actor, at=request.at, entry_id=id, reason=form.cleaned_data["reason"], said=said
            )
        except Unready as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã đính chính bằng mục số %(n)s; mục cũ vẫn xem được.") % {"n": new.pk})
            return redirect("desk:record-entry", new.pk)
    context = {"form": form, "unit": entry.unit, "entry": entry} | about(request, entry, "correct")
    return render(request, "desk/record/write.html", context, status=422 if form.errors else 200)


def revoke(request, id):
    """Name what revoking does; revoke."""
    entry = access.get(request.actor, id)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = operations.revoke(actor=request.actor, at=request.at, entry_id=id, **form.cleaned_data)
        except Unready as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã ghi việc hủy bỏ, thu hồi; mục cũ vẫn xem được."))
            return redirect("desk:record-entry", new.about_id)
    context = {
        "form": form,
        "entry": entry,
        "row": shown(entry, awards.book_names()),
        "effects": [
            _("Ghi thêm một mục hủy bỏ, thu hồi, có lý do và số quyết định."),
            _("Không tính khen thưởng này vào tổng kết và khi đối chiếu luật nữa."),
        ],
    } | about(request, entry, "revoke")
    return render(request, "desk/record/revoke.html", context, status=422 if form.errors else 200)


def about(request, entry, verb):
    """Whether the act can be done with the entry, and where the page came from."""
    right = access.may(request.actor, verb, entry)
    late = "" if verb in dict(states.verbs(entry)) else _("Mục này không còn ở trạng thái làm được việc này.")
    return {"refused": right.reason or late, "back_url": reverse("desk:record-entry", args=[entry.pk])}


def initial(said):
    """The form of what an entry says now."""
    values = {name: getattr(said, name) for name in FIELDS} | {"unit": said.unit.pk, "year": said.until_year}
    values["from_year"] = said.from_year if said.from_year != said.until_year else None
    return values | {"person_code": said.person.code if said.person else ""}


FIELDS = (
    "subject_kind", "recipient", "rank", "award", "mode", "theme", "is_school_year", "level", "granted_by",
    "decision_number", "decided_on", "doubt"
)  # fmt: skip


def read(form, units):
    """What a valid form says, or None with an error at the code of nobody."""
    data, person = form.cleaned_data, None
    if code := data["person_code"].strip():
        person = Person.objects.filter(code=code).first()
        if person is None:
            form.add_error("person_code", _("Không có ai mang mã nhân sự này."))
            return None
    return Award(
        unit=next(unit for unit in units if unit.pk == data["unit"]),
        person=person,
        from_year=data["from_year"] or data["year"],
        until_year=data["year"],
        **{name: data[name] for name in FIELDS},
    )


def tell(form, refusal):
    """Put each issue at its field."""
    for issue in refusal.issues:
        text = f"{issue.text} {issue.remedy}".strip()
        form.add_error(issue.field if issue.field in form.fields else None, text)
