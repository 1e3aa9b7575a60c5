"""No room loses the files that it keeps."""

from importlib import import_module
from pathlib import Path

from django.apps import apps

from optom.config.files import ROOMS


def test_every_room_that_keeps_files_says_which_it_names() -> None:
    rooms = [config for config in apps.get_app_configs() if config.name.startswith("optom.domain.")]
    keeping = [
        config.name
        for config in rooms
        if any("kept_files.keep" in path.read_text() for path in Path(config.path).rglob("*.py"))
    ]
    assert len(keeping) > 1
    assert {import_module(f"{name}.queries").named_files for name in keeping} == set(ROOMS)
