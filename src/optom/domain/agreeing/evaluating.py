"""The SQL that works the rules of terms out over a set of contracts: one statement, whatever their number.

``shipped`` is what has left, looked at once for contracts and clients. Then stages name their values once: inputs
``i``, the rule that holds, the share that it takes off.
"""

from collections.abc import Callable, Iterable, Mapping

from .compiling import CheckedRule, Compiled, used

NO_DISCOUNT, OTHER_CURRENCY = "discount", "currency"
"""Why terms are not proposed: what is taken off can't be told or leaves nothing; the column has another currency."""
_SHIPPED = """
    select x.contract_id, x.company_id, x."on",
        round(x.net * credit_rate_of(k.currency, x."on"), 2) as net
    from (
        select s.contract_id, s.company_id, (s.dispatched_at at time zone %(zone)s)::date as "on",
            sum(l.sum - l.vat) as net
        from shipping_shipment s
        join shipping_shipmentline l on l.shipment_id = s.id
        where s.state = 'dispatched' and s.dispatched_at >= %(since_at)s
            and (%(contracts)s::bigint[] is null or s.company_id in (select company_id from asked))
        group by 1, 2, 3
        union all
        select r.contract_id, r.company_id, r.agreed_on, r.sum - r.vat
        from billing_correction r
        where r.agreed_on >= %(since)s
            and (%(contracts)s::bigint[] is null or r.company_id in (select company_id from asked))
    ) x
    join companies_contract k on k.id = x.contract_id
"""


def contracts(compiled: Compiled) -> str:
    """One row a contract: its terms now, and the fields ``i`` that some rule names, by their places.

    ``%(contracts)s`` bounds the set; null: all that follow the rules. ``%(since)s`` and ``%(since_at)s``: from when
    what has left is looked at.
    """
    names = used(compiled.rules)
    chosen = [(place, one) for place, one in enumerate(compiled.inputs) if one.field.name in names]
    values = "".join(f", {one.field.sql} as i{place}" for place, one in chosen)
    joins = "\n".join(dict.fromkeys(join for _, one in chosen for join in one.joins))
    shipped = f", shipped as materialized ({_SHIPPED})" if "from shipped" in joins else ""
    return f"""
        with asked as (
            select c.id, c.company_id from companies_contract c
            where c.is_active and case when %(contracts)s::bigint[] is null
                then exists (select from agreeing_following f where f.contract_id = c.id)
                else c.id = any(%(contracts)s::bigint[]) end
        ){shipped}
        select c.id as contract_id, c.currency, p.column_id as column_before, p.discount as discount_before{values}
        from asked a
        join companies_contract c on c.id = a.id
        join companies_company m on m.id = c.company_id
        join pricing_contractpricing p on p.contract_id = c.id and p.valid_to is null
        {joins}
        offset 0
    """  # noqa: S608 -- formulas compiled by us


def proposed(compiled: Compiled) -> str:
    """Rows ``contract_id, column_before, discount_before, column_id, discount, rule, held, known`` of all contracts for
    which a rule holds. ``held`` tells why its terms can't be proposed, ``known`` what the rule was made of.
    """
    rules = compiled.rules
    places = {one.field.name: place for place, one in enumerate(compiled.inputs)}
    ruled = " ".join(f"when {one.condition.sql if one.condition else 'true'} then {one.place}" for one in rules)
    column = _of_rule(rules, lambda rule: str(rule.column.id) if rule.column else "s.column_before", "bigint")
    share = _of_rule(rules, lambda rule: rule.discount.sql if rule.discount else "0", "numeric")
    known = _of_rule(rules, lambda rule: _known(rule, places), "jsonb")
    return f"""
        select s.contract_id, s.column_before, s.discount_before, s.column_id, s.discount, s.rule, s.known,
            case
                when s.discount is null then '{NO_DISCOUNT}'
                when k.currency <> s.currency then '{OTHER_CURRENCY}'
                else ''
            end as held
        from (
            select s.*, {column} as column_id, {known} as known,
                case when s.share >= -1 and round(s.share * 100, 2) < 100 then round(s.share * 100, 2) end as discount
            from (
                select s.*, {share} as share
                from (
                    select s.*, (case {ruled or "when false then 0"} end)::integer as rule
                    from ({contracts(compiled)}) s
                    offset 0
                ) s
                offset 0
            ) s
            offset 0
        ) s
        join pricing_column k on k.id = s.column_id
        where s.rule is not null
    """  # noqa: S608 -- see contracts


def _of_rule(rules: Iterable[CheckedRule], what: Callable[[CheckedRule], str], kind: str) -> str:
    """What is said of the rule that holds."""
    turns = " ".join(f"when {one.place} then {what(one)}" for one in rules)
    return f"(case s.rule {turns or 'when 0 then null'} end)::{kind}"


def _known(rule: CheckedRule, places: Mapping[str, int]) -> str:
    """The values of the fields that the rule names, as texts."""
    pairs = ", ".join(f"'{name}', s.i{places[name]}::text" for name in sorted(rule.named))
    return f"jsonb_build_object({pairs})"
