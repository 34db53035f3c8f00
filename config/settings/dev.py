"""While writing code: error pages with details, templates and static files read at each request."""

from config.settings.local import *

DEBUG = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
