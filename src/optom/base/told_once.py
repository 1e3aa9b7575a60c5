"""Secrets that a person is told once; the database keeps no more than hashes of them."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from django.utils.crypto import salted_hmac


def secret_of(purpose: str, *asked: object) -> str:
    """Not to be guessed without the installation's own key, and the same when a button was pressed twice."""
    made = salted_hmac(purpose, ":".join(map(str, asked)), algorithm="sha256")
    return urlsafe_b64encode(made.digest()).decode().rstrip("=")


def hash_of(secret: str) -> str:
    """What is kept of a secret: 256 bits that nobody chose, so a plain hash can't be tried out."""
    return sha256(secret.encode()).hexdigest()
