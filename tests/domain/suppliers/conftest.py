"""A supplier with a feed."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from optom.domain.suppliers.models import Feed
    from tests.trade import Firm


@pytest.fixture
def feed(firm: "Firm") -> "Feed":
    from optom.domain.suppliers.models import Feed, Supplier  # noqa: PLC0415 -- models load only when Django is set up

    supplier = Supplier.objects.create(name="Подшипник-Сервис", sort_key="")
    return Feed.objects.create(supplier=supplier, name="Прайс-лист")
