"""Word papers that cannot be taken in: each is named, and nothing of it is kept."""

import pytest

from tests.fieldwork.test_words import BASE, ROWS, file, headed, table, text
from xuncha.core.errors import RuleViolated
from xuncha.fieldwork.services import (
    upload_word_papers,
)
from xuncha.foundation.files.contents import incoming
from xuncha.foundation.imports.models import ImportBatch

pytestmark = pytest.mark.django_db


BAD = {
    "not a document": ("甲.docx", b"nothing of the kind", "不是 Word 文档"),
    "a password": ("甲.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "another ending": ("甲.txt", None, "扩展名改为 .docx"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_named_and_nothing_is_kept(at, world, case):
    name, content, says = BAD[case]
    url = f"{BASE}/inspections/{world.inspections[0].pk}/papers/word/"
    files = [file("好的.docx", table(ROWS)), file(name, content if content is not None else headed("乙"))]
    answer = at("handler").post(url, {"papers": files})
    assert answer.status_code == 422
    assert f"「{name}」" in text(answer)
    assert says in text(answer)
    assert not ImportBatch.objects.exists()


def test_a_file_over_the_limit_is_refused(at, world, settings):
    settings.XUNCHA_UPLOAD_MB = 1
    url = f"{BASE}/inspections/{world.inspections[0].pk}/papers/word/"
    answer = at("handler").post(url, {"papers": file("大.docx", b"PK\x03\x04" + b"x" * (1 << 20))})
    assert (answer.status_code, "1 MB" in text(answer)) == (422, True)


def test_one_file_twice_and_too_many_files_are_refused(acting, cast, world):
    content = table(ROWS)
    with pytest.raises(RuleViolated, match="选了两次"):
        upload_word_papers(
            acting(cast.handler), world.inspections[0], files=[file("甲.docx", content), file("乙.docx", content)]
        )
    with pytest.raises(RuleViolated, match="最多 50 份"):
        upload_word_papers(acting(cast.handler), world.inspections[0], files=[file("甲.docx", content)] * 51)
    assert list(incoming().iterdir()) == []
    assert not ImportBatch.objects.exists()
