"""Build hook: a wheel carries the built front end and the compiled translations, though git has neither."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs what `make install` runs. An editable install needs nothing: there make has done it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's signature
        """Build the front end, compile the catalogs."""
        if version == "editable":
            return
        root = Path(self.root)
        subprocess.run([sys.executable, "frontend/build.py"], cwd=root, check=True)
        babel = [sys.executable, "-m", "babel.messages.frontend", "--quiet"]
        subprocess.run(
            [*babel, "compile", "--domain", "django", "--directory", "src/optom/locale"], cwd=root, check=True
        )
