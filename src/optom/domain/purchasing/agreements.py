"""What is agreed with suppliers, and what their ways are worth to us."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from optom.base.identifiers import CURRENCIES_OF_ACCOUNTS
from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.journal import actions as journal
from optom.domain.suppliers import queries as suppliers

from . import events
from .models import LEAST_SERVICE, MOST_DEFERRAL, MOST_PERCENT, Agreement, Weights
from .rules import Form

_CURRENCIES = frozenset(CURRENCIES_OF_ACCOUNTS.values())
_PERCENTS = ("money_percent", "failure_percent", "service_percent", "dearer_percent", "tolerance_percent")
_DAYS = ("cover_days", "tolerance_days")
_MOST_FREIGHT, _MOST_SUM = Decimal(999), Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a supplier's goods cost beyond their price; see `models.Agreement`."""

    currency: str = "RUB"
    freight_percent: Decimal = Decimal(0)
    freight_per_kg: Decimal = Decimal(0)
    minimum_sum: Decimal = Decimal(0)
    deferral_days: int = 0
    lead_days: int = 0
    email: str = ""
    tolerance_percent: Decimal | None = None
    tolerance_days: int | None = None
    awaits_rest: bool = True
    form: str = Form.XLSX
    buyer: int | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """What our money and a broken word are worth; see `models.Weights`."""

    money_percent: Decimal
    failure_percent: Decimal
    cover_days: int
    service_percent: Decimal = Decimal(90)
    dearer_percent: Decimal = Decimal(10)
    tolerance_percent: Decimal = Decimal(3)
    tolerance_days: int = 2


def agree(*, supplier: int, agreed: Agreed, actor: int | None, at: datetime) -> None:
    """From now on the supplier's offers cost so much beyond their price; costs are told soon.

    Refuses `accounts.may_not`, `suppliers.no_such`, and together `suppliers.currency_unknown`,
    `purchasing.out_of_bounds` of each number, `purchasing.not_an_address` and `purchasing.buyer_unknown`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    refuse_all(_objections(agreed))
    if supplier not in {one.id for one in suppliers.suppliers()}:
        raise Refusal("suppliers.no_such", field="supplier")
    with transaction.atomic():
        said = asdict(agreed)
        Agreement.objects.update_or_create(supplier_id=supplier, defaults=said | {"buyer_id": said.pop("buyer")})
        told = [(events.AGREED, {"suppliers": [supplier]})]
        subject = f"suppliers.supplier:{supplier}"
        journal.record(act="purchasing.agree", actor=actor, at=at, subject=subject, facts=asdict(agreed), announce=told)


def weigh(*, weighed: Weighed, actor: int | None, at: datetime) -> None:
    """All offers are weighed so from now on; costs of those with an agreement are told soon.

    Refuses `accounts.may_not`, together `purchasing.out_of_bounds` of each number, and `purchasing.service_too_low`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    percents, days = dict.fromkeys(_PERCENTS, Decimal(MOST_PERCENT)), dict.fromkeys(_DAYS, Decimal(MOST_DEFERRAL))
    refuse_all(_beyond(weighed, {**percents, **days}))
    if weighed.service_percent < LEAST_SERVICE:
        raise Refusal("purchasing.service_too_low", field="service_percent", least=LEAST_SERVICE)
    with transaction.atomic():
        Weights.objects.filter(pk=1).update(**asdict(weighed))
        those = list(Agreement.objects.order_by("supplier_id").values_list("supplier_id", flat=True))
        told = [(events.AGREED, {"suppliers": those})]
        journal.record(act="purchasing.weigh", actor=actor, at=at, facts=asdict(weighed), announce=told)


def weights() -> Weighed:
    """As it stands."""
    return Weighed(*Weights.objects.values_list(*(one.name for one in fields(Weighed))).get(pk=1))


def _objections(agreed: Agreed) -> Iterator[Refusal]:
    if agreed.currency not in _CURRENCIES:
        yield Refusal("suppliers.currency_unknown", field="currency", currency=agreed.currency)
    yield from _beyond(
        agreed,
        {
            "freight_percent": _MOST_FREIGHT,
            "freight_per_kg": _MOST_SUM,
            "minimum_sum": _MOST_SUM,
            "deferral_days": Decimal(MOST_DEFERRAL),
            "lead_days": Decimal(MOST_DEFERRAL),
            "tolerance_percent": Decimal(MOST_PERCENT),
            "tolerance_days": Decimal(MOST_DEFERRAL),
        },
    )
    if agreed.email and not _is_address(agreed.email):
        yield Refusal("purchasing.not_an_address", field="email", email=agreed.email)
    if agreed.buyer is not None and agreed.buyer not in dict(companies.sellers()):
        yield Refusal("purchasing.buyer_unknown", field="buyer")


def _beyond(said: Agreed | Weighed, bounds: dict[str, Decimal]) -> Iterator[Refusal]:
    for name, most in bounds.items():
        number = getattr(said, name)
        if number is not None and not 0 <= number <= most:
            yield Refusal("purchasing.out_of_bounds", field=name, most=most)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
