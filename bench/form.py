"""The order form of a whole price list: made and sent, and read back with few quantities filled in.

A request goes through the whole program. The floor of the form is the plain export of the same rows, which has no
formulas and no cells to fill in; reading back has none, and must not keep anybody waiting: a few seconds for each of
its two requests, what would change and the change itself.
"""

import io
import random
import re
import zipfile
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench.measuring import Result, counted, parser, percentile, say, timed
from bench.order import Buyer, buyers_of
from optom.domain.accounts.models import User
from optom.domain.orders import actions as orders
from optom.interfaces.portal.order_form import MOST_ROWS

ROUNDS, WARM_UP, FILLED = 3, 1, 30
_GROUPS = """
select t.ancestor_id from catalog_grouppath t join catalog_product p on p.group_id = t.descendant_id
group by 1 order by count(*) desc, 1
"""
Goods = tuple[str, str]  # the address of a catalog, and what narrows it


def main(arguments: Sequence[str]) -> int:
    """Measure both ways; 0 when it was possible."""
    given = parser("form", "the order form made and read back").parse_args(arguments)
    buyer = buyers_of(1, at=timezone.now())[0]
    client = Client(headers={"Accept": "application/json"})
    client.force_login(User.objects.get(pk=buyer.actor))
    goods = f"/c/{buyer.contract}/catalog/", _most_goods(client, buyer)
    say([_made(client, goods, given.size), *_read_back(client, goods, buyer, given.size)], as_json=given.json)
    return 0


def _most_goods(client: Client, buyer: Buyer) -> str:
    """The filter that leaves as much as a form may hold: none, or the widest group that is not too wide."""
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS)
        filters = ["", *(f"group={group}" for (group,) in cursor.fetchall())]
    return next(one for one in filters if _total(client, buyer, one) <= MOST_ROWS)


def _total(client: Client, buyer: Buyer, narrowed: str) -> int:
    return int(client.get(f"/c/{buyer.contract}/catalog/rows?count=1&{narrowed}").json()["total"])


def _made(client: Client, goods: Goods, size: str) -> Result:
    ours, floor, statements = [], [], 0
    for _ in range(WARM_UP + ROUNDS):
        with counted() as sent:
            ours.append(timed(partial(_download, client, goods, "order-form.xlsx")))
        statements = len(sent)
        floor.append(timed(partial(_download, client, goods, "export.xlsx")))
    return _result("order form", size, ours, floor, statements)


def _download(client: Client, goods: Goods, way: str) -> bytes:
    address, narrowed = goods
    answer: Any = client.get(f"{address}{way}?{narrowed}")
    assert answer.status_code == 200, answer.content.decode()[:300]  # noqa: PLR2004
    return bytes(answer.getvalue())


def _read_back(client: Client, goods: Goods, buyer: Buyer, size: str) -> list[Result]:
    """What would change is asked with one quantity that is never free, so that there is something to tell."""
    book = _filled(_download(client, goods, "order-form.xlsx"))
    asked, taken, statements = [], [], 0
    for _ in range(WARM_UP + ROUNDS):
        draft = orders.open_draft(contract=buyer.contract, name="bench", actor=buyer.actor, at=timezone.now())
        send = partial(_send, client, f"/c/{buyer.contract}/drafts/{draft}/paste", book)
        try:
            asked.append(timed(partial(send, {})))
            with counted() as sent:
                taken.append(timed(partial(send, {"sure": "1"})))
            statements = len(sent)
        finally:
            orders.close_draft(contract=buyer.contract, draft=draft)
    return [
        _result("order form: what would change", size, asked, [], 0),
        _result("order form: taken over", size, taken, [], statements),
    ]


def _send(client: Client, address: str, book: bytes, said: dict[str, str]) -> None:
    body = {"file": SimpleUploadedFile("form.xlsx", book), **said}
    answer = client.post(address, body, headers={"Idempotency-Key": uuid4().hex})
    assert answer.status_code == 200, answer.content.decode()[:300]  # noqa: PLR2004
    assert bool(answer.json()["form"]) is not bool(said), answer.content.decode()[:300]


def _filled(book: bytes) -> bytes:
    """The form after somebody has typed a few quantities."""
    dice = random.Random(7)  # noqa: S311 -- the same rows every time
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            content = before.read(part)
            if part == "xl/worksheets/sheet1.xml":
                parts = re.split(rb'(?<= r="J)(\d+"/>)', content)
                for place in dice.sample(range(1, len(parts), 2), k=FILLED):
                    parts[place] = parts[place].replace(b'"/>', b'"><v>99999999</v></c>')
                content = b"".join(parts)
            after.writestr(part, content)
    return saved.getvalue()


def _result(case: str, size: str, ours: Sequence[float], floor: Sequence[float], statements: int) -> Result:
    p50, low = percentile(ours[WARM_UP:], 50), percentile(floor[WARM_UP:], 50) if floor else None
    ratio = p50 / low if low else None
    return Result("form", case, size, p50, percentile(ours[WARM_UP:], 95), 1000 / p50, low, ratio, statements or None)
