"""What the database does by itself: marks what has changed, and keeps the full text beside the index.

Triggers see every road that leads to a table: acts, `bulk_create`, SQL by hand, an import. SQLite forgets the triggers of a
table that a migration makes anew; tests/domain/lookup/test_index.py then asks for a migration that calls `watch` again.
"""

from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from thidua.domain.lookup.enums import BAND, PLACES, Kind

OF_UNIT = (
    "SELECT 'person', person_id FROM people_post WHERE unit_id = {row}.id",
    "SELECT 'entry', id FROM register_entry WHERE unit_id = {row}.id",
    "SELECT 'movement', id FROM movements_movement WHERE unit_id = {row}.id",
    "SELECT 'decision', id FROM decisions_decision WHERE unit_id = {row}.id",
    "SELECT 'dossier', id FROM dossiers_dossier WHERE unit_id = {row}.id OR superior_id = {row}.id",
    "SELECT 'paper', p.id FROM dossiers_paper p JOIN dossiers_dossier d ON p.dossier_id = d.id"
    " WHERE d.unit_id = {row}.id OR d.superior_id = {row}.id",
)
"""What stands below a unit: its words or the rights to it hang on the unit's name and place."""


@dataclass(frozen=True)
class Source:
    """A table that is searched: what a row of it makes stale, what more when one of the `columns` changes.

    Without columns every change counts.
    """

    table: str
    own: tuple[str, ...]
    columns: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


SOURCES = (
    Source(
        "organisations_unit",
        ("SELECT 'unit', {row}.id",),
        ("name", "code", "official_code", "path", "parent_id"),
        OF_UNIT,
    ),
    Source(
        "organisations_formername",
        (
            "SELECT 'unit', {row}.unit_id",
            "SELECT 'entry', id FROM register_entry WHERE unit_id = {row}.unit_id AND person_id IS NULL",
        ),
    ),
    Source("organisations_succession", ("SELECT 'unit', {row}.after_id",)),
    Source(
        "people_person",
        ("SELECT 'person', {row}.id",),
        ("full_name", "code"),
        ("SELECT 'entry', id FROM register_entry WHERE person_id = {row}.id",),
    ),
    Source("people_post", ("SELECT 'person', {row}.person_id",)),
    Source(
        "register_entry",
        ("SELECT 'entry', {row}.id", "SELECT 'entry', id FROM register_entry WHERE id = {row}.about_id"),
    ),
    Source("movements_movement", ("SELECT 'movement', {row}.id",), ("title", "year", "state", "unit_id")),
    Source(
        "decisions_decision",
        ("SELECT 'decision', {row}.id",),
        ("title", "year", "number", "number_year", "state", "unit_id"),
    ),
    Source(
        "dossiers_dossier",
        ("SELECT 'dossier', {row}.id",),
        ("title", "year", "received_paper", "state", "sent_at", "unit_id", "superior_id"),
        ("SELECT 'paper', id FROM dossiers_paper WHERE dossier_id = {row}.id",),
    ),
    Source("dossiers_paper", ("SELECT 'paper', {row}.id",)),
)
KINDS = {
    "person": "people_person",
    "unit": "organisations_unit",
    "entry": "register_entry",
    "dossier": "dossiers_dossier",
    "decision": "decisions_decision",
    "movement": "movements_movement",
    "paper": "dossiers_paper",
}
EVENTS = {"insert": ("NEW",), "update": ("NEW", "OLD"), "delete": ("OLD",)}

FULL_TEXT = {
    "sqlite": (
        """CREATE VIRTUAL TABLE lookup_words USING fts5(words, content='lookup_indexed', content_rowid='id',
        detail=none, columnsize=0, prefix='1 2 3 4 5 6', tokenize="ascii tokenchars '_='")""",
        """CREATE TRIGGER lookup_words_insert AFTER INSERT ON lookup_indexed
        BEGIN INSERT INTO lookup_words(rowid, words) VALUES (NEW.id, NEW.words); END""",
        """CREATE TRIGGER lookup_words_delete AFTER DELETE ON lookup_indexed
        BEGIN INSERT INTO lookup_words(lookup_words, rowid, words) VALUES ('delete', OLD.id, OLD.words); END""",
        """CREATE TRIGGER lookup_words_update AFTER UPDATE ON lookup_indexed WHEN OLD.words <> NEW.words
        BEGIN INSERT INTO lookup_words(lookup_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);
        INSERT INTO lookup_words(rowid, words) VALUES (NEW.id, NEW.words); END""",
    ),
    "postgresql": (
        """ALTER TABLE lookup_indexed ADD COLUMN full_text tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED""",
        "CREATE INDEX lookup_full_text ON lookup_indexed USING gin (full_text)",
    ),
}
NO_FULL_TEXT = {
    "sqlite": (
        *(f"DROP TRIGGER IF EXISTS lookup_words_{event}" for event in EVENTS),
        "DROP TABLE IF EXISTS lookup_words",
    ),
    "postgresql": ("ALTER TABLE lookup_indexed DROP COLUMN IF EXISTS full_text",),
}


def triggers(vendor: str) -> dict[str, tuple[str, ...]]:
    """The name of every trigger on the sources, with the SQL that puts it in place of an older one.

    PostgreSQL marks what a statement adds or takes away once for all its rows; only an update looks at each, for it
    alone depends on which columns change.
    """
    found: dict[str, tuple[str, ...]] = {}
    for source in SOURCES:
        for event, rows in EVENTS.items():
            name = f"lookup_{source.table}_{event}"
            selects = source.own + (source.further if event == "update" else ())
            at_once = vendor == "postgresql" and event != "update"
            marks = " UNION ".join(select.format(row="rows" if at_once else row) for row in rows for select in selects)
            if at_once:
                marks = f"SELECT DISTINCT mark.* FROM rows CROSS JOIN LATERAL ({marks}) AS mark"  # noqa: S608  constants
            write = f"INSERT INTO lookup_stale (kind, thing_id) {marks}"  # noqa: S608  only constants of this file
            of = f" OF {', '.join(source.columns)}" if event == "update" and source.columns else ""
            each = f"REFERENCING {rows[0]} TABLE AS rows FOR EACH STATEMENT" if at_once else "FOR EACH ROW"
            when = f"AFTER {event.upper()}{of} ON {source.table} {each}"
            if vendor == "postgresql":
                body = f"BEGIN {write}; RETURN NULL; END"
                found[name] = (
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
                    f"CREATE OR REPLACE TRIGGER {name} {when} EXECUTE FUNCTION {name}()",
                )
            else:
                found[name] = (f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {when} BEGIN {write}; END")
    return found


def missing(connection: Any) -> list[str]:
    """The triggers that this database lacks."""
    catalogue = "SELECT tgname FROM pg_trigger" if connection.vendor == "postgresql" else (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        there = {name for (name,) in cursor.fetchall()}
    return sorted(set(triggers(connection.vendor)) - there)


def mark_all(connection: Any) -> None:
    """Mark everything that can be found, and what the index holds of things that are gone."""
    with connection.cursor() as cursor:
        for kind, table in KINDS.items():
            first = PLACES[Kind(kind)] * BAND
            band = f"FROM lookup_indexed WHERE id BETWEEN {first} AND {first + BAND - 1}"
            marks = f"SELECT '{kind}', id FROM {table} UNION SELECT '{kind}', id - {first} {band}"  # noqa: S608  constants
            cursor.execute(f"INSERT INTO lookup_stale (kind, thing_id) {marks}")  # noqa: S608  constants


def remake_full_text(connection: Any) -> None:
    """Make the full text anew from the index, where the engine does not see to it by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO lookup_words(lookup_words) VALUES ('rebuild')")


def watch(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A migration step: the triggers on the sources, in place of those that a remade table lost."""
    with editor.connection.cursor() as cursor:
        for statements in triggers(editor.connection.vendor).values():
            for statement in statements:
                cursor.execute(statement)


def set_up(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A migration step: full text, triggers, and a mark on all that is there."""
    with editor.connection.cursor() as cursor:
        for statement in FULL_TEXT[editor.connection.vendor]:
            cursor.execute(statement)
    watch(apps, editor)
    mark_all(editor.connection)


def take_down(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The step back."""
    vendor = editor.connection.vendor
    with editor.connection.cursor() as cursor:
        for source in SOURCES:
            for event in EVENTS:
                name = f"lookup_{source.table}_{event}"
                cursor.execute(
                    f"DROP FUNCTION IF EXISTS {name}() CASCADE"
                    if vendor == "postgresql"
                    else f"DROP TRIGGER IF EXISTS {name}"
                )
        for statement in NO_FULL_TEXT[vendor]:
            cursor.execute(statement)
