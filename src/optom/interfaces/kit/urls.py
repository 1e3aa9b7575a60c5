"""The addresses that portal and office share."""

from django.urls import path

from .language import choose_language
from .source import download, source
from .why import pages as why

app_name = "kit"
urlpatterns = [
    path("language/", choose_language, name="language"),
    path("why/<int:contract>/<int:number>/", why.price, name="why"),
    path("why/<int:contract>/<int:number>/goods/", why.goods, name="why-goods"),
    path("why/<int:contract>/unseen/", why.unseen, name="why-unseen"),
    path("why/<int:contract>/limit/", why.limit, name="why-limit"),
    path("why/<int:contract>/lines/<int:number>/price/", why.line_price, name="why-line-price"),
    path("why/<int:contract>/lines/<int:number>/until/", why.until, name="why-until"),
    path("why/<int:contract>/lines/<int:number>/waits/", why.waits, name="why-waits"),
    path("why/<int:contract>/entries/<int:number>/due/", why.due, name="why-due"),
    path("source/", source, name="source"),
    path("source/optom.tar.gz", download, name="source-archive"),
]
