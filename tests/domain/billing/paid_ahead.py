"""A seller whose advances have VAT invoices, and nights in which the worker issues them."""

from datetime import date, timedelta

from optom.domain.billing import actions as billing
from optom.domain.companies.models import Seller
from optom.domain.journal import actions as journal
from tests.domain.shipping.deliveries import Delivery
from tests.trade import Firm

DAY = timedelta(days=1)


def advances(firm: Firm, which: str = "lasting", *, since: date = date(2026, 1, 1)) -> None:
    Seller.objects.filter(pk=firm.seller).update(advances=which, advances_since=since)


def days_pass(delivery: Delivery, days: int) -> None:
    """The worker looks each night at half past midnight; the day goes on at noon."""
    for _ in range(days):
        delivery.at += DAY
        billing.issue_advances(at=delivery.at.replace(hour=0, minute=30))
    journal.deliver(at=delivery.at)
