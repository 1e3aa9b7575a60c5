"""The web process."""

import os

from django.core.wsgi import get_wsgi_application

from optom.config.serving import address
from optom.config.slow_readers import watch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "optom.config.settings")
os.environ["OPTOM_PROCESS"] = "web"

watch(address().port)
application = get_wsgi_application()
