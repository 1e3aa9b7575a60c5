"""A sum of many lines as branches: by rate of VAT, and by what the lines have in common, with the first of each."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.interfaces.kit import formats

from .told import NOTHING, Node, bounded, node

_FIRST = 3  # lines under each heading; a list has a page of its own


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the sum: under which heading; ``sum`` is with VAT, ``vat`` the tax inside it.

    ``words`` says of what it is and how much: of a few lines only, where there are thousands.
    """

    group: str
    words: Callable[[], tuple[str, str]]
    sum: Decimal
    vat: Decimal
    percent: Decimal | None


def total_of(parts: Sequence[Part]) -> Decimal:
    """With VAT."""
    return sum((part.sum for part in parts), NOTHING)


def in_one_line(parts: Sequence[Part]) -> str:
    """= 1 000,00 + VAT 220,00 = 1 220,00."""
    total, vat = total_of(parts), sum((part.vat for part in parts), NOTHING)
    facts = {"net": formats.money(total - vat), "vat": formats.money(vat), "total": formats.money(total)}
    return _("= %(net)s + VAT %(vat)s = %(total)s") % facts if vat else f"= {facts['total']}"


def by_rate(parts: Sequence[Part]) -> Iterator[Node]:
    """What the goods cost without VAT, and each rate with its tax: together the sum."""
    rates: dict[Decimal | None, list[Part]] = defaultdict(list)
    for part in parts:
        rates[part.percent].append(part)
    vat = sum((part.vat for part in parts), NOTHING)
    yield node(_("goods without VAT"), formats.money(total_of(parts) - vat), note=count_of(parts))
    for percent, own in sorted(rates.items(), key=lambda rate: rate[0] or NOTHING, reverse=True):
        yield _rate(percent, own)


def _rate(percent: Decimal | None, own: Sequence[Part]) -> Node:
    vat = sum((part.vat for part in own), NOTHING)
    if percent is None:
        return node(_("without VAT"), formats.money(vat), note=count_of(own))
    of = _("of %(sum)s") % {"sum": formats.money(total_of(own) - vat)}
    label = _("+ VAT %(percent)s %%") % {"percent": formats.quantity(percent)}
    return node(label, formats.money(vat), note=f"{of} · {count_of(own)}")


def by_group(parts: Sequence[Part], *, rest: str = "") -> list[Node]:
    """The lines under their headings, the dearest first; ``rest`` is the page that shows all of them."""
    groups: dict[str, list[Part]] = defaultdict(list)
    for part in sorted(parts, key=lambda part: part.sum, reverse=True):
        groups[part.group].append(part)
    if len(groups) == 1:
        return _first(next(iter(groups.values())), rest)
    dearest = sorted(groups.items(), key=lambda group: total_of(group[1]), reverse=True)
    return bounded([_group(name, own, rest) for name, own in dearest])


def _group(name: str, own: Sequence[Part], rest: str) -> Node:
    return node(name or "—", formats.money(total_of(own)), note=count_of(own), children=_first(own, rest))


def _first(own: Sequence[Part], rest: str) -> list[Node]:
    shown = [_line(part) for part in own[:_FIRST]]
    more = len(own) - len(shown)
    if more > 0:
        words = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
        shown.append(node(words, formats.money(total_of(own[_FIRST:])), href=rest))
    return shown


def _line(part: Part) -> Node:
    label, note = part.words()
    return node(label, formats.money(part.sum), note=note)


def count_of(parts: Sequence[object]) -> str:
    """12 lines."""
    return ngettext("%(count)s line", "%(count)s lines", len(parts)) % {"count": len(parts)}
