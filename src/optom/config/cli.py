"""The program `optom`: a thin door to what the rest of the house does."""

import argparse
import ast
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from optom.config import memory
from optom.config.postgres import PostgresUnavailable, joined_dsn
from optom.config.postgres.places import PROJECT

# Django's commands that need no database: no server is started for them.
WITHOUT_DATABASE = {"help", "--help", "version", "--version", "collectstatic", "findstatic", "diffsettings"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answer the exit code. What can't be had is said in one sentence, without a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        command: Callable[[], int] = lambda: manage(*given[1:])  # noqa: E731 -- Django parses the rest, not we
    else:
        parsed, rest = parser().parse_known_args(given)
        command = lambda: _COMMANDS[parsed.command](parsed, rest)  # noqa: E731 -- see above
    try:
        return command()
    except PostgresUnavailable as reason:
        print(reason, file=sys.stderr)
        return 1


def manage(*arguments: str) -> int:
    """Run a command of Django's, with the embedded server running when no other is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "optom.config.settings")
    if arguments and not WITHOUT_DATABASE & set(arguments):
        os.environ["OPTOM_DATABASE_URL"] = joined_dsn()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- it reads the settings

    execute_from_command_line(["optom manage", *arguments])
    return 0


def _run(_parsed: argparse.Namespace, _rest: list[str]) -> int:
    from optom.config.run import run  # noqa: PLC0415 -- a command loads only what it needs

    return run()


def _web(_parsed: argparse.Namespace, _rest: list[str]) -> int:
    from optom.config.serving import serve_web  # noqa: PLC0415

    return serve_web()


def _worker(parsed: argparse.Namespace, _rest: list[str]) -> int:
    from optom.config.serving import leave_with_parent  # noqa: PLC0415
    from optom.config.working import work  # noqa: PLC0415

    if parsed.jobs is None:
        return work()
    leave_with_parent()
    return manage("worker", "--jobs", parsed.jobs)


def _import(parsed: argparse.Namespace, rest: list[str]) -> int:
    return manage(f"import_{parsed.format}", *parsed.files, *rest)


def _bench(parsed: argparse.Namespace, rest: list[str]) -> int:
    """Benchmarks are no part of the program: they live in the sources' `bench`, each with its floor beside it."""
    known = _benchmarks()
    unknown = [name for name in parsed.names if name not in known]
    if unknown or not parsed.names:
        wrong = f"No benchmark {', '.join(unknown)}. " if unknown else ""
        lines = [f"  {name:<8} {measures}" for name, measures in known.items()]
        print("\n".join([f"{wrong}Benchmarks:", *(lines or ["  none here"])]), file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "optom.config.settings")
    os.environ["OPTOM_DATABASE_URL"] = joined_dsn()
    sys.path.insert(0, str(PROJECT))
    import django  # noqa: PLC0415 -- it reads the settings

    django.setup()
    memory.settle()
    return max(importlib.import_module(f"bench.{name}").main(rest) or 0 for name in parsed.names)


def _benchmarks() -> dict[str, str]:
    """Each with what it measures. What only serves others (a floor, the clock) has no `main`."""
    parsed = {path.stem: ast.parse(path.read_text("utf-8")) for path in sorted((PROJECT / "bench").glob("[!_]*.py"))}
    return {
        name: (ast.get_docstring(module) or "").partition("\n")[0]
        for name, module in parsed.items()
        if any(isinstance(one, ast.FunctionDef) and one.name == "main" for one in module.body)
    }


_IMPORTS = [
    "commerceml",
    "prices",
    "costs",
    "market",
    "arrivals",
    "clients",
    "analogs",
    "marked",
    "pictures",
    "papers",
    "statements",
    "rates",
]
_COMMANDS: dict[str, Callable[[argparse.Namespace, list[str]], int]] = {
    "run": _run,
    "web": _web,
    "worker": _worker,
    "migrate": lambda _parsed, rest: manage("migrate", *rest),
    "demo": lambda parsed, rest: manage("demo", "--size", parsed.size, *rest),
    "check": lambda _parsed, rest: manage("check_books", *rest),
    "import": _import,
    "policy": lambda _parsed, rest: manage("policy", *rest),
    "bench": _bench,
}


def parser() -> argparse.ArgumentParser:
    """What is understood after `optom`."""
    made = argparse.ArgumentParser(
        prog="optom",
        description="A B2B portal with its ERP core. Without OPTOM_DATABASE_URL it runs a PostgreSQL of its own.",
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="everything: database, migrations, demo firm, web, worker; Ctrl-C stops it")
    commands.add_parser("web", help="only the web server (OPTOM_HOST, OPTOM_PORT, OPTOM_WORKERS)")
    worker = commands.add_parser("worker", help="only the background worker (OPTOM_LONG_JOBS)")
    worker.add_argument("jobs", nargs="?", choices=["short", "long", "all"], help="one process that does only these")
    commands.add_parser("migrate", help="bring the database's tables up to date")
    demo = commands.add_parser("demo", help="fill an empty database with a believable distributor")
    demo.add_argument("--size", choices=["small", "medium", "large"], default="small")
    commands.add_parser("check", help="prove the books: balances, holds, debts, numbers")
    imports = commands.add_parser(
        "import",
        help=f"load files: {', '.join(_IMPORTS)}; each tells how",
    )
    imports.add_argument("format", choices=_IMPORTS, metavar="FORMAT")
    imports.add_argument("files", nargs="+", metavar="FILE")
    commands.add_parser(
        "policy", help="the policy of prices as a file: export, check, take; each tells how", add_help=False
    )
    bench = commands.add_parser("bench", help="measure against the SQL floor: bench NAME... [--size SIZE] [--json]")
    bench.epilog = "Without a NAME it tells which there are; --size and --json go to the benchmark."
    bench.add_argument("names", nargs="*", metavar="NAME")
    commands.add_parser("manage", help="any command of Django's: manage help lists them")
    return made


if __name__ == "__main__":
    sys.exit(main())
