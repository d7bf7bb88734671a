"""What was typed and chosen, given back in words when the session or the form has run out."""

import pytest
from django.test import Client

from xuncha.foundation.ui.forms import choice_label

pytestmark = pytest.mark.django_db


def posted(**fields: str | list[str]) -> str:
    answer = Client().post("/desk/drafts/", fields)
    assert answer.status_code == 401
    return answer.content.decode()


def test_a_choice_is_called_what_the_form_called_it():
    page = posted(category="12", _said_category="民主集中制")
    assert "<p>民主集中制</p>" in page
    assert '<input type="hidden" name="category" value="12">' in page
    assert "<textarea" not in page


def test_without_the_browsers_word_the_forms_say_what_needs_no_record():
    assert choice_label("severity", "grave") == "突出"
    page = posted(severity="grave", facts="写了一半")
    assert "<p>突出</p>" in page
    assert ">写了一半</textarea>" in page


@pytest.mark.parametrize(("name", "value"), [("pool", "no such"), ("pool", ""), ("facts", "staff"), ("no_field", "1")])
def test_what_is_no_choice_stays_as_it_was_typed(name, value):
    assert choice_label(name, value) == ""


def test_several_choices_keep_their_words_apart_and_a_longer_list_of_words_adds_nothing():
    page = posted(skills=["a", "b"], _said_skills=["审计", "财务", "多出来的"])
    assert "<p>审计</p>" in page
    assert "<p>财务</p>" in page
    assert "多出来的" not in page
