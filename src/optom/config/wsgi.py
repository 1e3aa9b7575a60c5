"""The web process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "optom.config.settings")
os.environ["OPTOM_PROCESS"] = "web"

application = get_wsgi_application()
