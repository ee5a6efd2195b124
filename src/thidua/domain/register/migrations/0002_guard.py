"""Make the book of honours append-only."""

from django.db import migrations

from thidua.base.audit import guards


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]

    operations = [migrations.RunPython(guards.install("register_entry"), guards.uninstall("register_entry"))]
