-- Links by which papers are taken without signing in, and the role whose rights are one link's (ADR 0019).
-- Of the hash that the session holds: what it opens now. Security definer, for the role of links may read no hash.
create function billing_held_link()
    returns table (link bigint, company bigint, contract bigint, issued_from timestamptz, issued_before timestamptz,
        expires_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select l.id, l.company_id, l.contract_id, l.issued_from, l.issued_before, l.expires_at
    from billing_paperlink l
    join companies_membership m
        on m.company_id = l.company_id and m.user_id = l.created_by_id
        and 'papers' = any(companies_rights(m.role, m.rights))
    join accounts_user u on u.id = l.created_by_id and u.is_active
    where l.secret_hash = nullif(current_setting('optom.link', true), '')
        and l.revoked_at is null and l.expires_at > statement_timestamp()
$$;
revoke all on function billing_held_link from public;
grant execute on function billing_held_link to optom_link;

-- The UPDs of shipments: due since the goods left, issued as soon as the facts for them are there (ADR 0033).
-- Who holds a link takes the certificates of the goods of its papers and no others (ADR 0019). Security definer: the
-- role of links reads no lines, and of goods only what says which certificate holds for them.
create function billing_linked_goods(papers bigint[])
    returns table (paper bigint, product bigint, article text, brand text, name text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select p.id, g.id, g.article, b.name, g.name
    from billing_held_link() h
    join documents_paper p
        on p.company_id = h.company and (h.contract is null or p.contract_id = h.contract)
        and p.issued_at >= h.issued_from and p.issued_at < h.issued_before
    cross join lateral (
        select l.product_id
        from billing_invoice i
        join billing_invoiceline v on v.invoice_id = i.id
        join orders_line l on l.id = v.order_line_id
        where i.paper_id = p.id
        union
        select d.product_id
        from shipping_shipment s
        join shipping_shipmentline d on d.shipment_id = s.id and d.dispatched > 0
        where s.delivery_note_id = p.id
        union
        select d.product_id
        from billing_upd u
        join shipping_shipmentline d on d.shipment_id = u.shipment_id and d.dispatched > 0
        where u.paper_id = p.id
    ) bought
    join catalog_product g on g.id = bought.product_id
    left join catalog_brand b on b.id = g.brand_id
    where p.id = any(papers)
    order by p.id, g.article, g.id
$$;
revoke all on function billing_linked_goods from public;
grant execute on function billing_linked_goods to optom_link;

-- VAT invoices for advances, and what of each has gone where since (ADR 0037).
-- What of each advance that has an invoice has gone to which entry of the ledger, by what was allocated until a moment: of
-- one contract, or (null) of all. What a payment had settled before its invoice fell due is no part of the advance; all
-- that goes of one advance together is no more than the invoice says.
create function billing_advances_gone(only_contract bigint, moment timestamptz)
    returns table (invoice bigint, entry bigint, amount numeric) language sql stable as $$
    select g.invoice, g.entry, least(g.amount, g.sum - g.before)
    from (
        select m.*, coalesce(sum(m.amount) over (
            partition by m.invoice order by m.entry rows between unbounded preceding and 1 preceding), 0) as before
        from (
            select v.id as invoice, v.sum, a.item_entry_id as entry, sum(a.amount) as amount
            from billing_advanceinvoice v
            join credit_payment p on p.id = v.payment_id
            join credit_allocation a on a.payment_entry_id = p.entry_id and a.at > v.due_at and a.at <= moment
            where only_contract is null or v.contract_id = only_contract
            group by v.id, a.item_entry_id
            having sum(a.amount) > 0
        ) m
    ) g
    where g.before < g.sum
$$;

-- What can still leave by an invoice is said once: for money that comes for it, and for money that waits (ADR 0047).
-- By each of these invoices: the lines of orders that may still leave by it, and what that costs. Of a line no more than was
-- invoiced, nor than is neither shipped nor cancelled; of an invoice for a shipment, while that one is under way.
create function billing_ahead(invoices bigint[]) returns table (invoice bigint, lines bigint[], amount numeric)
    language sql stable as $$
    select i.id, array_agg(l.order_line_id order by l.id), sum(round(l.sum * g.quantity / l.quantity, 2))
    from billing_invoice i
    join billing_invoiceline l on l.invoice_id = i.id
    join orders_line o on o.id = l.order_line_id
    left join shipping_shipment s on s.id = i.shipment_id
    cross join lateral (
        select least(l.quantity, o.ordered - o.cancelled - o.shipped) as quantity
    ) g
    where i.id = any(invoices) and g.quantity > 0 and (s.id is null or s.state in ('requested', 'picking'))
    group by i.id
$$;
grant execute on function billing_ahead to optom_buyer, optom_staff;

alter table billing_invoice enable row level security;
create policy billing_invoice_staff on billing_invoice to optom_staff using (true) with check (true);
-- Invoices are papers: whom a company gives the right to papers sees and issues them.
create policy billing_invoice_buyer on billing_invoice to optom_buyer
        using (company_id in (select companies_with('papers')))
        with check (company_id in (select companies_with('papers')));
create policy billing_invoice_link on billing_invoice for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));

alter table billing_invoiceline enable row level security;
create policy billing_invoiceline_staff on billing_invoiceline to optom_staff using (true) with check (true);
create policy billing_invoiceline_buyer on billing_invoiceline to optom_buyer
        using (company_id in (select companies_with('papers')))
        with check (company_id in (select companies_with('papers')));

create policy documents_paper_link on documents_paper for select to optom_link using (
    company_id = (select company from billing_held_link())
    and issued_at >= (select issued_from from billing_held_link())
    and issued_at < (select issued_before from billing_held_link())
    and contract_id is not distinct from coalesce((select contract from billing_held_link()), contract_id));
-- Who holds a link sees no passports, and of our legal entities those with which the company has contracts (ADR 0045).
create policy documents_paper_personal on documents_paper as restrictive for select to optom_link using (kind <> 'm2');

create policy shipping_shipment_link on shipping_shipment for select to optom_link using (
    exists (select from documents_paper p where p.id = delivery_note_id));

create policy companies_contract_link on companies_contract for select to optom_link using (
    company_id = (select company from billing_held_link())
    and id = coalesce((select contract from billing_held_link()), id));

create policy companies_company_link on companies_company for select to optom_link using (
    id = (select company from billing_held_link()));

create policy billing_paperlink_link on billing_paperlink to optom_link using (
    id = (select link from billing_held_link()));

create policy journal_entry_link on journal_entry for insert to optom_link with check (
    actor_id is null and company_id = (select company from billing_held_link()));

create policy billing_upd_link on billing_upd for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));

create policy billing_advanceinvoice_link on billing_advanceinvoice for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));

-- What both sides agree to have been otherwise with goods that left, and the answers to what buyers found (ADR 0038).
create policy billing_correction_link on billing_correction for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));

-- UPDs that are issued anew, because the paper itself was wrong (ADR 0038).
create policy billing_updrevision_link on billing_updrevision for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));

-- TORG-12 and powers of attorney: papers beside a shipment, for whom a company gives the right to papers.
create policy billing_shipmentpaper_link on billing_shipmentpaper for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));

-- Contracts and specifications as papers, for whom a company gives the right to papers.
create policy billing_contractpaper_link on billing_contractpaper for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));

-- Penalties for delay that were charged, and for which debts (ADR 0037).
create policy billing_penaltyclaim_link on billing_penaltyclaim for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));

create policy companies_seller_link on companies_seller for select to optom_link using (
    id in (select seller_id from companies_contract));

grant select (id, name) on companies_seller to optom_link;
grant select (id, name) on companies_company to optom_link;
grant select (id, number, currency, company_id, seller_id) on companies_contract to optom_link;
grant select (id, brand_id, group_id) on catalog_product to optom_link;
grant select (id, kind, number, issued_at, company_id, contract_id, title, payload, template, renderer, sha256, size,
    source_sha256) on documents_paper to optom_link;
grant select (id, sum, vat, paper_id) on billing_upd to optom_link;
grant select (id, uses), update (last_used_at, uses) on billing_paperlink to optom_link;
grant select (id, issued_from, issued_before, note, created_at, expires_at, revoked_at, last_used_at, uses,
    company_id, contract_id, created_by_id, revoked_by_id), update (revoked_at, revoked_by_id) on billing_paperlink to
    optom_buyer;
grant select (id, issued_from, issued_before, note, created_at, expires_at, revoked_at, last_used_at, uses,
    company_id, contract_id, created_by_id, revoked_by_id) on billing_paperlink to optom_staff;
grant select (number, paper_id, upd_id) on billing_updrevision to optom_link;
grant select (sum, paper_id) on billing_penaltyclaim to optom_link;
grant select (sum, vat, paper_id) on billing_advanceinvoice to optom_link;
grant select (sum, paper_id) on billing_contractpaper to optom_link;
grant select (sum, paper_id) on billing_shipmentpaper to optom_link;
grant select (sum, vat, paper_id) on billing_invoice to optom_link;
grant select (sum, vat, paper_id) on billing_correction to optom_link;
grant select (shipped_sum, delivery_note_id) on shipping_shipment to optom_link;
