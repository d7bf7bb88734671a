"""Instance files: every fault is one sentence that begins with its place."""

import json

import pytest

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say
from xuncha.solving.reading import SHOWN, Faults, Part, once, read_json


def part(value) -> Part:
    return Part(value, "", Faults())


def sentences(of: Part) -> list[str]:
    with pytest.raises(RuleViolated) as refusal:
        of.faults.refuse()
    return [str(reason.text) for reason in refusal.value.reasons]


def test_a_sound_file_is_read():
    one = part({"id": "a", "n": 3, "list": [1, 2], "yes": True, "word": "x", "of": "b", "none": None, "all": ["b"]})
    assert one.is_object()
    assert (one.text("id"), one.whole("n"), one.wholes("list"), one.yes_or_no("yes")) == ("a", 3, [1, 2], True)
    assert (one.choice("word", ("x", "y")), one.known("of", {"b"}, say("单位"))) == ("x", "b")
    assert (one.text("none", optional=True), one.whole_or_none("none"), one.known_ids("all", ["b"], say("单位"))) == (
        None,
        None,
        ["b"],
    )
    assert one.yes_or_no("absent", default=False) is False
    one.faults.refuse()


@pytest.mark.parametrize(
    ("read", "sentence"),
    [
        (lambda p: p.text("a"), "units[1].a：须为 1 到 200 字的文字，现为「7」。"),
        (lambda p: p.whole("b"), "units[1].b：须为 0 到 1000000000 的整数，现为「-1」。"),
        (lambda p: p.whole("c", low=2, high=9), "units[1].c：须为 2 到 9 的整数，现为「true」。"),
        (lambda p: p.wholes("d"), "units[1].d[1]：须为 0 到 1000000000 的整数，现为「1.5」。"),
        (lambda p: p.wholes("a"), "units[1].a：须为列表。"),
        (lambda p: p.yes_or_no("a"), "units[1].a：须为 true 或 false，现为「7」。"),
        (lambda p: p.choice("e", ("x", "y")), 'units[1].e：须为 x、y 之一，现为「"z"」。'),
        (lambda p: p.known("e", {"k"}, say("单位")), "units[1].e：没有「z」这个单位。"),
        (lambda p: p.known_ids("f", {"k"}, say("单位")), "units[1].f[1]：「k」重复。"),
        (lambda p: p.known_ids("d", {"k"}, say("单位")), "units[1].d[0]：没有「1」这个单位。"),
        (lambda p: p.part("a"), "units[1].a：须为对象。"),
        (lambda p: list(p.parts("d")), "units[1].d[0]：须为对象。"),
        (lambda p: list(p.parts("d", at_most=1)), "units[1].d：须有 0 到 1 项，现有 2 项。"),
    ],
)
def test_a_fault_is_told_with_its_place(read, sentence):
    one = Part({"a": 7, "b": -1, "c": True, "d": [1, 1.5], "e": "z", "f": ["k", "k"]}, "units[1]", Faults())
    read(one)
    assert sentences(one)[0] == sentence


def test_all_faults_come_at_once_but_not_without_end():
    one = part({"list": [-1] * (SHOWN + 5)})
    one.wholes("list")
    found = sentences(one)
    assert len(found) == SHOWN + 1
    assert found[-1] == "另有 5 处。"


def test_an_id_is_used_once():
    seen: dict[str, str] = {}
    first, second = (Part({"id": "u"}, f"units[{n}]", faults) for faults in (Faults(),) for n in (0, 1))
    once(seen, "u", first)
    once(seen, "u", second)
    assert sentences(second) == ["units[1].id：「u」与 units[0].id 重复。"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe{", "不是 UTF-8"),
        (b'{"a": \n 1,}', "第 2 行第 4 列"),
        (b'{"a": 1, "a": 2}', "「a」写了两次"),
        (b'{"a": NaN}', "「NaN」不是数"),
        (b"[" * 100_000, "嵌套过深"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "位数过多"),
        (b'{"a": ["\\ud800"]}', "半个字符"),
    ],
)
def test_what_is_no_json_is_refused(tmp_path, content, why):
    path = tmp_path / "instance.json"
    path.write_bytes(content)
    with pytest.raises(RuleViolated, match=why):
        read_json(path)


def test_a_file_is_read_or_refused(tmp_path, monkeypatch):
    path = tmp_path / "instance.json"
    with pytest.raises(RuleViolated, match="打不开文件"):
        read_json(path)
    path.write_text(json.dumps({"a": 1}), "utf-8")
    assert read_json(path) == {"a": 1}
    path.write_text('{"a": "\\ud83d\\ude00"}', "utf-8")
    assert read_json(path) == {"a": "\N{GRINNING FACE}"}
    with pytest.raises(RuleViolated, match="打不开文件"):
        read_json(tmp_path)
    monkeypatch.setattr("xuncha.solving.reading.LARGEST_FILE", 3)
    with pytest.raises(RuleViolated, match="超过"):
        read_json(path)
