"""The web process."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from optom.config.memory import settle
from optom.config.serving import address
from optom.config.slow_readers import watch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "optom.config.settings")
os.environ["OPTOM_PROCESS"] = "web"

watch(address().port)
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 -- all pages are loaded now, not for whoever comes first
settle()
