-- A contract has its account from the moment it exists: the row that every act locks must be there to be locked.
-- By a trigger, because contracts are signed in a room below, which knows nothing of credit, and loaded in bulk.
create function credit_open_account() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into credit_account (contract_id, company_id, debt, committed, reserved)
    values (new.id, new.company_id, 0, 0, 0) on conflict do nothing;
    return null;
end
$$;
create trigger credit_account_of_contract after insert on companies_contract
    for each row execute function credit_open_account();

-- What a contract had committed and reserved, and what of it was not settled, at any moment (ADR 0022).
-- What of the entries of a contract was not settled at a moment: their sum is the debt.
create function credit_open_then(of_contract bigint, moment timestamptz)
    returns table (entry_id bigint, due_on date, amount numeric) language sql stable as $$
    select e.id, e.due_on, e.amount - sign(e.amount) * coalesce(a.settled, 0)
    from credit_entry e
    cross join lateral (
        select sum(s.amount) as settled
        from credit_allocation s
        where s.at <= moment and (s.payment_entry_id = e.id or s.item_entry_id = e.id)
    ) a
    where e.contract_id = of_contract and e.at <= moment and abs(e.amount) > coalesce(a.settled, 0)
$$;
grant execute on function credit_open_then to optom_buyer, optom_staff;

-- Since when the ledgers know: a house that worked before it had them has that moment here. This one has no such past.
create function credit_recorded_since() returns timestamptz language sql immutable as $$ select NULL::timestamptz $$;
grant execute on function credit_recorded_since to optom_buyer, optom_staff;

-- Aging and turnover of all contracts at once, each computed in one place.
-- By the days of the entries (both included): what a contract owed before them, what was added and taken off, what it owed
-- after them; what is owed now, without what has come since.
create function credit_turnover(since date, until date)
    returns table (contract_id bigint, opening numeric, debit numeric, credit numeric, closing numeric)
    language sql stable as $$
    select a.contract_id, a.debt - coalesce(x.since, 0), coalesce(x.debit, 0), coalesce(x.credit, 0),
        a.debt - coalesce(x.after, 0)
    from credit_account a
    left join (
        select e.contract_id, sum(e.amount) as since,
            sum(e.amount) filter (where e."on" <= until and e.amount > 0) as debit,
            -sum(e.amount) filter (where e."on" <= until and e.amount < 0) as credit,
            sum(e.amount) filter (where e."on" > until) as after
        from credit_entry e
        where e."on" >= since
        group by 1
    ) x on x.contract_id = a.contract_id
$$;
grant execute on function credit_turnover to optom_buyer, optom_staff;

-- Periods are closed: of a seller by his office, of a contract also when both sides have agreed; nothing is written in.
-- Through which day a contract is closed, by its own last word or by that of its seller; null where neither closes anything.
create function credit_closed_until(of_contract bigint) returns date language sql stable as $$
    select greatest(
        (select c.until from credit_closing c where c.contract_id = of_contract order by c.id desc limit 1),
        (
            select c.until from credit_closing c
            where c.contract_id is null and c.seller_id = (select seller_id from companies_contract where id = of_contract)
            order by c.id desc
            limit 1
        )
    )
$$;
grant execute on function credit_closed_until to optom_buyer, optom_staff;

-- Whoever writes the ledger, by whatever statement: all entries of one are judged at once. Who closes holds the accounts
-- of the contracts, which whoever writes holds too, so none slips in between. The detail is for the words of the refusal.
create function credit_refuse_closed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    hit record;
begin
    select k.number as contract, f.day as "on", credit_closed_until(f.contract_id) as closed into hit
    from (select contract_id, min("on") as day from fresh group by 1) f
    join companies_contract k on k.id = f.contract_id
    where f.day <= credit_closed_until(f.contract_id)
    order by k.id
    limit 1;
    if found then
        raise exception using errcode = 'check_violation', constraint = 'credit_entry_period_open',
            message = 'the period is closed', detail = row_to_json(hit)::text;
    end if;
    return null;
end
$$;
create trigger credit_entry_period_open after insert on credit_entry referencing new table as fresh
    for each statement execute function credit_refuse_closed();

-- When a direction holds is said once: for the room of the bank, the entering of payments and the payer's own page.
-- Laid open by the planner where it is called, so that the index of what waits for a number serves it.
create function credit_direction_stands(said credit_direction, moved_on date) returns boolean language sql stable as $$
    select said.payment_id is null and said.withdrawn_at is null and said.expires_on >= moved_on
$$;
grant execute on function credit_direction_stands to optom_buyer, optom_staff;

-- Debts by age go by the days of entries, as turnover does: the statement of a Friday that is loaded on Monday was paid on Friday.
-- What of each contract was not settled at the end of a day, by how late it was: what is open now, without the entries
-- of later days and without what these settle. ``overdue`` is all that was late, ``ahead`` (negative) money that had
-- nothing to settle.
create function credit_aging(on_day date)
    returns table (
        contract_id bigint, not_due numeric, late_7 numeric, late_30 numeric, late_60 numeric, late_90 numeric,
        late_more numeric, overdue numeric, ahead numeric, total numeric
    ) language sql stable as $$
    with later as (
        select a.id, a.payment_entry_id, a.item_entry_id, a.amount
        from credit_entry l join credit_allocation a on a.payment_entry_id = l.id where l."on" > on_day
        union
        select a.id, a.payment_entry_id, a.item_entry_id, a.amount
        from credit_entry l join credit_allocation a on a.item_entry_id = l.id where l."on" > on_day
    )
    select o.contract_id,
        coalesce(sum(o.amount) filter (where o.amount > 0 and o.due_on >= on_day), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and on_day - o.due_on between 1 and 7), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and on_day - o.due_on between 8 and 30), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and on_day - o.due_on between 31 and 60), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and on_day - o.due_on between 61 and 90), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and on_day - o.due_on > 90), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and o.due_on < on_day), 0),
        coalesce(sum(o.amount) filter (where o.amount < 0), 0),
        sum(o.amount)
    from (
        select e.id, e.contract_id, e.due_on, sum(part.amount) as amount
        from (
            select entry_id, amount from credit_openitem
            union all
            select payment_entry_id, -amount from later
            union all
            select item_entry_id, amount from later
        ) part
        join credit_entry e on e.id = part.entry_id and e."on" <= on_day
        group by e.id
        having sum(part.amount) <> 0
    ) o
    group by 1
$$;
grant execute on function credit_aging to optom_buyer, optom_staff;

-- A penalty tells of what it is made: so much was late for so many days, so much for others (ADR 0037).
-- What the delay of each debt that was late by the end of a day has cost by then, of one contract or (null) of all: a
-- percentage for each day after the last one to pay and the days of grace, of what was open on it. A part that was
-- paid counts until the day on which its money came, whenever it was entered: it is taken off what is open today and
-- stands for itself. The terms are those under which the debt arose. Half up to the kopeck, once for a debt; no more
-- than the cap. Penalties themselves cost nothing. ``days_overdue`` is how long the debt was late, until it was paid
-- whole; ``sums`` were late for ``days`` that cost something.
create function credit_penalties(only_contract bigint, moment timestamptz, on_day date)
    returns table (
        contract_id bigint, entry_id bigint, days_overdue integer, open numeric, percent numeric, grace integer, cap numeric,
        penalty numeric, sums numeric[], days integer[]
    ) language sql stable as $$
    select e.contract_id, e.id, greatest(p.late, 0), e.amount - p.settled, t.penalty_percent, t.penalty_grace::integer,
        t.penalty_cap,
        least(round(p.weight * t.penalty_percent / 100, 2), round(e.amount * t.penalty_cap / 100, 2)),
        coalesce(p.sums, '{}'), coalesce(p.days, '{}')
    from credit_entry e
    join companies_terms t
        on t.contract_id = e.contract_id and t.valid_from <= e.at and (t.valid_to is null or t.valid_to > e.at)
        and t.penalty_percent > 0
    cross join lateral (
        select max(g.until) filter (where g.amount <> 0) - e.due_on as late, sum(g.settled) as settled,
            sum(g.amount * greatest(g.days, 0)) as weight,
            array_agg(g.amount order by g.until) filter (where g.days > 0 and g.amount <> 0) as sums,
            array_agg(g.days order by g.until) filter (where g.days > 0 and g.amount <> 0) as days
        from (
            select x.until, x.until - e.due_on - t.penalty_grace as days, sum(x.amount) as amount, sum(x.settled) as settled
            from (
                select e.amount, on_day as until, 0 as settled
                union all
                select v.amount, v.until, v.settled
                from credit_allocation a
                join credit_entry m on m.id = a.payment_entry_id
                cross join lateral (
                    values (-a.amount, on_day, a.amount), (a.amount, least(m."on", on_day), 0)
                ) v (amount, until, settled)
                where a.item_entry_id = e.id and a.at <= moment
            ) x
            group by x.until
        ) g
    ) p
    where e.amount > 0 and e.kind <> 'penalty' and e.due_on + t.penalty_grace < on_day and e.at <= moment
        and (only_contract is null or e.contract_id = only_contract)
$$;
grant execute on function credit_penalties to optom_buyer, optom_staff;

-- What goods cost otherwise, by agreement, is worth roubles of the day on which they left (Tax Code, article 154, paragraph 10).
-- The day whose rate an entry has: its own, of a correction of goods that on which they left.
create function credit_valued_on(e credit_entry) returns date language sql stable as $$
    select case when e.kind = 'correction' and e.subject <> '' then coalesce(
        (select d."on" from credit_entry d
            where d.contract_id = e.contract_id and d.kind = 'dispatch' and d.subject = e.subject), e."on")
        else e."on" end
$$;
grant execute on function credit_valued_on to optom_buyer, optom_staff;

-- Money paid by an invoice before its goods leave is kept for them (ADR 0047).
-- What a payer takes of a payment beyond what it settles now is taken of what lies open of it; what is kept of that yields,
-- the newest first.
-- A buyer's request writes no allocations of its own: it may only have a payment of his company settle other debts of
-- the same contract, and nothing beyond what is open. Hence a function with its owner's rights.
create function credit_redirect(money bigint, items bigint[], parts numeric[], moment timestamptz) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    paid credit_entry;
    done bigint;
    written bigint;
    more numeric := (select coalesce(sum(part), 0) from unnest(parts) as part);
    spare numeric;
    mark credit_earmark;
    yields numeric;
begin
    select * into paid from credit_entry where id = money and kind = 'payment';
    if not found or exists (select from credit_payment p join credit_reversal r on r.payment_id = p.id where p.entry_id = money)
        or current_setting('role') = 'optom_buyer' and paid.company_id not in (select companies_with('money')) then
        raise insufficient_privilege using message = 'not a payment of theirs';
    end if;
    spare := coalesce((select -i.amount from credit_openitem i where i.entry_id = money), 0);
    if more < 0 or more > spare then
        raise check_violation using message = 'a payment settles what is open, and no more than it is';
    end if;
    insert into credit_allocation (payment_entry_id, item_entry_id, company_id, amount, at)
    select money, e.id, paid.company_id, g.part, moment
    from unnest(items, parts) as g (item, part)
    join credit_entry e on e.id = g.item and e.contract_id = paid.contract_id and e.amount > 0;
    get diagnostics done = row_count;

    insert into credit_openitem (entry_id, contract_id, company_id, due_on, amount)
    select e.id, e.contract_id, e.company_id, e.due_on, -g.part
    from unnest(items, parts) as g (item, part)
    join credit_entry e on e.id = g.item
    where g.part < 0
    on conflict (entry_id) do update set amount = credit_openitem.amount + excluded.amount;
    get diagnostics written = row_count;
    done := done - written;

    delete from credit_openitem i using unnest(items, parts) as g (item, part)
    where i.entry_id = g.item and g.part > 0 and i.amount = g.part;
    get diagnostics written = row_count;
    done := done - written;
    update credit_openitem i set amount = i.amount - g.part
    from unnest(items, parts) as g (item, part)
    where i.entry_id = g.item and g.part > 0 and i.amount > g.part;
    get diagnostics written = row_count;

    if done <> written
        or exists (select from credit_allocation where payment_entry_id = money group by item_entry_id having sum(amount) < 0)
    then
        raise check_violation using message = 'a payment settles what is open, and no more than it is';
    end if;

    if more > 0 then
        delete from credit_openitem where entry_id = money and -amount = more;
        update credit_openitem set amount = amount + more where entry_id = money and -amount > more;
        spare := spare - more;
        for mark in select * from credit_earmark where entry_id = money order by id loop
            yields := greatest(mark.amount - spare, 0);
            spare := spare - mark.amount + yields;
            if yields = mark.amount then
                delete from credit_earmark where id = mark.id;
            elsif yields > 0 then
                update credit_earmark set amount = amount - yields, covered = least(covered, amount - yields)
                where id = mark.id;
            end if;
        end loop;
        with told as (
            select a.contract_id, a.company_id,
                coalesce((select sum(m.amount) from credit_earmark m where m.contract_id = a.contract_id), 0) - a.kept as kept,
                coalesce((select sum(m.covered) from credit_earmark m where m.contract_id = a.contract_id), 0) - a.covered
                    as covered
            from credit_account a
            where a.contract_id = paid.contract_id
        ),
        changed as (
            update credit_account a set kept = a.kept + t.kept, covered = a.covered + t.covered
            from told t
            where a.contract_id = t.contract_id
        )
        insert into credit_accountmove (at, contract_id, company_id, committed, reserved, kept, covered)
        select moment, contract_id, company_id, 0, 0, kept, covered from told where (kept, covered) <> (0, 0);
    end if;
end
$$;
revoke all on function credit_redirect from public;
grant execute on function credit_redirect to optom_buyer, optom_staff;

-- A rate stands for some days only; of what is settled in parts the roubles of all parts are those of the whole (ADR 0047).
-- How many days a rate stands without another: over weekends, and from the last days of December until the first rate after
-- the holidays of January.
create function credit_rate_days() returns integer language sql immutable as 'select 12';
grant execute on function credit_rate_days to optom_buyer, optom_staff;

-- Roubles for one unit on a day: the last rate told by then, for none is told for days off. Null where none is known, or the
-- last one is too old for that day.
create function credit_rate_of(of_currency text, on_day date) returns numeric language sql stable as $$
    select case when of_currency = 'RUB' then 1 else (
        select r.rate from credit_rate r
        where r.currency = of_currency and r."on" <= on_day and r."on" >= on_day - credit_rate_days()
        order by r."on" desc limit 1
    ) end
$$;
grant execute on function credit_rate_of to optom_buyer, optom_staff;

-- Every settlement of contracts in another currency by the end of a day: so much of a debt by so much of money, on the
-- later of their days (ПБУ 3/2006). What was paid ahead (`is_ahead`) is valued at the rate of the payment and differs
-- by nothing; what is paid after differs by what the rate has moved since the debt. What was corrected has the rate of
-- what it corrects. A part has the kopecks by which it brings the sum of parts to where it should be, so that all
-- parts together are the whole: of money all that it settles, of a debt all that was paid after it.
create function credit_exchanged(until date) returns table (
    contract_id bigint, money_id bigint, debt_id bigint, "on" date, amount numeric, is_ahead boolean, worth numeric,
    difference numeric
) language sql stable as $$
    select p.contract_id, p.money, p.debt, p."on", p.amount, p.is_ahead,
        case when p.is_ahead then p.paid else p.owed end,
        case when p.is_ahead then 0 else p.paid - p.owed end
    from (
        select s.*,
            round(s.of_money * s.paid_at, 2) - round((s.of_money - s.amount) * s.paid_at, 2) as paid,
            round(s.of_debt * s.owed_at, 2) - round((s.of_debt - s.amount) * s.owed_at, 2) as owed
        from (
            select x.*,
                sum(x.amount) over (partition by x.money order by x."on", x.debt) as of_money,
                sum(x.amount) over (partition by x.debt, x.is_ahead order by x."on", x.money) as of_debt
            from (
                select k.id as contract_id, p.id as money, i.id as debt, greatest(p."on", i."on") as "on",
                    p."on" < i."on" as is_ahead, credit_rate_of(k.currency, credit_valued_on(p)) as paid_at,
                    credit_rate_of(k.currency, credit_valued_on(i)) as owed_at, sum(a.amount) as amount
                from companies_contract k
                join credit_entry p on p.contract_id = k.id and p.amount < 0
                join credit_allocation a on a.payment_entry_id = p.id
                join credit_entry i on i.id = a.item_entry_id
                where k.currency <> 'RUB' and p."on" <= until and i."on" <= until
                group by k.id, p.id, i.id
                having sum(a.amount) <> 0
            ) x
        ) s
    ) p
$$;
grant execute on function credit_exchanged to optom_buyer, optom_staff;

alter table credit_entry enable row level security;
create policy credit_entry_staff on credit_entry to optom_staff using (true) with check (true);
-- What was owed and paid is for those whom their company gives the right to money.
-- The running figures and what is open stay readable for all its people: whether goods may be held or leave is decided by
-- them, in requests of people who order and ship.
create policy credit_entry_buyer on credit_entry to optom_buyer
        using (company_id in (select companies_with('money')))
        with check (company_id in (select companies_with('money')));

alter table credit_payment enable row level security;
create policy credit_payment_staff on credit_payment to optom_staff using (true) with check (true);
create policy credit_payment_buyer on credit_payment to optom_buyer
        using (company_id in (select companies_with('money')))
        with check (company_id in (select companies_with('money')));

alter table credit_allocation enable row level security;
create policy credit_allocation_staff on credit_allocation to optom_staff using (true) with check (true);
create policy credit_allocation_buyer on credit_allocation to optom_buyer
        using (company_id in (select companies_with('money')))
        with check (company_id in (select companies_with('money')));

alter table credit_accountmove enable row level security;
create policy credit_accountmove_staff on credit_accountmove to optom_staff using (true) with check (true);
create policy credit_accountmove_read on credit_accountmove for select to optom_buyer
    using (company_id in (select companies_with('money')));
create policy credit_accountmove_written on credit_accountmove for insert to optom_buyer
    with check (company_id in (select companies_mine()));

alter table credit_reversal enable row level security;
-- A payment can be taken back by an entry of its own; what it had settled is owed again, by allocations below nothing.
create policy credit_reversal_staff on credit_reversal to optom_staff using (true) with check (true);
create policy credit_reversal_buyer on credit_reversal for select to optom_buyer
    using (company_id in (select companies_with('money')));

alter table credit_direction enable row level security;
-- A payer says which debts his payment settles: beforehand by its number, or soon after it has come.
create policy credit_direction_staff on credit_direction to optom_staff using (true) with check (true);
create policy credit_direction_buyer on credit_direction to optom_buyer
    using (company_id in (select companies_with('money'))) with check (company_id in (select companies_with('money')));

alter table credit_closing enable row level security;
create policy credit_closing_staff on credit_closing to optom_staff using (true) with check (true);
create policy credit_closing_buyer on credit_closing for select to optom_buyer
    using (company_id is null or company_id in (select companies_with('money')));

grant update (committed, reserved, covered) on credit_account to optom_buyer;
grant update (covered) on credit_earmark to optom_buyer;
grant update (withdrawn_at) on credit_direction to optom_buyer;
grant update (payment_id) on credit_direction to optom_staff;
