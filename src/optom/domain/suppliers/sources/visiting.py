"""A visit to a source: bounds of size and time, where it may connect to, the folder into which files land.

Whatever a supplier's server does, a visit ends: each file has a size and a time at most, after which its connections
are shut from our side. Addresses of private networks are reached only where the operator allows them, and what is
connected to is the very address that was looked at.
"""

import ipaddress
import os
import socket
import ssl
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Timer
from time import monotonic, sleep
from types import TracebackType
from typing import IO, Any, Self

from django.conf import settings

from optom.base.refusal import Refusal

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PIECE = 1 << 18  # bytes read at a time
_MOST_WATCHED = 8  # connections of one visit, of which one or two are in use
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotNow(Refusal):
    """What may pass by itself: a server that does not answer. The visit is tried again, not before ``not_before``."""

    def __init__(self, code: str, /, *, not_before: datetime | None = None, **facts: Any) -> None:
        super().__init__(code, **facts)
        self.not_before = not_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What no source may exceed. ``seconds`` are for one file, ``idle`` for one answer; ``wait`` is how one pauses."""

    most_bytes: int = 2 << 30
    most_page_bytes: int = 32 << 20  # of what is held in memory at once: a page of a site or an API
    most_files: int = 1000
    seconds: int = 3600
    idle: int = 30
    networks: tuple[Network, ...] = ()
    root: Path | None = None
    roots_of_trust: Path | None = None  # certificates beside those of the system
    wait: Callable[[int], None] = sleep


def bounds_of_settings() -> Bounds:
    """As the operator has set them."""
    networks = tuple(ipaddress.ip_network(network, strict=False) for network in settings.OPTOM_FEED_NETWORKS)
    folder = settings.OPTOM_FEED_FOLDER
    return Bounds(networks=networks, root=Path(folder).resolve() if folder else None)


@dataclass
class Visit:
    """One look at a source that began at ``at``. A context: what it opened is shut at its end, its folder is gone."""

    bounds: Bounds
    at: datetime
    _began: Any = field(default_factory=monotonic)
    _ends: Any = 0
    _watch: Timer | None = None
    _handles: list[socket.socket] = field(default_factory=list)
    _landed: int = 0

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="optom-feed-")
        self.resume()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rest()
        for handle in self._handles:
            handle.close()
        self._folder.cleanup()

    def resume(self) -> None:
        """From now on the time of the next file runs."""
        self._ends = monotonic() + self.bounds.seconds
        self._watch = Timer(self.bounds.seconds, self._shut)
        self._watch.daemon = True
        self._watch.start()

    def rest(self) -> None:
        """The time of whoever reads the file is not the supplier's."""
        if self._watch:
            self._watch.cancel()

    @property
    def is_over(self) -> bool:
        return bool(monotonic() >= self._ends)

    def check_time(self) -> None:
        """Refuses ``sources.too_slow`` (seconds) when the time is over."""
        if self.is_over:
            raise NotNow("sources.too_slow", seconds=self.bounds.seconds)

    @property
    def now(self) -> datetime:
        """The moment by the clock of who began the visit."""
        return self.at + timedelta(seconds=int(monotonic() - self._began))

    def pause(self, seconds: int) -> None:
        """Wait as long as the source asks for, within the time that there is."""
        self.check_time()
        if monotonic() + seconds > self._ends:
            raise NotNow("sources.too_slow", seconds=self.bounds.seconds)
        self.bounds.wait(seconds)

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to an address of the host that may be reached, shut when the visit's time is over.

        Refuses ``sources.host_unknown``, ``sources.address_forbidden`` (host), ``sources.no_answer`` (host, port).
        """
        fault: OSError | None = None
        for address in allowed(host, port, self.bounds.networks):
            self.check_time()
            try:
                made = socket.create_connection((str(address), port), timeout=self.bounds.idle)
            except OSError as error:
                fault = error
            else:
                return self.watched(made)
        raise NotNow("sources.no_answer", host=host, port=str(port)) from fault

    def watched(self, connection: socket.socket) -> socket.socket:
        """The same connection, shut when the time is over, and without delays."""
        connection.setsockopt(
            socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
        )  # one waits for answers, not for fuller packets
        # Of its own number: the one in use is wrapped by TLS and closed by others.
        self._handles.append(socket.socket(fileno=os.dup(connection.fileno())))
        if len(self._handles) > _MOST_WATCHED:
            # The first may be that of commands, those after it have mostly brought their file.
            self._handles.pop(1).close()
        return connection

    def check_listing(self, name: str, size: int) -> None:
        """Refuses ``sources.too_large`` for what would be held in memory at once."""
        if size > self.bounds.most_page_bytes:
            raise Refusal("sources.too_large", name=name, megabytes=self.bounds.most_page_bytes >> 20)

    def _shut(self) -> None:
        for handle in list(self._handles):
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

    @cached_property
    def tls(self) -> ssl.SSLContext:
        """Certificates and names are verified, always."""
        context = ssl.create_default_context()
        if self.bounds.roots_of_trust:
            context.load_verify_locations(self.bounds.roots_of_trust)
        return context

    @contextmanager
    def faults_of(self, host: str) -> Iterator[None]:
        """What goes wrong with connections, as refusals: a certificate a person mends, the rest passes."""
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            raise Refusal("sources.certificate_wrong", host=host, reason=error.verify_message) from error
        except (OSError, EOFError) as error:
            self.check_time()
            raise NotNow("sources.no_answer", host=host, port="") from error

    def land(self, name: str, pieces: Iterable[bytes], *, expected: int | None = None) -> Path:
        """Write a file into the visit's folder, under a name of ours. Refuses what is too large or slow."""
        if expected is not None:
            self._check_size(name, expected)
        self._landed += 1
        path = Path(self._folder.name) / f"{self._landed}{ending_of(name)}"
        size = 0
        with path.open("wb", buffering=0) as file:
            for piece in pieces:
                size += len(piece)
                self._check_size(name, size)
                self.check_time()
                _write(file, piece)
        return path

    def _check_size(self, name: str, size: int) -> None:
        if size > self.bounds.most_bytes:
            raise Refusal("sources.too_large", name=name, megabytes=self.bounds.most_bytes >> 20)


def _write(file: IO[bytes], piece: bytes) -> None:
    """A full disk is no fault of the source."""
    try:
        file.write(piece)
    except OSError as error:
        raise NotNow("sources.disk_full") from error


def allowed(host: str, port: int, networks: tuple[Network, ...]) -> list[Address]:
    """The addresses of a host that may be reached: public ones, and those of networks that the operator allows."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        if getattr(error, "errno", None) == socket.EAI_AGAIN:
            raise NotNow("sources.name_unresolved", host=host) from error
        raise Refusal("sources.host_unknown", host=host) from error
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    may_be = [address for address in addresses if is_allowed(address, networks)]
    if not may_be:
        raise Refusal("sources.address_forbidden", host=host)
    return may_be


def is_allowed(address: Address, networks: tuple[Network, ...]) -> bool:
    """An IPv4 address that hides in one of IPv6 is judged as what it is."""
    real = _hidden_in(address) or address
    return any(real in network for network in networks) or (real.is_global and not real.is_multicast)


def _hidden_in(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def ending_of(name: str) -> str:
    """The ending by which readers know a file, .xlsx or .csv.gz: letters and digits only, or nothing."""
    endings = [one for one in Path(name).suffixes[-2:] if one[1:].isalnum() and one.isascii() and len(one) <= 8]  # noqa: PLR2004
    return "".join(endings).lower()


def told_name(name: str, otherwise: str = "file") -> str:
    """A name that others gave, fit to be shown and kept: its last part, one line, 150 letters at most."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = "".join(letter for letter in last if letter.isprintable()).strip().lstrip(".")
    stem, dot, suffix = clean.rpartition(".")
    return (f"{stem[: 149 - len(suffix)]}.{suffix}" if dot and len(suffix) < 20 else clean[:150]) or otherwise  # noqa: PLR2004
