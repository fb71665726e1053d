"""Clause references, places and quotes, each by itself."""

import pytest

from assistant.answering.quoting import deciding_quotes
from assistant.clause_reference import references
from assistant.place import asks_about_elsewhere
from corpus import load_policy
from corpus.scope import load_scope
from indexing.terms import terms

POLICY = load_policy()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第十七条讲的啥", ("main/17",)),
        ("第（三十三）条", ("main/33",)),
        ("第 5 条", ("main/5",)),
        ("附件3第四部分（五）", ("annex3/4.5",)),
        ("附件一第三部分（二）第1项第（1）目", ("annex1/3.2.1.1",)),
        ("附件六", ("annex6/0",)),
        ("annex2/3.4", ("annex2/3.4",)),
        ("正文第二部分", ("main/s2",)),
        ("我签了五年合同，第一年", ()),
    ],
)
def test_clauses_named_by_number_are_found(text: str, found: tuple[str, ...]) -> None:
    assert references(text, POLICY).found == found


@pytest.mark.parametrize(
    "text",
    ["第四十条", "第34条", "附件7", "附件2第九部分", "附件4第二部分（十二）", "正文第八部分"],
)
def test_clauses_that_do_not_exist_are_told(text: str) -> None:
    named = references(text, POLICY)
    assert named.unknown
    assert not named.found


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("长春人才补贴多少", "长春"),
        ("在杭州买房有补贴吗", "杭州"),
        ("大连高新区应届生住房补贴", "大连"),
        ("武汉大学生八折买房是真的吗", "武汉"),
        ("我在长春读的书，能领补贴吗", None),
        ("武汉大学硕士能领多少", None),
        ("从北京回来的有啥待遇", None),
        ("长春和吉林市哪个补得多", None),
        ("去北京公务驻京办管不管", None),
    ],
)
def test_another_places_policy_is_told_from_a_story(question: str, place: str | None) -> None:
    assert asks_about_elsewhere(question, load_scope().places) == place


def quotes(clause_id: str, question: str) -> tuple[str, ...]:
    return deciding_quotes(POLICY[clause_id], terms(question), len)


def test_the_sentence_that_decides_is_quoted() -> None:
    (quote,) = quotes("main/18", "实习补贴每月多少，补几个月")
    assert quote.endswith("给予每月500元—1000元实习补贴，最高补助3个月。")
    assert "实训基地" not in quote


def test_a_short_clause_is_quoted_whole() -> None:
    assert quotes("annex3/3.4", "职称") == ("（四）拥有高级职称或国际公认的执业资格；",)


def test_quotes_lie_within_one_paragraph_and_leave_departments_out() -> None:
    for clause in POLICY:
        for quote in quotes(clause.id, "补贴多少钱，谁负责，几年"):
            assert any(quote in paragraph for paragraph in clause.paragraphs)
            assert "牵头部门：" not in quote
