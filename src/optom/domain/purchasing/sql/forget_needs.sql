-- All of them are measured anew.
delete from purchasing_need
