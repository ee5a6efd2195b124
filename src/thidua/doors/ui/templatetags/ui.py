"""What the components need beyond Django's own tags: reading a verdict, a form field, a page number."""

import re
from itertools import zip_longest

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext

from thidua.doors.ui import verdicts

register = template.Library()

HELD, MISSED, UNKNOWN = "held", "missed", "unknown"
THEMES = ("light", "dark", "auto")
CONFIDENCE = {"high": gettext_lazy("cao"), "medium": gettext_lazy("vừa"), "low": gettext_lazy("thấp")}
MARKED = "ăâđêôơưĂÂĐÊÔƠƯà-ãè-êì-íò-õù-úýĩũạ-ỹẠ-Ỹ"
NAME = re.compile(rf"(\S*[{MARKED}]\S*(?:\s+\S*[{MARKED}]\S*)*)")
CONTROLS = {
    "checkbox": "form-check-input",
    "radioselect": "",
    "checkboxselectmultiple": "",
    "select": "form-select",
    "selectmultiple": "form-select",
    "nullbooleanselect": "form-select",
    "hidden": "",
}


def part(thing, name):
    """The named part of a dict or an object; None when it has none."""
    return thing.get(name) if hasattr(thing, "get") else getattr(thing, name, None)


@register.filter
def year_cells(condition):
    """The years of a condition in order, each with its state: [{"year": 2024, "state": "held"}, …]."""
    states = {}
    for state in (HELD, MISSED, UNKNOWN):
        for year in part(condition, state) or ():
            states[year] = state
    return [{"year": year, "state": states[year]} for year in sorted(states)]


@register.filter
def laid_out(verdict):
    """The conditions of a verdict as trees under their rules, with what lacks and who can mend it (`ui.verdicts`)."""
    return verdicts.laid_out(verdict)


@register.filter
def with_names(text):
    """A sentence of the law; on an English page its Vietnamese names and abbreviations are marked as Vietnamese."""
    if not (get_language() or "").startswith("en"):
        return str(text)
    parts = NAME.split(str(text))
    pairs = zip_longest(parts[::2], parts[1::2], fillvalue="")
    return format_html_join("", "{}{}", ((plain, marked(name)) for plain, name in pairs))


def marked(name):
    """The name as Vietnamese; nothing of nothing."""
    return format_html('<span lang="vi">{}</span>', name) if name else ""


@register.filter
def missing_words(missing):
    """What is still missing, in words: a number counts years, a text stands as it is, a list is joined."""
    if isinstance(missing, bool) or missing in (None, "", 0):
        return ""
    if isinstance(missing, int):
        return ngettext("Còn thiếu %(years)s năm.", "Còn thiếu %(years)s năm.", missing) % {"years": missing}
    if isinstance(missing, list | tuple):
        return "; ".join(str(item) for item in missing)
    return str(missing)


@register.filter
def confidence_words(confidence):
    """How sure the reading of the law is: high, medium and low in words, a share such as 0.9 as a percentage."""
    if isinstance(confidence, float) and 0 <= confidence <= 1:
        return f"{confidence:.0%}"
    return str(CONFIDENCE.get(confidence, confidence))


@register.filter
def initials(name):
    """First and last initial of a name, for the round mark of a person: "Nguyễn Thị Hương" gives "NH"."""
    words = str(name or "").split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


@register.filter
def control(bound_field, own_help=""):
    """The input of a form field with the look of the house; a help of the page's own is told to screen readers too."""
    widget = bound_field.field.widget
    look = CONTROLS.get(bound_field.widget_type, "form-control")
    wrong = "is-invalid" if bound_field.errors and look else ""
    classes = " ".join(filter(None, (look, wrong, widget.attrs.get("class", ""))))
    attrs = {"class": classes} if classes else {}
    if own_help and not bound_field.help_text:
        attrs["aria-describedby"] = f"{bound_field.auto_id}_helptext {bound_field.aria_describedby or ''}".strip()
    return bound_field.as_widget(attrs=attrs)


@register.filter
def is_group(bound_field):
    """Whether the field is a set of choices (radio, several ticks) that needs a legend, not a label."""
    return bound_field.widget_type in ("radioselect", "checkboxselectmultiple")


@register.filter
def is_tick(bound_field):
    """Whether the field is one tick box, whose label stands beside it."""
    return bound_field.widget_type == "checkbox"


@register.filter
def form_problems(form):
    """All errors of a form in its order: [{"text": "Ngày sinh: …", "url": "#id_field"}, …], the form's own first."""
    if not form:
        return []
    found = [{"text": error, "url": ""} for error in form.non_field_errors()]
    for field in form:
        at = f"#{field.id_for_label or field.auto_id}"
        found += [{"text": f"{field.label}: {error}", "url": at} for error in field.errors]
    return found


@register.simple_tag(takes_context=True)
def page_theme(context):
    """The theme to render with: the frame's, else the cookie's, else "auto"."""
    frame, request = context.get("frame") or {}, context.get("request")
    chosen = part(frame, "theme") or (request.COOKIES.get("theme") if request else "")
    return chosen if chosen in THEMES else "auto"


@register.simple_tag(takes_context=True)
def page_url(context, number, name="page"):
    """The present address with another page number, all filters kept."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return SafeString(f"?{name}={int(number)}")
    query[name] = number
    return f"?{query.urlencode()}"


@register.filter
def days_late(days_left):
    """Days past the due day, as a positive number."""
    return abs(int(days_left))


@register.filter
def page_numbers(page):
    """The page numbers to show: first, last and the neighbours; 0 stands for a gap."""
    shown = {1, page.paginator.num_pages, *range(page.number - 1, page.number + 2)}
    numbers, last = [], 0
    for number in sorted(n for n in shown if 1 <= n <= page.paginator.num_pages):
        if last and number > last + 1:
            numbers.append(0)
        numbers.append(number)
        last = number
    return numbers
