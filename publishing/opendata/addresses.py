"""The addresses of files: that of the page, without its last slash, and an ending."""

from collections.abc import Callable

from django.urls import URLPattern, path
from django.utils.functional import Promise, lazy

# form -> what follows the page's address
FORMS = {"csv": ".csv", "json": ".json", "metadata": ".metadata.json", "zip": ".zip"}
TYPES = {"csv": "text/csv", "json": "application/json", "metadata": "application/json", "zip": "application/zip"}


def file_paths(address: str | Promise, name: str, view: Callable) -> list[URLPattern]:
    """Return the addresses of a table's files, beside a page's; the view is told the form as well."""
    return [path(_beside(address, ending), view, {"form": form}, f"{name}-{form}") for form, ending in FORMS.items()]


_beside = lazy(lambda address, ending: str(address).removesuffix("/") + ending, str)
