"""What the first migration of a room is made of: all its tables at once, and its SQL from a file (ADR 0067)."""

from collections.abc import Sequence
from pathlib import Path

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Make tables, each after those to which it refers. Not undone: nobody wants a room without its tables."""

    reversible = False

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Know them. Django renders a model anew with all that are related to it, and at last all are: here once."""
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make each."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """As `optom migrate --plan` shows it."""
        return f"Create models {', '.join(model.name for model in self.models)}"


def beside(migration: str) -> RunSQL:
    """Run the SQL file of the same name beside ``migration`` (its ``__file__``). There is no way back."""
    return RunSQL(Path(migration).with_suffix(".sql").read_text(encoding="utf-8"))
