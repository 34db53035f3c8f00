"""Who among the staff may do what: three groups, made by a migration.

A *writer* adds rows and changes their texts, but neither publishes nor unpublishes. A *translator* changes the texts of
rows that exist, and nothing else. A *publisher* does everything to the content. None of them manages users.
"""

from typing import Any

from django.contrib.auth.management import create_permissions

# Two permissions of our own, beside Django's four per model.
PUBLISH = "publishing.publish"
EDIT_FACTS = "publishing.edit_facts"
_OURS = {"publish": "Can publish and unpublish", "edit_facts": "Can change what is not text"}

APPS = ("publishing", "campaign", "hotlines", "reports")
# Made and kept by programs; staff may look at the first, and never edit either.
_MACHINES = {"loadedrecord", "searchdocument", "searchword"}


def create_roles(apps: Any, using: str = "default") -> None:
    """Create the groups with their permissions, from real models or from a migration's; what is there already stays.

    The permissions are created here too: Django does it only after the last migration.
    """
    content_types = apps.get_model("contenttypes", "ContentType").objects.using(using)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    groups = apps.get_model("auth", "Group").objects.using(using)
    grants: dict[str, list[tuple[str, str]]] = {"writer": [], "translator": [], "publisher": []}
    for label in APPS:
        config = apps.get_app_config(label)
        # The app configurations of a migration look empty to create_permissions() without this.
        config.models_module = getattr(config, "models_module", None) or True
        create_permissions(config, verbosity=0, apps=apps, using=using)
        for model in config.get_models():
            for role, actions in _actions(model).items():
                grants[role] += [(label, f"{action}_{model._meta.model_name}") for action in actions]
    home = content_types.get(app_label="publishing", model="source")
    for codename, name in _OURS.items():
        permissions.get_or_create(content_type=home, codename=codename, defaults={"name": name})
    grants["writer"].append(("publishing", "edit_facts"))
    grants["publisher"] += [("publishing", codename) for codename in _OURS]
    known = {
        (app_label, codename): pk
        for app_label, codename, pk in permissions.filter(content_type__app_label__in=APPS).values_list(
            "content_type__app_label", "codename", "pk"
        )
    }
    for role, granted in grants.items():
        group, _created = groups.get_or_create(name=role)
        group.permissions.add(*(known[name] for name in granted))


def _actions(model: Any) -> dict[str, tuple[str, ...]]:
    """Return what each role may do with the rows of a model."""
    name = model._meta.model_name
    if name.startswith("historical") or name in _MACHINES:
        return {"publisher": ("view",)} if name == "loadedrecord" else {}
    everything = ("view", "add", "change", "delete")
    if name == "publicholiday":
        # It tells every line of a country open or closed as soon as it is saved.
        return {"writer": ("view",), "translator": ("view", "change"), "publisher": everything}
    if any(field.name == "revision_en" for field in model._meta.fields):
        return {"writer": ("view", "add", "change"), "translator": ("view", "change"), "publisher": everything}
    # Hours belong to their channel. The help strip and the tiers are public as soon as they are saved: publishers only.
    hours = everything if name == "openingperiod" else ("view",)
    return {"writer": hours, "translator": ("view",), "publisher": everything}
