"""System checks: a page may give a component only what the component declares, and only icons that the sprite has.

Cotton itself lets an unknown attribute pass in silence, so a slip of the pen would be a missing word on a page.
"""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.template.utils import get_app_template_dirs

COTTON = Path(__file__).parent / "templates" / "cotton"
SPRITE = Path(__file__).parent / "static" / "ui" / "vendor" / "icons" / "icons.svg"
OUTPUT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
QUOTED = r"""(?:"[^"]*"|'[^']*'|[^\s"'>]+)"""
TAG = re.compile(rf"<(/?)c-([\w.-]+)((?:\s+[^\s/>\"'=<]+(?:\s*=\s*{QUOTED})?)*)\s*(/?)>", re.DOTALL)
ATTRIBUTE = re.compile(rf"([^\s/>\"'=<]+)(?:\s*=\s*({QUOTED}))?", re.DOTALL)
UNREAD = re.compile(
    r"\{#.*?#\}|\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}|\{%\s*verbatim.*?endverbatim\s*%\}", re.DOTALL
)
PASSED_ON = re.compile(
    r"(data|aria|hx)[-:].+|id|role|form|formaction|formmethod|formnovalidate|formtarget|target|rel|download|tabindex|lang|autofocus"
)


@register(Tags.templates)
def undeclared(app_configs, **kwargs):
    """List every attribute, slot and component in the templates that the design system does not know."""
    return [problem for path in page_templates() for problem in problems(path, path.read_text(encoding="utf-8"))]


def page_templates():
    """The project's own templates; those of installed packages are left alone."""
    folders = {Path(folder) for engine in settings.TEMPLATES for folder in engine.get("DIRS", [])}
    folders |= {Path(folder) for folder in get_app_template_dirs("templates")}
    own = [folder for folder in folders if "site-packages" not in folder.parts]
    return sorted(path for folder in own for path in folder.rglob("*.html"))


def problems(path, text):
    """The errors in one template, with the line of each."""
    found: list[object] = []
    inside: list[str] = []
    blank = UNREAD.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    for tag in TAG.finditer(blank):
        closing, name, attributes, alone = tag.groups()
        line = blank.count("\n", 0, tag.start()) + 1
        if closing:
            if name not in ("slot", "vars") and inside:
                inside.pop()
            continue
        raw = [(key, value.strip("\"'")) for key, value in ATTRIBUTE.findall(attributes)]
        given = [(key.lstrip(":"), value) for key, value in raw]
        found += [error(path, line, words) for words in wrong_values(name, raw)]
        if name == "slot":
            slot = dict(given).get("name", "")
            if inside and declared(inside[-1]) and slot not in declared(inside[-1])[0]:
                found.append(error(path, line, f'<c-{inside[-1]}> has no slot "{slot}".'))
        elif name != "vars":
            found += wrong_attributes(path, line, name, [key for key, _ in given])
            if not alone:
                inside.append(name)
    return found


def wrong_values(name, given):
    """What is wrong with the values of one opening tag: filters behind a colon, icons that are not there."""
    for key, value in given:
        if key.startswith(":") and "|" in OUTPUT.sub("", value):
            yield f'<c-{name}> {key}="{value}": a colon takes no filter; write {key}="{{{{ {value} }}}}".'
        if key == "icon" or (name, key) == ("icon", "name"):
            names = OUTPUT.sub("\n", value).split("\n") if "{" in value else [value]
            for one in filter(None, map(str.strip, names)):
                if one not in icons():
                    yield f'There is no icon "{one}" in the sprite.'


@cache
def icons():
    """The names of the icons in the sprite."""
    return set(re.findall(r'<symbol[^>]* id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))


def wrong_attributes(path, line, name, keys):
    """The errors of one opening tag."""
    known = declared(name)
    if known is None:
        return [error(path, line, f"There is no component <c-{name}>.")]
    names, passes_on = known
    wrong = [key for key in keys if key not in names and not (passes_on and PASSED_ON.fullmatch(key))]
    return [error(path, line, f'<c-{name}> does not declare "{key}".') for key in wrong]


@cache
def declared(name):
    """What a component declares and whether it passes other attributes on to its element; None when there is none."""
    path = COTTON / f"{name.replace('.', '/').replace('-', '_')}.html"
    if not path.exists():
        return None
    text = path.read_text(encoding="utf-8")
    line = re.search(r"<c-vars\s(.*?)/>", text, re.DOTALL)
    names = {key.lstrip(":") for key, _ in ATTRIBUTE.findall(line.group(1))} if line else set()
    return names, "{{ attrs }}" in text


def error(path, line, words):
    return Error(
        words, hint="See the head of its file in doors/ui/templates/cotton.", obj=f"{path}:{line}", id="ui.E001"
    )
