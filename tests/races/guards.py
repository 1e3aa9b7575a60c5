"""Taking a guard away, to show the harm that it prevents."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pytest
from django.db import connection

from optom.base.sql import Statements
from optom.domain.credit import actions as credit
from optom.domain.credit.models import Account
from optom.domain.credit.queries import AccountRow
from optom.domain.orders.actions import reservations
from optom.domain.stock import actions as stock
from tests.races.together import together

P = ParamSpec("P")
T = TypeVar("T")


def without_locks(patch: pytest.MonkeyPatch, statements: Statements, *names: str) -> None:
    for name in names:
        unlocked = re.sub(r"for (no key )?update( of \w+)?( skip locked)?", "", statements.text(name))
        patch.setitem(statements._texts, name, unlocked)


def without_account_lock(patch: pytest.MonkeyPatch) -> None:
    def read(contract: int) -> AccountRow:
        account = Account.objects.get(contract_id=contract)
        return AccountRow(account.debt, account.committed, account.reserved)

    patch.setattr(credit, "lock", read)


def without_any_lock(patch: pytest.MonkeyPatch) -> None:
    """Of the contract, of its lines, of what they hold and of the goods behind it."""
    without_account_lock(patch)
    without_locks(patch, reservations._sql, "lock_lines")
    without_locks(patch, stock._sql, "lock_goods_held", "lock_holds")


class Unhindered:
    """An act that happens whole in the middle of another: where no lock is left, nothing keeps it out."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self._acts = [act]
        self.answer: Any = None

    def after(self, function: Callable[P, T]) -> Callable[P, T]:
        """The function, after whose first call the act happens, on a connection of its own."""

        @wraps(function)
        def wrapper(*given: P.args, **named: P.kwargs) -> T:
            answer = function(*given, **named)
            if self._acts:
                [self.answer] = together(self._acts.pop())
            return answer

        return wrapper


@contextmanager
def without_constraint(table: str, name: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_constraintdef(oid) from pg_constraint where conname = %s", [name])
        definition = cursor.fetchone()[0]
        cursor.execute(f"alter table {table} drop constraint {name}")
        try:
            yield
        finally:
            cursor.execute(f"truncate {table} cascade")
            cursor.execute(f"alter table {table} add constraint {name} {definition}")
