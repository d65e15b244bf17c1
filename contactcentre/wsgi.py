"""The contact centre over WSGI, without live boards; asgi.py is the usual entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcentre.settings")
application = get_wsgi_application()
