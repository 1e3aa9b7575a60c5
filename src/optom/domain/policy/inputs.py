"""What formulas of the policy may name: all that is known of a product, and roubles for one unit of a currency."""

from datetime import datetime

from optom.base.business_day import business_day
from optom.base.formula import Field, Kind
from optom.base.formula.sql import literal
from optom.domain.costs import inputs as costs
from optom.domain.costs.inputs import Input
from optom.domain.credit.queries import rates_on


def known(*, at: datetime) -> tuple[Input, ...]:
    """All of it, as it is at ``at``. A currency without a rate that stands is blank. Two statements."""
    rates = rates_on(business_day(at)).items()
    return (*costs.known(at=at), *(_rate(currency, rate) for currency, rate in rates))


def _rate(currency: str, rate: object) -> Input:
    return Input(Field(currency, currency, Kind.NUMBER, f"({literal(rate)})::numeric"))
