"""Empty: what the database itself refuses is declared as guards beside the models and set behind every migration."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0001_initial")]
    operations = []
