"""Tells Django about the design system and checks, at every start, that pages use it as declared."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "thidua.doors.ui"
    label = "ui"
    verbose_name = "Giao diện"

    def ready(self):
        """Register the check of what pages give to components."""
        from thidua.doors.ui import checks  # noqa: F401, PLC0415  app ready
