"""Build hook: a wheel carries the built front end and the compiled translations, though git has neither."""

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs what `make install` runs. An editable install needs nothing: there make has done it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the front end, compile the catalogs, pack the sources that the licence makes us offer."""
        if version == "editable":
            return
        root = Path(self.root)
        subprocess.run([sys.executable, "frontend/build.py"], cwd=root, check=True)
        babel = [sys.executable, "-m", "babel.messages.frontend", "--quiet"]
        subprocess.run(
            [*babel, "compile", "--domain", "django", "--directory", "src/optom/locale"], cwd=root, check=True
        )
        packed = root / "dist" / "source.tar.gz"
        packed.parent.mkdir(exist_ok=True)
        packed.write_bytes(runpy.run_path(str(root / "src/optom/base/source.py"))["packed"](root))
        build_data["force_include"][str(packed)] = "optom/source.tar.gz"
