-- What a dealer makes for his clients is his company's alone; what a held link to a quote opens (ADR 0058).
-- Of the hash that the session holds: all that it shows, and nothing beside it. Security definer, for the role of links
-- reads no table of quotes: of what a dealer made for his client neither our prices nor our names can be asked.
create function quotes_linked()
    returns table (link bigint, company bigint, number text, payload text, issued_at timestamptz, valid_until timestamptz,
        is_accepted boolean, is_client boolean, logo bytea, expires_at timestamptz, asked_by text, asked_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select l.id, l.company_id, coalesce(c.serial::text, q.number), coalesce(c.payload, p.payload)::text,
        coalesce(c.issued_at, q.issued_at), q.valid_until,
        exists (select from quotes_acceptance a where a.quote_id = q.id), c.id is not null, g.content, l.expires_at, w.who,
        w.asked_at
    from quotes_link l
    join companies_membership m
        on m.company_id = l.company_id and m.user_id = l.created_by_id
        and 'draft' = any(companies_rights(m.role, m.rights))
    join accounts_user u on u.id = l.created_by_id and u.is_active
    join quotes_quote q on q.id = l.quote_id
    join documents_paper p on p.id = q.paper_id
    left join quotes_clientquote c on c.id = l.client_quote_id
    left join quotes_logo g on g.id = c.logo_id
    left join quotes_wish w on w.link_id = l.id
    where l.secret_hash = nullif(current_setting('optom.link', true), '')
        and l.revoked_at is null and l.expires_at > statement_timestamp()
$$;
revoke all on function quotes_linked from public;
grant execute on function quotes_linked to optom_link;

alter table quotes_quote enable row level security;
create policy quotes_quote_staff on quotes_quote for select to optom_staff using (true);
create policy quotes_quote_buyer on quotes_quote for select to optom_buyer using (company_id in (select companies_mine()));
create policy quotes_quote_made on quotes_quote for insert to optom_buyer
    with check (company_id in (select companies_with('draft')));

alter table quotes_quoteline enable row level security;
create policy quotes_quoteline_staff on quotes_quoteline for select to optom_staff using (true);
create policy quotes_quoteline_buyer on quotes_quoteline for select to optom_buyer
    using (company_id in (select companies_mine()));
create policy quotes_quoteline_made on quotes_quoteline for insert to optom_buyer
    with check (company_id in (select companies_with('draft')));

alter table quotes_acceptance enable row level security;
create policy quotes_acceptance_staff on quotes_acceptance for select to optom_staff using (true);
create policy quotes_acceptance_buyer on quotes_acceptance for select to optom_buyer
    using (company_id in (select companies_mine()));
create policy quotes_acceptance_made on quotes_acceptance for insert to optom_buyer
    with check (company_id in (select companies_with('order')));

-- A company sees its own quotes; who may pick goods has them issued, who may order accepts them. Nothing of them moves.
-- A quote is a paper, and papers are for those who may take them: this kind is also for those who may pick goods.
create policy documents_paper_quote on documents_paper to optom_buyer
    using (kind = 'quote' and company_id in (select companies_mine()))
    with check (kind = 'quote' and company_id in (select companies_with('draft')));
create policy documents_paper_quoted on documents_paper as restrictive for select to optom_link using (kind <> 'quote');

-- No policy and no grant for the staff: whose clients they are and what they pay is no business of ours.
alter table quotes_logo enable row level security;
create policy quotes_logo_buyer on quotes_logo for select to optom_buyer using (company_id in (select companies_mine()));
create policy quotes_logo_made on quotes_logo for insert to optom_buyer
    with check (company_id in (select companies_with('draft')));

alter table quotes_letterhead enable row level security;
create policy quotes_letterhead_buyer on quotes_letterhead for select to optom_buyer
    using (company_id in (select companies_mine()));
create policy quotes_letterhead_made on quotes_letterhead for insert to optom_buyer
    with check (company_id in (select companies_with('draft')));
create policy quotes_letterhead_changed on quotes_letterhead for update to optom_buyer
    using (company_id in (select companies_with('draft'))) with check (company_id in (select companies_with('draft')));

alter table quotes_clientquote enable row level security;
create policy quotes_clientquote_buyer on quotes_clientquote for select to optom_buyer
    using (company_id in (select companies_mine()));
create policy quotes_clientquote_made on quotes_clientquote for insert to optom_buyer
    with check (company_id in (select companies_with('draft')));

alter table quotes_wish enable row level security;
create policy quotes_wish_buyer on quotes_wish for select to optom_buyer using (company_id in (select companies_mine()));
create policy quotes_wish_made on quotes_wish for insert to optom_buyer
    with check (company_id in (select companies_with('draft')));
create policy quotes_wish_link on quotes_wish for insert to optom_link
    with check (link_id = (select link from quotes_linked()) and company_id = (select company from quotes_linked()));

alter table quotes_link enable row level security;
create policy quotes_link_buyer on quotes_link for select to optom_buyer using (company_id in (select companies_mine()));
create policy quotes_link_made on quotes_link for insert to optom_buyer
    with check (company_id in (select companies_with('draft')));
create policy quotes_link_changed on quotes_link for update to optom_buyer
    using (company_id in (select companies_with('draft'))) with check (company_id in (select companies_with('draft')));
create policy quotes_link_link on quotes_link to optom_link using (id = (select link from quotes_linked()));

create policy journal_entry_quote_link on journal_entry for insert to optom_link with check (
    actor_id is null and company_id = (select company from quotes_linked()));

alter table quotes_hold enable row level security;
-- A company sees which orders hold goods for its quotes; who may order has them held.
create policy quotes_hold_staff on quotes_hold for select to optom_staff using (true);
create policy quotes_hold_buyer on quotes_hold for select to optom_buyer using (company_id in (select companies_mine()));
create policy quotes_hold_made on quotes_hold for insert to optom_buyer
    with check (company_id in (select companies_with('order')));

grant select (id, note, created_at, expires_at, revoked_at, last_used_at, uses, client_quote_id, company_id,
    created_by_id, quote_id, revoked_by_id), update (revoked_at, revoked_by_id) on quotes_link to optom_buyer;
grant select (id, uses), update (last_used_at, uses) on quotes_link to optom_link;
