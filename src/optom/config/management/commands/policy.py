"""`optom policy`: the policy of prices as a file, so that it can live in a repository and be reviewed there."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from optom.base.refusal import Refusal
from optom.domain.accounts import queries as accounts
from optom.domain.policy import actions
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import Policy
from optom.interfaces.exchange.told import in_words
from optom.interfaces.office.policy_brought import Brought, brought
from optom.interfaces.office.policy_workbook import workbook


class Command(BaseCommand):
    help = "Takes the policy of prices out as a text or a workbook, checks such a file, takes it as the draft."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        export = acts.add_parser("export", help="the draft, or a version, as TOML on the output, or as a workbook")
        export.add_argument("--version", type=int, metavar="N", dest="of")
        export.add_argument("--xlsx", type=Path, metavar="FILE", help="write a workbook instead")
        export.add_argument("--language", choices=["ru", "en"], default="ru", help="of the workbook")
        check = acts.add_parser("check", help="what doesn't fit in a file; exit code 1 where something doesn't")
        check.add_argument("file", type=Path, metavar="FILE")
        take = acts.add_parser("take", help="the file becomes the draft, never the policy in force")
        take.add_argument("file", type=Path, metavar="FILE")
        take.add_argument("--as", required=True, metavar="EMAIL", dest="email", help="the director who answers for it")
        take.add_argument("--reason", required=True, metavar="TEXT")

    def handle(self, *_arguments: object, **options: Any) -> None:
        try:
            getattr(self, f"_{options['act']}")(options)
        except Refusal as refusal:
            raise CommandError(in_words(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error

    def _export(self, options: dict[str, Any]) -> None:
        policy = _policy(options["of"])
        if options["xlsx"] is None:
            self.stdout.write(policies.to_text(policy), ending="")
            return
        with translation.override(options["language"]):
            options["xlsx"].write_bytes(workbook(policy, timezone.now()))

    def _check(self, options: dict[str, Any]) -> None:
        read = self._read(options["file"])
        if read.faults:
            raise SystemExit(1)
        changes = policies.compare(policies.policy_in_force(), read.policy or Policy())
        self.stdout.write(f"It fits. Rows that are other than in force: {len(changes)}.")

    def _take(self, options: dict[str, Any]) -> None:
        director = accounts.colleague_called(options["email"])
        if director is None:
            raise Refusal("policy.no_such_person", email=options["email"])
        draft, read = policies.draft(), self._read(options["file"])
        if read.policy is None:
            raise Refusal("policy.file_unread", count=len(read.faults))
        edits = actions.change_draft(
            policy=read.policy, expected=draft.edits, actor=director, at=timezone.now(), reason=options["reason"]
        )
        self.stdout.write("It is the draft now." if edits != draft.edits else "The draft says this already.")

    def _read(self, path: Path) -> Brought:
        """What a file says, all that doesn't fit told."""
        with translation.override("en"):
            read = brought(path.read_bytes(), policies.draft().policy, timezone.now())
        for one in read.passed:
            self.stderr.write(f"Not known here: {one}")
        for fault in read.faults:
            place = ", ".join(filter(None, (fault.sheet, fault.row and f"row {fault.row}", fault.column)))
            self.stderr.write(f"{place}: {fault.text} {fault.help}".strip())
        return read


def _policy(version: int | None) -> Policy:
    found = policies.draft().policy if version is None else policies.policy_of(version)
    if found is None:
        raise Refusal("policy.version_unknown")
    return found
