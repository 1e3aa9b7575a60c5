"""What of a "no" is not for everybody: reasons whose facts are debts and limits, for whom money is not to be seen."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from optom.base.refusal import Refusal, reasons_of

OF_MONEY = frozenset({"credit.exceeded", "credit.overdue"})
_VEIL = Refusal("credit.ask_colleague")
_hidden: ContextVar[frozenset[str]] = ContextVar("hidden", default=frozenset())


@contextmanager
def veiled(codes: frozenset[str]) -> Iterator[None]:
    """Inside the block reasons of these codes say only that they are, and who is told more, whoever words them."""
    before = _hidden.set(codes)
    try:
        yield
    finally:
        _hidden.reset(before)


def unveiled(refusal: Refusal) -> Sequence[Refusal]:
    """The reasons as they may be told here; those that are veiled are told as one."""
    reasons = [_VEIL if reason.code in _hidden.get() else reason for reason in reasons_of(refusal)]
    return [one for place, one in enumerate(reasons) if one is not _VEIL or _VEIL not in reasons[:place]]
