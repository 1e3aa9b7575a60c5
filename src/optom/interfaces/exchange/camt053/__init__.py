"""camt.053 of ISO 20022: the statement that banks outside of Russia hand out, as XML."""

from optom.interfaces.kit.statements import Format

from .reader import is_camt, read

FORMAT = Format("camt.053", is_camt, read)

__all__ = ["FORMAT", "read"]
