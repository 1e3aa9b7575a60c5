"""Secrets that a person is told once; the database keeps no more than hashes of them."""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256

from django.utils.crypto import salted_hmac

# 256 bits in base64, as `secret_of` and the signatures of Django write them; and what opens a new password.
_SECRET = re.compile(r"(?<![\w-])(?:(?=[\w-]*[A-Z])[\w-]{43}|[0-9a-z]+-[0-9a-z]+-[0-9a-f]{32,64})(?![\w-])", re.ASCII)


def secret_of(purpose: str, *asked: object) -> str:
    """Not to be guessed without the installation's own key, and the same when a button was pressed twice."""
    made = salted_hmac(purpose, ":".join(map(str, asked)), algorithm="sha256")
    return urlsafe_b64encode(made.digest()).decode().rstrip("=")


def hash_of(secret: str) -> str:
    """What is kept of a secret: 256 bits that nobody chose, so a plain hash can't be tried out."""
    return sha256(secret.encode()).hexdigest()


def veiled(text: str) -> str:
    """The text with a mark in place of whatever looks like a secret; addresses hold some that still open something."""
    return _SECRET.sub("…", text)
