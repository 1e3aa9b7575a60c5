"""How often a process that runs for long looks for what nobody reaches any more.

Nearly everything here is forgotten by counting references; the look is for the few things that point at each other.
As Python comes, it looks through all that is kept after every few thousand rows that are made, and all that is kept
is mostly the program itself: of an export of 100,000 rows that was a quarter of the processor's time.
"""

import gc

_MADE = 50_000  # things between two looks at what was made since; was 700
_LOOKS = 10  # between two looks at what outlived one, as it was


def settle() -> None:
    """The program is loaded and stays: it is looked through no more, and what it makes from now on less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE, _LOOKS, _LOOKS)
