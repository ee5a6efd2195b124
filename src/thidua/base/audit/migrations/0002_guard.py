"""Make the trail append-only, and give the chain its beginning."""

from django.db import migrations

from thidua.base.audit import guards


def begin(apps, editor):
    """The one row that names the end of the chain."""
    apps.get_model("audit", "Head").objects.using(editor.connection.alias).get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(guards.install("audit_event"), guards.uninstall("audit_event")),
    ]
