"""A report as its page and its files show it: each text with its sources, each chart with its figures."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format

from thidua.doors.reporting import MARK
from thidua.doors.ui.charts import Series, Value, columns

PAGES = {
    "summary": "desk:summary",
    "statements": "desk:summary-statements",
    "movements": "desk:movements",
    "assessment": "desk:assessment",
    "councils": "desk:councils",
}
LINE = 95
"""Letters in a line of a text field, about."""


def address(source):
    """The page on which a source of a report stands."""
    asked = urlencode(source["asked"])
    return reverse(PAGES[source["page"]]) + (f"?{asked}" if asked else "")


def named(sources, text):
    """The sources that the bracketed numbers of a text name, each once; a number without a source names none."""
    numbers = dict.fromkeys(int(one) for one in MARK.findall(text))
    return [
        {"number": n, "label": sources[n - 1]["label"], "url": address(sources[n - 1])}
        for n in numbers
        if 0 < n <= len(sources)
    ]


def blocks(report):
    """The blocks of a report for its page."""
    found = []
    for block in report.blocks:
        one = dict(block)
        if "drafted" in block:
            text = block["text"]
            one["rows"] = sum(1 + len(line) // LINE for line in text.splitlines() or [""])
            one["sources"] = named(report.sources, text)
            one["is_changed"] = bool(block["drafted"]) and text != block["drafted"]
        if block["kind"] == "table":
            one["lines"] = [labelled(block["head"], row) for row in block["rows"]]
            one["totals"] = labelled(block["head"], block["total"])
        if block["kind"] == "chart":
            one["names"] = [series["name"] for series in block["series"]]
            told = [Series(each["name"], [number(n) for n in each["values"]]) for each in block["series"]]
            one["chart"] = columns(block["caption"], block["note"], block["labels"], told)
            rows = zip(block["labels"], *(series["values"] for series in block["series"]), strict=True)
            one["lines"] = [labelled(["", *one["names"]], row) for row in rows]
        found.append(one)
    return found


def number(n):
    """A figure of a chart with its words."""
    return Value(n, "" if n is None else number_format(n, force_grouping=True))


def labelled(head, row):
    """The cells of a row, each with its heading: on a phone it stands beside the figure."""
    return [{"label": label, "text": text} for label, text in zip(head, row, strict=False)]
