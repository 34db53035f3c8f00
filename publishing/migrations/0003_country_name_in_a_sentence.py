"""The name of a country as a sentence gives it, with its article; filled in from “of …” where rows exist."""

from django.db import migrations, models

# What stands before a name after “of”, and the article that is left of it: contractions first.
_OF_FRENCH = (("de la ", "la "), ("de l’", "l’"), ("du ", "le "), ("des ", "les "), ("de ", ""), ("d’", ""))


def _french(name_of):
    for start, article in _OF_FRENCH:
        if name_of.startswith(start):
            return article + name_of.removeprefix(start)
    return name_of


def forwards(apps, schema_editor):
    rows = apps.get_model("publishing", "Country").objects.using(schema_editor.connection.alias)
    for pk, of_en, of_fr in rows.order_by("pk").values_list("pk", "name_of_en", "name_of_fr"):
        english = (of_en or "").removeprefix("of ")
        rows.filter(pk=pk).update(name_the=english, name_the_en=english, name_the_fr=_french(of_fr or ""))


def _column(**more):
    return models.CharField(
        help_text="Haiti, the Philippines: with its article, if it takes one",
        max_length=110,
        verbose_name="name in a sentence",
        **more,
    )


def _columns(model):
    return [
        migrations.AddField(model, "name_the", _column(default=""), preserve_default=False),
        migrations.AddField(model, "name_the_en", _column(null=True)),
        migrations.AddField(model, "name_the_fr", _column(null=True)),
    ]


def _both_languages(*fields):
    complete = models.Q()
    for field in fields:
        for language in ("en", "fr"):
            complete &= models.Q(**{f"{field}_{language}__isnull": False}) & ~models.Q(**{f"{field}_{language}": ""})
    return models.CheckConstraint(
        condition=complete,
        name="publishing_country_always_translated",
        violation_error_message="Both languages are needed here.",
    )


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_roles")]

    operations = [
        *_columns("country"),
        *_columns("historicalcountry"),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.RemoveConstraint("country", "publishing_country_always_translated"),
        migrations.AddConstraint("country", _both_languages("name", "name_in", "name_of", "name_the")),
    ]
