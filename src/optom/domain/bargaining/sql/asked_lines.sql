select * from bargaining_linked_lines() order by "position"
