"""Find what a strict Content-Security-Policy forbids in a page or a template."""

import re

SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
STYLE = re.compile(r"<style\b", re.IGNORECASE)
TAG = re.compile(r"<[a-z][\w.:-]*\b(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", re.IGNORECASE)
VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
ATTRIBUTE = re.compile(r"\s(on[a-z]+|style)\s*=", re.IGNORECASE)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
DATA_ONLY = re.compile(r"\btype\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)
ADDRESS = re.compile(r"\b(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE)


def faults(text: str) -> list[str]:
    """The inline scripts, inline styles and on… attributes in the text, each as it stands there."""
    text = TEMPLATE_TAG.sub("", COMMENT.sub("", text))
    found = [
        match.group(0)
        for match in SCRIPT.finditer(text)
        if not re.search(r"\bsrc\s*=", match.group(1)) and not DATA_ONLY.search(match.group(1))
    ]
    found += [match.group(0) for match in STYLE.finditer(text)]
    for match in TAG.finditer(text):
        bare = VALUE.sub(" =x", match.group(0))
        if ATTRIBUTE.search(bare) or ADDRESS.search(match.group(0)):
            found.append(match.group(0))
    return found
