import time, pytest
from django.utils import timezone
from django.db import connection
@pytest.mark.django_db
def test_tmp():
    from optom.config.demo.loading import load
    at=timezone.now()
    load(size="medium",seed=1,at=at,out=None)
    from optom.domain.orders import actions
    from optom.domain.catalog.models import Analog
    from optom.domain.orders.models import Line
    from django.db.models import F
    print("analogs",Analog.objects.count(), "lines", Line.objects.count(), "waiting", Line.objects.filter(ordered__gt=F("reserved")+F("shipped")+F("cancelled")).count())
    t=time.time(); n=actions.serve_waiting(at=at); print("served",n,time.time()-t)
    t=time.time(); n=actions.serve_waiting(at=at); print("served",n,time.time()-t)
    from tests.books import all_books
    print(all_books())
    with connection.cursor() as c:
        c.execute("update orders_line set ordered = ordered + 5, sum = round(sum*(ordered+5)/ordered,2) where id in (select id from orders_line order by id desc limit 50000)")
        c.execute("analyze orders_line")
        from optom.domain.orders.actions import serving
        t=time.time(); plan=serving._plan(at); print("plan", len(plan), time.time()-t)
        t=time.time(); r=serving._sql.rows("queue",at=at); print("queue", len(r), time.time()-t)
    t=time.time(); n=actions.serve_waiting(at=at); print("served",n,time.time()-t)
