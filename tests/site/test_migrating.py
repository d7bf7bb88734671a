"""New tables are created whole, in an order that allows it."""

from django.db import models
from django.db.migrations import operations as to

from xuncha.site.migrating import whole

KEY = ("id", models.BigAutoField(primary_key=True))


def referring(target: str) -> models.ForeignKey:
    return models.ForeignKey(target, models.PROTECT)


def test_a_table_gets_everything_when_it_is_created():
    once = models.UniqueConstraint(fields=["leaf", "no"], name="once")
    by_no = models.Index(fields=["no"], name="by_no")
    made = whole(
        [
            to.CreateModel("Branch", [KEY, ("no", models.IntegerField())]),
            to.CreateModel("Leaf", [KEY]),
            to.AddField("branch", "leaf", referring("tree.leaf")),
            to.AddConstraint("branch", once),
            to.AddIndex("branch", by_no),
        ],
        "tree",
    )
    assert [operation.name for operation in made] == ["Leaf", "Branch"]
    assert [name for name, _ in made[1].fields] == ["id", "no", "leaf"]
    assert made[1].options == {"constraints": [once], "indexes": [by_no]}


def test_a_relation_over_a_table_of_its_own_comes_last():
    over = models.ManyToManyField("tree.Leaf", through="tree.Twig")
    made = whole(
        [
            to.CreateModel("Twig", [KEY, ("leaf", referring("tree.leaf"))]),
            to.CreateModel("Leaf", [KEY]),
            to.CreateModel("Branch", [KEY, ("leaves", over)]),
            to.AddField("twig", "branch", referring("tree.branch")),
        ],
        "tree",
    )
    assert {operation.name for operation in made[:2]} == {"Leaf", "Branch"}
    assert made[2].name == "Twig"
    assert (made[3].model_name, made[3].name, made[3].field) == ("branch", "leaves", over)


def test_tables_in_a_circle_stay_as_they_are():
    given = [
        to.CreateModel("Leaf", [KEY]),
        to.CreateModel("Branch", [KEY, ("leaf", referring("tree.leaf"))]),
        to.AddField("leaf", "branch", referring("tree.branch")),
    ]
    assert whole(given, "tree") == given


def test_changes_of_what_is_there_stay_as_they_are():
    given = [to.CreateModel("Leaf", [KEY]), to.AddField("branch", "leaf", referring("tree.leaf"))]
    assert whole(given, "tree") == given
