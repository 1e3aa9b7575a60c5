"""The browser of the browser tests: found, or installed where we may (`python -m tests.chromium`)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NO_CHROMIUM = "THE BROWSER TESTS ARE SKIPPED: no Chromium here (install chromium or set OPTOM_CHROMIUM)"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_PROGRAMS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PLAYWRIGHTS_OWN = (
    ".cache/ms-playwright/chromium-*/chrome-linux*/chrome",
    "Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)


def find_chromium() -> Path | None:
    """`OPTOM_CHROMIUM`, the system's, or the one that playwright has downloaded."""
    if given := os.environ.get("OPTOM_CHROMIUM"):
        return Path(given) if Path(given).exists() else None
    on_path = [Path(found) for name in PROGRAMS if (found := shutil.which(name))]
    downloaded = [found for pattern in PLAYWRIGHTS_OWN for found in sorted(Path.home().glob(pattern), reverse=True)]
    return next(iter([*on_path, *filter(Path.exists, map(Path, MAC_PROGRAMS)), *downloaded]), None)


def main() -> int:
    """Have a browser, or say that there is none. Without one a run that must prove everything (`CI=true`) fails."""
    if find_chromium() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
    if found := find_chromium():
        print(f"Browser tests use {found}")
        return 0
    print(f"\n{'!' * 20} {NO_CHROMIUM} {'!' * 20}\n", file=sys.stderr)
    return 1 if os.environ.get("CI") == "true" else 0


def _install() -> None:
    print("Installing Chromium for the browser tests ...", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
    ):
        subprocess.run(command, check=False, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
