"""What the tests of sources share: bounds that let them reach loopback, and certificates made for the occasion."""

import ipaddress
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from optom.domain.suppliers.sources.visiting import Bounds

from .http_server import WebServer, web_server

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


@pytest.fixture
def pauses() -> list[int]:
    """How long each pause would have been."""
    return []


@pytest.fixture
def bounds(pauses: list[int], tmp_path: Path) -> Bounds:
    """Loopback is allowed, nobody really waits, and a slow machine has its time."""
    root = tmp_path / "watched"
    root.mkdir()
    return Bounds(networks=LOOPBACK, wait=pauses.append, idle=20, seconds=60, root=root, most_bytes=1 << 20)


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A web server without pages yet."""
    with web_server({}) as server:
        yield server


@dataclass(frozen=True)
class Certificate:
    """For 127.0.0.1, signed by itself: ``path`` holds the certificate and its key."""

    path: Path
    server: ssl.SSLContext


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(_made("127.0.0.1"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return Certificate(path, context)


def _made(host: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(tz=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    return made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    )
