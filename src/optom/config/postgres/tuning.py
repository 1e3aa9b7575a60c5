"""The server's settings, by the memory of the machine."""

import os
from pathlib import Path

MB = 1024 * 1024

# A throw-away cluster may lose everything at a power cut, so it never waits for a disk.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
}


def settings(*, socket: Path, durable: bool) -> dict[str, str]:
    """All settings that differ from PostgreSQL's own defaults."""
    memory = memory_bytes()
    chosen = {
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_directories": str(socket),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "jit": "off",  # compiling costs more than the short statements of this program take
        "random_page_cost": "1.1",  # every disk of today is an SSD
        "shared_buffers": _megabytes(memory // 8, least=128, most=4096),
        "effective_cache_size": _megabytes(memory // 2, least=512, most=1024 * 1024),
        "work_mem": _megabytes(memory // 512, least=8, most=64),
        "maintenance_work_mem": _megabytes(memory // 32, least=64, most=1024),
        "dynamic_shared_memory_type": "posix" if _has_shared_memory() else "mmap",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "log_min_duration_statement": "2s",
        "log_checkpoints": "off",
        "log_line_prefix": "%m [%p] %u@%d ",
    }
    return chosen if durable else chosen | FORGETFUL


def as_conf(chosen: dict[str, str]) -> str:
    """The settings in the syntax of postgresql.conf."""
    return "".join(f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in chosen.items())


def memory_bytes() -> int:
    """The memory that we may use: the machine's, or less when a container says so."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        return machine
    return min(machine, int(limit)) if limit.isdigit() else machine


def _has_shared_memory() -> bool:
    """Processes that share a statement hash in it; a container may have next to none (64 MB is usual)."""
    try:
        room = os.statvfs("/dev/shm")  # noqa: S108 -- measured, nothing is written there by us
    except OSError:  # a system that does it otherwise, without a bound
        return True
    return room.f_frsize * room.f_blocks >= 1024 * MB


def _megabytes(amount: int, *, least: int, most: int) -> str:
    return f"{min(max(amount // MB, least), most)}MB"
