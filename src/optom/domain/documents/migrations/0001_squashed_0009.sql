-- A paper is drawn after the act that issues it: the trigger lets through what is known of the first drawing, once.
create function documents_immutable() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.sha256 is null and new.sha256 is not null then
        old.renderer := new.renderer;
        old.sha256 := new.sha256;
        old.size := new.size;
        if new is not distinct from old then
            return new;
        end if;
    end if;
    raise exception 'an issued paper never changes' using errcode = 'restrict_violation';
end
$$;
create trigger documents_paper_immutable before update or delete on documents_paper
    for each row execute function documents_immutable();

-- A contract's papers are listed and counted without reading what they say.
-- What a paper says moves out of its row where the row would be longer than this: a list reads rows, not contents.
alter table documents_paper set (toast_tuple_target = 512);

grant update (renderer, sha256, size) on documents_paper to optom_buyer;
