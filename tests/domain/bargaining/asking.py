"""A firm that asks suppliers for prices: what the stories of bargaining begin with."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from optom.base.business_day import business_day
from optom.base.told_once import hash_of
from optom.domain.bargaining import actions, queries
from optom.domain.bargaining.actions import Asked, OfAll
from optom.domain.bargaining.models import AskedLine, Quoted
from optom.domain.bargaining.queries import HeldLink
from optom.domain.bargaining.rules import Reply
from optom.domain.suppliers.models import Supplier
from optom.interfaces.kit.identity import holding_link
from tests.trade import Firm, dec


@dataclass
class Bargain:
    """Paula asks; suppliers are known by their names, lines by the products."""

    firm: Firm
    paula: int
    at: datetime
    request: int = 0
    secrets: dict[str, str] = field(default_factory=dict)

    def ask(self, lines: Mapping[int, int], *suppliers: str) -> int:
        quantities = {product: dec(quantity) for product, quantity in lines.items()}
        asked = Asked("Подшипники на квартал", quantities, self.at + timedelta(days=5))
        self.request = actions.ask(asked=asked, actor=self.paula, at=self.at)
        if suppliers:
            self.invite(*suppliers)
        return self.request

    def invite(self, *suppliers: str, key: str = "k") -> None:
        emails = {supplier(name): f"{place}@example.org" for place, name in enumerate(suppliers)}
        made = actions.invite(request=self.request, emails=emails, key=key, actor=self.paula, at=self.at)
        self.secrets |= {one.name: one.secret for one in made}

    @contextmanager
    def held(self, name: str) -> Iterator[HeldLink]:
        """Inside, the database sees whoever holds the supplier's link."""
        with holding_link(hash_of(self.secrets[name])):
            held = queries.held_link()
            assert held is not None
            yield held

    def answer(
        self,
        name: str,
        prices: Mapping[int, str],
        *,
        with_vat: bool = False,
        until: date | None = None,
        currency: str = "RUB",
    ) -> None:
        """The supplier types prices of products and sends them."""
        with self.held(name) as held:
            replies = [Reply(self.line(product), dec(price), currency) for product, price in prices.items()]
            actions.keep(held=held, replies=replies)
            actions.send(held=held, of_all=OfAll(with_vat, until), address="127.0.0.1", at=self.at)

    def line(self, product: int) -> int:
        from django.db import connection  # noqa: PLC0415 -- asked by the owner, whoever is held

        with connection.cursor() as cursor:
            cursor.execute("select current_setting('role')")
            [role] = cursor.fetchone()
            cursor.execute("reset role")
            found = AskedLine.objects.get(request=self.request, product=product).pk
            cursor.execute("select set_config('role', %s, false)", [role])
        return found

    def quoted(self, name: str, product: int) -> int:
        """The last price that he has sent of it."""
        of = Quoted.objects.filter(line__request=self.request, line__product=product, invitation__supplier__name=name)
        return of.order_by("-id")[0].pk

    def award(self, *quoted: int, days: int = 90) -> actions.Awarded:
        until = business_day(self.at) + timedelta(days=days)
        return actions.award(request=self.request, quoted=list(quoted), until=until, actor=self.paula, at=self.at)


def supplier(name: str, *, is_candidate: bool = False) -> int:
    found, _made = Supplier.objects.get_or_create(name=name, defaults={"sort_key": name, "is_candidate": is_candidate})
    return found.pk


def landed(rows: Sequence[queries.QuotedRow]) -> dict[str, Decimal | None]:
    return {row.supplier_name: row.landed for row in rows}
