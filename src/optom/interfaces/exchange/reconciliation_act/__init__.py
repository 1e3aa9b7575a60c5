"""The act of reconciliation in the format of the tax service: ON_AKTSVEROTP 5.01, code 1110332 of tax documents."""

from optom.interfaces.kit.acts import Format

from .reading import is_act, read
from .writing import written

FORMAT = Format(written, is_act, read)

__all__ = ["FORMAT", "read", "written"]
