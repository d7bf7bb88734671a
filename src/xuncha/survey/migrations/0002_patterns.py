"""Every installation begins with the questionnaires the product ships with; an office keeps its own beside them."""

import json
from pathlib import Path

from django.db import migrations

from xuncha.survey.rules.questions import stored_questions


def load(apps, schema_editor):
    told = json.loads(Path(__file__).with_name("patterns.json").read_text(encoding="utf-8"))
    for fields in told["patterns"]:
        questions = [question.stored() for question in stored_questions(fields["questions"])]
        key = {"code": fields["code"], "valid_from": fields["valid_from"], "jurisdiction": None}
        rest = {name: value for name, value in fields.items() if name not in key}
        apps.get_model("survey", "Pattern").objects.get_or_create(
            **key, defaults={**rest, "questions": questions}
        )


def unload(apps, schema_editor):
    apps.get_model("survey", "Pattern").objects.filter(jurisdiction=None).delete()


class Migration(migrations.Migration):
    dependencies = [("survey", "0001_initial")]

    operations = [migrations.RunPython(load, unload)]
