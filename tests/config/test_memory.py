"""A process that serves looks through what it loaded no more, and still finds what nobody reaches."""

import os
import subprocess
import sys

LOOK = """
import gc, weakref
import optom.config.wsgi
loaded, is_on = gc.get_freeze_count(), gc.isenabled()
class Ring: pass
ring = Ring(); ring.itself = ring; seen = weakref.ref(ring); del ring
kept = [[] for _ in range(60_000)]
print(loaded > 100_000, is_on, seen() is None)
"""


def test_a_web_process_forgets_rings_of_things_and_leaves_its_own_code_alone() -> None:
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "optom.config.settings"}
    told = subprocess.run([sys.executable, "-c", LOOK], env=given, capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["True"] * 3
