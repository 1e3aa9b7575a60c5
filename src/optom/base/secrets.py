"""Secrets of others (passwords of mail boxes, keys of servers) at rest: sealed with a key made of the installation's.

What lies in a database, a dump of it or a log is the sealed text. Only the code that signs in reveals it.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from optom.base.refusal import Refusal

_PURPOSE = b"optom: secrets of others, at rest"


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A secret as it is kept: sealed. It shows itself to nobody who prints it; `reveal` it where it is used."""

    sealed: str

    @classmethod
    def of(cls, text: str) -> "Secret":
        """The secret that somebody has just typed."""
        return cls(seal(text))

    def reveal(self) -> str:
        """The text itself. Refuses as `unseal`."""
        return unseal(self.sealed)

    def __repr__(self) -> str:
        return "Secret(…)"


def seal(text: str) -> str:
    """The text encrypted and signed, in letters that JSON and URLs leave alone; another one each time."""
    return _box().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text that was sealed. Refuses ``secrets.unreadable``: the installation has another key, or it is no seal."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        # The cause would show nothing, and its frames hold what was tried.
        raise Refusal("secrets.unreadable") from None


def reseal(sealed: str) -> str:
    """The same text sealed by the newest key, so that keys of before can go. Refuses as `unseal`."""
    try:
        return _box().rotate(sealed.encode()).decode("ascii")
    except InvalidToken:
        raise Refusal("secrets.unreadable") from None


def _box() -> MultiFernet:
    return _box_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    """Seals by the first key, opens by any of them."""
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    """A key for this purpose alone: who finds it out still can't sign sessions."""
    return urlsafe_b64encode(HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode()))
