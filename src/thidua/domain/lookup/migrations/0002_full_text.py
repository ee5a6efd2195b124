"""The full text beside the index, the triggers that mark what changes, and a mark on all that is there."""

from django.db import migrations

from thidua.domain.lookup import guards


class Migration(migrations.Migration):
    dependencies = [
        ("lookup", "0001_initial"),
        ("decisions", "0001_initial"),
        ("dossiers", "0001_initial"),
        ("movements", "0002_form_0601"),
        ("organisations", "0002_through_time"),
        ("people", "0004_place_in_lists"),
        ("register", "0006_first_leaves"),
    ]

    operations = [migrations.RunPython(guards.set_up, guards.take_down)]
