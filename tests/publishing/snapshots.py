"""What the database and the content folders hold, in a form that can be compared."""

from pathlib import Path

from django.apps import apps

APPS = ("publishing", "campaign", "hotlines", "reports")


def content_rows():
    """Return every row of every table of the content, history and links included, by model; not the search index."""
    kept = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in APPS and "search" not in model._meta.model_name:
            columns = [field.attname for field in model._meta.concrete_fields]
            kept[model._meta.label] = sorted(map(repr, model._default_manager.values_list(*columns)))
    return kept


def content_files(root):
    """Return the bytes of every content file below a folder, by its path."""
    found = {}
    for app in APPS:
        folder = Path(root) / app / "content"
        found |= {path.relative_to(root).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return found
