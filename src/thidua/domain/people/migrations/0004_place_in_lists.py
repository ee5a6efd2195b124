"""Each name's place in a Vietnamese list, and the version of a person's file."""

from django.db import migrations, models

import thidua.domain.people.models
from thidua.kernel.text import name_key

AT_ONCE = 2000


def place_names(apps, editor):
    """Work out the key of every name that is there."""
    persons = apps.get_model("people", "Person").objects
    rows = []
    for person in persons.order_by("pk").only("pk", "full_name").iterator(chunk_size=AT_ONCE):
        person.sort_key = name_key(person.full_name)
        rows.append(person)
        if len(rows) == AT_ONCE:
            persons.bulk_update(rows, ["sort_key"])
            rows = []
    persons.bulk_update(rows, ["sort_key"])


class Migration(migrations.Migration):
    dependencies = [("people", "0003_files_of_persons")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="person",
            name="sort_key",
            field=thidua.domain.people.models.NameKey(default="", editable=False, max_length=400),
        ),
        migrations.RunPython(place_names, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="person",
            name="sort_key",
            field=thidua.domain.people.models.NameKey(db_index=True, default="", editable=False, max_length=400),
        ),
    ]
