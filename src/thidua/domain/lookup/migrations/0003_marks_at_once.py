"""On PostgreSQL the triggers mark all rows of a statement at once; SQLite gets the same ones again."""

from django.db import migrations

from thidua.domain.lookup import guards


class Migration(migrations.Migration):
    dependencies = [("lookup", "0002_full_text")]

    operations = [migrations.RunPython(guards.watch, migrations.RunPython.noop)]
