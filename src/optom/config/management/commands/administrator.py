"""`optom manage administrator`: the first person of the firm, who lets the others in."""

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from optom.base.refusal import Refusal
from optom.domain.accounts.rules import ADMINISTRATOR
from optom.domain.companies import actions
from optom.interfaces.kit.words import worded


class Command(BaseCommand):
    help = "Makes an administrator, who signs in by his address and lets others in. Asks for his password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *_arguments: object, **options: Any) -> None:
        told = {"email": options["email"], "name": options["name"], "password": getpass.getpass()}
        try:
            actions.employ(**told, desks=[ADMINISTRATOR], actor=None, at=timezone.now())
        except Refusal as refusal:
            with translation.override("en"):
                raise CommandError("\n".join(one["text"] for one in worded(refusal))) from None
        self.stdout.write(f"{options['email']} may sign in.")
