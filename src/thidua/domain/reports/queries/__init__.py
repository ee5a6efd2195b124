"""Drafts of reports from the data, and the reports as a list shows them."""

from thidua.domain.reports.queries.drafting import drafted, title, unsaved
from thidua.domain.reports.queries.parts import Draft, verbs

__all__ = ["Draft", "drafted", "title", "unsaved", "verbs"]
