"""What a contract would pay if some prices were others: the derivation of ``pricing_prices``, laid over them.

It is the text of the function itself, in which prices and breaks in force are read through the supposed ones: there is
no second derivation that could come to differ. Being a part of the asking statement, it finds them by their index.
"""

from importlib import resources

_OWN = resources.files("optom.domain.pricing.migrations") / "0001_squashed_0013.sql"
# Prices in force that nobody supposes to be others, and the supposed ones.
_PRICES = """from (
            select p.column_id, p.product_id, p.amount from pricing_columnprice p
            where not exists (
                select from (--changes--) x
                where x.column_id = p.column_id and x.product_id = p.product_id and x.from_quantity = 0
            )
            union all
            select x.column_id, x.product_id, x.amount from (--changes--) x
            where x.from_quantity = 0 and x.amount is not null
        ) c"""
# A break ends, too, where the price itself becomes no higher or is withdrawn, as it does when prices are published.
_BREAKS = """from (
            select s.column_id, s.product_id, s.from_quantity, s.amount from pricing_break s
            where not exists (
                select from (--changes--) x
                where x.column_id = s.column_id and x.product_id = s.product_id and (
                    x.from_quantity = s.from_quantity
                    or x.from_quantity = 0 and (x.amount is null or s.amount >= x.amount)
                )
            )
            union all
            select x.column_id, x.product_id, x.from_quantity, x.amount from (--changes--) x
            where x.from_quantity > 0 and x.amount is not null
        ) b"""
_OF_ASKING = (
    ("pricing_scheme(of_contract, as_of)", "pricing_scheme(a.contract_id, %(at)s)"),
    ("unnest(products, quantities)", "unnest(a.products, a.quantities)"),
    ("f.contract_id = of_contract", "f.contract_id = a.contract_id"),
    ("as_of", "%(at)s"),
    ("from_history", "false"),
    ("rule_id, fixed_id\n    from based", "rule_id, fixed_id, quantity\n    from based"),
)
_COLUMNS = "product_id, price, base, from_quantity, column_id, discount, rounding, rule_id, fixed_id, quantity"


_OVERLAID = (("from pricing_columnprice c", _PRICES), ("from pricing_break b", _BREAKS))
BODY = _OWN.read_text(encoding="utf-8").partition("create function pricing_prices(")[2].split("$$")[1]
"""What ``pricing_prices`` consists of."""


def prices(name: str, changes: str = "") -> str:
    """``lateral (...) name(product_id, price, ...)``: a row for each product and quantity, as of ``pricing_prices``.

    It stands in a statement with ``%(at)s`` after a relation ``a`` of ``contract_id``, ``products``, ``quantities``.
    ``changes`` is a select of ``column_id``, ``product_id``, ``from_quantity`` (0: the price itself), ``amount`` (null:
    withdrawn); without it prices are those in force.
    """
    text = BODY
    for old, new in _OF_ASKING:
        text = text.replace(old, new)
    for old, new in _OVERLAID if changes else ():
        text = text.replace(old, new.replace("--changes--", changes))
    return f"lateral ({text}) {name}({_COLUMNS})"
