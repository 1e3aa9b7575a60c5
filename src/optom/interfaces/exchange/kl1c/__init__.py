"""1CClientBankExchange: the text in which Russian banks hand statements to accounting programs."""

from optom.interfaces.kit.statements import Format

from .alphabets import alphabet_of, is_exchange
from .reader import read

FORMAT = Format("1CClientBankExchange", is_exchange, read)

__all__ = ["FORMAT", "alphabet_of", "read"]
