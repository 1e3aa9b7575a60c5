-- Who reads and writes what of requests: the staff, and whoever holds a supplier's link, who sees his own alone.
-- All that a held link shows, by functions of the owner's: the role of links itself reads no goods, no prices of ours and
-- nothing of other suppliers (ADR 0061). Answers are taken while the request is open; its page is read until the link ends.
create function bargaining_linked() returns table (
    link bigint, invitation bigint, request bigint, supplier text, firm text, asked_by text, title text, note text,
    deliver_on date, answer_until timestamptz, expires_at timestamptz, is_open boolean, with_vat boolean, valid_until date,
    said text, submissions smallint, submitted_at timestamptz
) language sql stable rows 1 security definer set search_path = public, pg_temp as $$
    select l.id, i.id, r.id, s.name, (select f.name from companies_seller f order by f.id limit 1), u.name, r.title, r.note,
        r.deliver_on, r.answer_until, l.expires_at, r.closed_at is null and r.answer_until > statement_timestamp(), i.with_vat,
        i.valid_until, i.note, i.submissions, i.submitted_at
    from bargaining_link l
    join bargaining_invitation i on i.id = l.invitation_id
    join bargaining_request r on r.id = i.request_id
    join suppliers_supplier s on s.id = i.supplier_id
    left join accounts_user u on u.id = r.created_by_id
    where l.secret_hash = nullif(current_setting('optom.link', true), '')
        and l.revoked_at is null and l.expires_at > statement_timestamp()
$$;
revoke all on function bargaining_linked from public;
grant execute on function bargaining_linked to optom_link;

create function bargaining_linked_lines() returns table (
    line bigint, "position" integer, number text, article text, brand text, name text, unit text, asked numeric, price numeric,
    currency text, quantity numeric, multiple numeric, lead_days smallint, comment text, is_awarded boolean
) language sql stable security definer set search_path = public, pg_temp as $$
    select l.id, l.position, coalesce(o.number, ''), p.article, b.name, p.name, n.name, l.quantity, y.price,
        coalesce(y.currency, 'RUB'), y.quantity, y.multiple, y.lead_days, coalesce(y.comment, ''),
        exists (select from bargaining_award w join bargaining_quoted q on q.id = w.quoted_id
            where w.line_id = l.id and q.invitation_id = h.invitation)
    from bargaining_linked() h
    join bargaining_invitation i on i.id = h.invitation
    join bargaining_askedline l on l.request_id = h.request
    join catalog_product p on p.id = l.product_id
    join catalog_brand b on b.id = p.brand_id
    join catalog_unit n on n.id = p.unit_id
    left join bargaining_reply y on y.invitation_id = h.invitation and y.line_id = l.id
    left join lateral (
        select f.number from suppliers_offer f
        where f.supplier_id = i.supplier_id and f.product_id = l.product_id
        order by f.id limit 1
    ) o on true
$$;
revoke all on function bargaining_linked_lines from public;
grant execute on function bargaining_linked_lines to optom_link;

-- What whoever holds a supplier's link has sent last, by a function as all that he sees: the same again is not kept again.
create function bargaining_linked_sent() returns table (
    line bigint, price numeric, currency text, with_vat boolean, quantity numeric, multiple numeric, lead_days smallint,
    comment text, valid_until date
) language sql stable security definer set search_path = public, pg_temp as $$
    select q.line_id, q.price, q.currency, q.with_vat, q.quantity, q.multiple, q.lead_days, q.comment, q.valid_until
    from bargaining_linked() h
    join bargaining_quoted q on q.invitation_id = h.invitation and q.submission = h.submissions
$$;
revoke all on function bargaining_linked_sent from public;
grant execute on function bargaining_linked_sent to optom_link;

alter table bargaining_link enable row level security;
create policy bargaining_link_staff on bargaining_link to optom_staff using (true) with check (true);
create policy bargaining_link_link on bargaining_link to optom_link using (id = (select link from bargaining_linked()));

alter table bargaining_invitation enable row level security;
create policy bargaining_invitation_staff on bargaining_invitation to optom_staff using (true) with check (true);
create policy bargaining_invitation_link on bargaining_invitation to optom_link
    using (id = (select invitation from bargaining_linked() where is_open));

alter table bargaining_reply enable row level security;
create policy bargaining_reply_staff on bargaining_reply to optom_staff using (true) with check (true);
create policy bargaining_reply_link on bargaining_reply to optom_link
    using (invitation_id = (select invitation from bargaining_linked() where is_open))
    with check (
        invitation_id = (select invitation from bargaining_linked() where is_open)
        and line_id in (select line from bargaining_linked_lines())
    );

alter table bargaining_quoted enable row level security;
create policy bargaining_quoted_staff on bargaining_quoted to optom_staff using (true) with check (true);
create policy bargaining_quoted_link on bargaining_quoted for insert to optom_link
    with check (
        invitation_id = (select invitation from bargaining_linked() where is_open)
        and line_id in (select line from bargaining_linked_lines())
    );

create policy journal_entry_bargaining_link on journal_entry for insert to optom_link
    with check (actor_id is null and company_id is null
        and subject = 'bargaining.invitation:' || (select invitation from bargaining_linked()));

-- Of a link all but its hash.
grant select (id, created_at, expires_at, revoked_at, last_used_at, uses, invitation_id), update (revoked_at) on
    bargaining_link to optom_staff;
grant select (id, uses), update (last_used_at, uses) on bargaining_link to optom_link;
grant select (id, submissions), update (with_vat, valid_until, note, submissions, submitted_at) on
    bargaining_invitation to optom_link;
