-- A buyer's own companies, contracts and people, and what of the rooms below belongs to them.
-- Security definer: the policy of the membership table itself asks this function.
create function companies_mine() returns setof bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select company_id from companies_membership
    where user_id = nullif(current_setting('optom.user_id', true), '')::bigint
$$;

create function companies_my_contracts() returns setof bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select id from companies_contract where company_id in (select companies_mine())
$$;

-- What each person may do, by rights; roles are presets of them. How far he orders on his own word; cost centres.
-- The presets stand in rules.py too; a test compares.
create function companies_rights(role text, own text[]) returns text[] language sql immutable parallel safe as $$
    select case role
        when 'own' then own
        when 'owner' then array['look', 'draft', 'order', 'ship', 'papers', 'money', 'approve', 'administer']
        when 'buyer' then array['look', 'draft', 'order', 'ship', 'papers', 'money']
        when 'accountant' then array['look', 'papers', 'money']
        when 'viewer' then array['look']
    end
$$;

create function companies_with(wanted text) returns setof bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select company_id from companies_membership
    where user_id = nullif(current_setting('optom.user_id', true), '')::bigint
        and wanted = any(companies_rights(role, rights))
$$;

-- The role of the request outlives the switch to the definer: a buyer who owns nothing here gets no row.
create function companies_admit(place bigint, address text, person text, tongue text, what text, moment timestamptz)
    returns table (account bigint, is_new boolean, is_staff boolean, is_member boolean)
    language plpgsql security definer set search_path = public, pg_temp as $$
declare found_account record;
begin
    if current_setting('role') = 'optom_buyer' and place not in (select companies_with('administer')) then
        return;
    end if;
    select * into found_account from accounts_account(address, person, tongue, moment);
    account := found_account.account;
    is_new := found_account.is_new;
    is_staff := found_account.is_staff;
    is_member := exists (select from companies_membership m where m.company_id = place and m.user_id = account);
    if not is_staff and not is_member then
        insert into companies_membership (company_id, user_id, role) values (place, account, what)
        on conflict (company_id, user_id) do nothing;
        is_member := not found;
    end if;
    return next;
end
$$;
revoke all on function companies_admit from public;
grant execute on function companies_admit to optom_buyer, optom_staff;

-- Names outlive memberships: the journal tells who it was, to who may read it.
create function companies_actor(place bigint, person bigint) returns text
    language sql stable security definer set search_path = public, pg_temp as $$
    select case when exists (select from accounts_staffrole r where r.user_id = u.id) then '' else u.name end
    from accounts_user u
    where u.id = person and exists (
            select from journal_entry e where e.company_id = place and e.actor_id = person limit 1)
        and (current_setting('role') <> 'optom_buyer' or place in (select companies_with('administer')))
$$;
revoke all on function companies_actor from public;
grant execute on function companies_actor to optom_buyer, optom_staff;

-- A buyer may not change the rows that his order has to wait for, and whoever may not change a row can't lock it.
create function companies_lock_spending(place bigint, person bigint, centre bigint) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from companies_membership where company_id = place and user_id = person for no key update;
    perform from companies_costcentre where company_id = place and id = centre for no key update;
end
$$;
revoke all on function companies_lock_spending from public;
grant execute on function companies_lock_spending to optom_buyer, optom_staff;

-- Which papers go with what a seller ships, who signs them on which basis, and by which regime he is taxed.
-- The rate of a kind of goods as a seller of a regime takes it (ADR 0034). Goods without VAT have none from anybody, and
-- what is taxed at nothing is so for those on the reduced rates, too.
create function companies_vat(regime text, percent numeric) returns numeric
    language sql immutable parallel safe as $$
    select case
        when percent is null then null
        when regime = 'payer' then percent
        when regime = 'reduced_5' then least(percent, 5.00)
        when regime = 'reduced_7' then least(percent, 7.00)
    end
$$;

-- Whose names a buyer reads is told by a function, once a statement and by indexes: a policy of people that asks the table
-- of memberships, which has a policy itself, looks through those of all companies (100 ms for 57,000 of them, in each list
-- that names somebody).
create function companies_colleagues() returns setof bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select m.user_id
    from companies_membership mine
    join companies_membership m on m.company_id = mine.company_id
    where mine.user_id = nullif(current_setting('optom.user_id', true), '')::bigint
$$;

-- Views of sheets that people keep: each his own, shared ones for his company; those of the staff have no company.
alter table companies_defaultview add constraint companies_defaultview_view
    foreign key (view_id) references companies_savedview (id) on delete cascade;

alter table companies_company enable row level security;
create policy companies_company_staff on companies_company to optom_staff using (true) with check (true);
create policy companies_company_buyer on companies_company for select to optom_buyer
    using (id in (select companies_mine()));
create policy companies_company_changed on companies_company for update to optom_buyer
    using (id in (select companies_with('administer'))) with check (id in (select companies_with('administer')));

alter table companies_membership enable row level security;
create policy companies_membership_staff on companies_membership to optom_staff using (true) with check (true);
-- An administrator adds people to his company, changes what they may do and removes them; nobody else of a company does.
-- People come in only through ``companies_admit``, by their address: a buyer can't insert a membership, so he can't look at
-- an account by guessing its number.
create policy companies_membership_buyer on companies_membership for select to optom_buyer
    using (company_id in (select companies_mine()));
create policy companies_membership_changed on companies_membership for update to optom_buyer
    using (company_id in (select companies_with('administer')))
    with check (company_id in (select companies_with('administer')));
create policy companies_membership_removed on companies_membership for delete to optom_buyer
    using (company_id in (select companies_with('administer')));

alter table companies_bankaccount enable row level security;
create policy companies_bankaccount_staff on companies_bankaccount to optom_staff using (true) with check (true);
-- A buyer sees those of our legal entities with which he has contracts, and their accounts; of others not even the
-- name.
create policy companies_bankaccount_buyer on companies_bankaccount to optom_buyer
    using (seller_id in (select seller_id from companies_contract) or company_id in (select companies_mine()))
    with check (seller_id in (select seller_id from companies_contract) or company_id in (select companies_mine()));

alter table journal_entry enable row level security;
create policy journal_entry_staff on journal_entry to optom_staff using (true) with check (true);
-- The journal is the administrator's to read, and everybody's acts go into it.
create policy journal_entry_buyer on journal_entry for select to optom_buyer
    using (company_id in (select companies_with('administer')));
create policy journal_entry_written on journal_entry for insert to optom_buyer
    with check (company_id in (select companies_mine()));

alter table documents_paper enable row level security;
create policy documents_paper_staff on documents_paper to optom_staff using (true) with check (true);
create policy documents_paper_buyer on documents_paper to optom_buyer
    using (company_id in (select companies_with('papers'))) with check (company_id in (select companies_with('papers')));

alter table accounts_user enable row level security;
-- A buyer sees his colleagues and changes only himself; signing in happens before anybody is known.
create policy accounts_user_sign_in on accounts_user to optom_web using (true) with check (true);
create policy accounts_user_staff on accounts_user to optom_staff using (true) with check (true);
create policy accounts_user_colleagues on accounts_user for select to optom_buyer using (
    id = nullif(current_setting('optom.user_id', true), '')::bigint or id in (select companies_colleagues()));
create policy accounts_user_himself on accounts_user for update to optom_buyer
    using (id = nullif(current_setting('optom.user_id', true), '')::bigint);

alter table companies_costcentre enable row level security;
create policy companies_costcentre_staff on companies_costcentre to optom_staff using (true) with check (true);
create policy companies_costcentre_buyer on companies_costcentre for select to optom_buyer
    using (company_id in (select companies_mine()));
create policy companies_costcentre_added on companies_costcentre for insert to optom_buyer
    with check (company_id in (select companies_with('administer')));
create policy companies_costcentre_changed on companies_costcentre for update to optom_buyer
    using (company_id in (select companies_with('administer')))
    with check (company_id in (select companies_with('administer')));

-- Who changes a row must still see it afterwards: what is shared is taken back by its author alone.
alter table companies_savedview enable row level security;
create policy companies_savedview_seen on companies_savedview for select to optom_buyer
    using (company_id in (select companies_mine())
        and (author_id = nullif(current_setting('optom.user_id', true), '')::bigint or is_shared));
create policy companies_savedview_made on companies_savedview for insert to optom_buyer
    with check (company_id in (select companies_mine())
        and author_id = nullif(current_setting('optom.user_id', true), '')::bigint);
create policy companies_savedview_changed on companies_savedview for update to optom_buyer
    using (company_id in (select companies_mine())
        and author_id = nullif(current_setting('optom.user_id', true), '')::bigint
        or company_id in (select companies_with('administer')) and is_shared)
    with check (company_id in (select companies_mine()));
create policy companies_savedview_removed on companies_savedview for delete to optom_buyer
    using (company_id in (select companies_mine())
        and author_id = nullif(current_setting('optom.user_id', true), '')::bigint
        or company_id in (select companies_with('administer')) and is_shared);
create policy companies_savedview_staff_seen on companies_savedview for select to optom_staff
    using (company_id is null and (author_id = nullif(current_setting('optom.user_id', true), '')::bigint or is_shared));
create policy companies_savedview_staff_made on companies_savedview for insert to optom_staff
    with check (company_id is null and author_id = nullif(current_setting('optom.user_id', true), '')::bigint);
create policy companies_savedview_staff_changed on companies_savedview for update to optom_staff
    using (company_id is null and (author_id = nullif(current_setting('optom.user_id', true), '')::bigint
        or is_shared
        and exists (select from accounts_staffrole where user_id = nullif(current_setting('optom.user_id', true), '')::bigint and role = 'administrator')))
    with check (company_id is null);
create policy companies_savedview_staff_removed on companies_savedview for delete to optom_staff
    using (company_id is null and (author_id = nullif(current_setting('optom.user_id', true), '')::bigint
        or is_shared
        and exists (select from accounts_staffrole where user_id = nullif(current_setting('optom.user_id', true), '')::bigint and role = 'administrator')));

alter table companies_defaultview enable row level security;
create policy companies_defaultview_buyer on companies_defaultview to optom_buyer
    using (company_id in (select companies_mine())
        and person_id = nullif(current_setting('optom.user_id', true), '')::bigint)
    with check (company_id in (select companies_mine())
        and person_id = nullif(current_setting('optom.user_id', true), '')::bigint);
create policy companies_defaultview_staff on companies_defaultview to optom_staff
    using (company_id is null and person_id = nullif(current_setting('optom.user_id', true), '')::bigint)
    with check (company_id is null and person_id = nullif(current_setting('optom.user_id', true), '')::bigint);

-- Signed copies are papers; what is attached for a company its people see and add to: which of them may, the act asks.
alter table documents_signedcopy enable row level security;
create policy documents_signedcopy_buyer on documents_signedcopy to optom_buyer
    using (company_id in (select companies_with('papers')))
    with check (company_id in (select companies_with('papers')));
create policy documents_signedcopy_staff on documents_signedcopy to optom_staff using (true) with check (true);

alter table documents_attachment enable row level security;
create policy documents_attachment_buyer on documents_attachment to optom_buyer
    using (company_id in (select companies_mine()))
    with check (company_id in (select companies_mine()));
create policy documents_attachment_staff on documents_attachment to optom_staff using (true) with check (true);

grant update (role, rights, order_limit, month_limit, approver_id, cost_centres) on companies_membership to
    optom_buyer;
grant update (name, state, is_shared, changed_at) on companies_savedview to optom_buyer;
grant update (name, state, is_shared, changed_at) on companies_savedview to optom_staff;
grant update (view_id) on companies_defaultview to optom_buyer;
grant update (view_id) on companies_defaultview to optom_staff;
grant update (approval_over, papers_language, papers_wanted) on companies_company to optom_buyer;
