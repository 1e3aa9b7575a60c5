"""A believable Russian distributor of industrial supplies, the same for the same seed."""

from .loading import NotEmpty, load, what_is_there
from .signins import PASSWORD, SIGN_INS, table
from .sizes import SIZES

__all__ = ["PASSWORD", "SIGN_INS", "SIZES", "NotEmpty", "load", "table", "what_is_there"]
