"""Every installation begins with the regulations the product ships with."""

from django.db import migrations

from xuncha.foundation.regulations import seeds


def load(apps, schema_editor):
    seeds.load(apps)


def unload(apps, schema_editor):
    seeds.unload(apps)


class Migration(migrations.Migration):
    dependencies = [("regulations", "0001_initial")]

    operations = [migrations.RunPython(load, unload)]
