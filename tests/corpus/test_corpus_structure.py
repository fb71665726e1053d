import re
from collections.abc import Sequence

import pytest

from corpus import Clause, Policy, UnknownClause, load_policy
from corpus.errors import StructureError
from corpus.labels import label
from corpus.restoration import Line
from corpus.structure import build_tree


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy()


def tree(text: str, joined: Sequence[int] = (), prefix: str = "") -> dict[str, Clause]:
    """The clauses of a small text; a line such as 附件1 is layout."""
    lines = [
        Line(number, raw, "" if (bare := raw.startswith("附件") and len(raw) < 5) else raw, bare)
        for number, raw in enumerate(text.strip().split("\n"), start=1)
    ]
    return {clause.id: clause for clause in build_tree(lines, joined, prefix)}


LABELS = {
    "main/0": "正文前言",
    "main/s3": "正文第三部分",
    "main/17": "正文第（十七）条",
    "main/33": "正文第（三十三）条",
    "annex1/0": "附件1前言",
    "annex1/3": "附件1第三部分",
    "annex3/4.10": "附件3第四部分（十）",
    "annex1/3.2.1": "附件1第三部分（二）第1项",
    "annex1/3.2.1.1": "附件1第三部分（二）第1项第（1）目",
    "annex1/3.1.3.3.1": "附件1第三部分（一）第3项第（3）目第①点",
}


@pytest.mark.parametrize(("clause_id", "expected"), LABELS.items())
def test_clauses_have_the_ids_and_labels_of_the_contract(
    policy: Policy, clause_id: str, expected: str
) -> None:
    assert policy[clause_id].label == label(clause_id) == expected


def test_a_further_policy_is_labelled_without_its_prefix() -> None:
    assert label("jilin-2024:annex2/3.1") == "附件2第三部分（一）"


def test_there_are_175_clauses_with_ids_in_text_order(policy: Policy) -> None:
    ids = list(policy.clauses)
    assert len(policy) == len(ids) == len({clause.label for clause in policy}) == 175
    assert [i for i in ids if re.fullmatch(r"main/\d+", i)] == [f"main/{n}" for n in range(34)]
    assert [i for i in ids if i.startswith("main/s")] == [f"main/s{n}" for n in range(1, 8)]
    assert [i for i in ids if i.endswith("/0")] == [
        "main/0", *(f"annex{n}/0" for n in range(1, 7)),
    ]  # fmt: skip
    assert ids[ids.index("main/33") + 1] == "main/annexes"


def test_articles_run_through_all_parts(policy: Policy) -> None:
    assert policy["main/s4"].children == ("main/14", "main/15")
    assert policy["main/s5"].children == ("main/16", "main/17", "main/18", "main/19")


def test_parents_children_and_ancestors_agree(policy: Policy) -> None:
    deep = policy["annex1/3.1.3.3.1"]
    assert [one.id for one in policy.ancestors(deep)] == [
        "annex1/3", "annex1/3.1", "annex1/3.1.3", "annex1/3.1.3.3",
    ]  # fmt: skip
    assert policy["main/0"].parent is None
    assert policy["main/17"].parent == "main/s5"
    for clause in policy:
        assert all(policy[child].parent == clause.id for child in clause.children)
        assert clause.parent is None or clause.id in policy[clause.parent].children
    assert [one.id for one in policy.descendants(policy["annex1/3.2.1"])] == [
        "annex1/3.2.1.1", "annex1/3.2.1.2", "annex1/3.2.1.3",
    ]  # fmt: skip


def test_paragraphs_are_kept_and_lines_of_the_page_are_not(policy: Policy) -> None:
    housing = policy["annex1/3.2.1.2"].paragraphs
    assert len(housing) == 2
    assert housing[0].endswith("其他院校本科毕业生2万元。")
    assert housing[1] == "补贴资金由企业所在地的县（市）区、开发区人才专项资金列支。"
    (green,) = policy["main/28"].paragraphs
    assert green.startswith("（二十八）开通人才服务绿色通道。颁发“人才VIP卡”，持卡人3年内享有")
    assert green.endswith("市驻京办）")


def test_the_title_page_holds_title_date_and_preamble(policy: Policy) -> None:
    title, date, preamble = policy["main/0"].paragraphs
    assert title == policy["main/0"].title == policy.title
    assert date == "（2021年9月1日）"
    assert preamble.startswith("人才是实现高质量发展的重要推动力")
    assert policy.title == "中共吉林市委关于激发人才创新活力助推实施“四六四五”发展战略的实施意见"


def test_the_list_of_annexes_is_one_clause_without_numbering_of_its_own(policy: Policy) -> None:
    annexes = policy["main/annexes"]
    assert (annexes.kind, annexes.parent, annexes.children) == ("annex_list", None, ())
    assert len(annexes.paragraphs) == 7
    assert annexes.paragraphs[0] == "附件：1.吉林市引进万名学子“助企兴业行动”实施办法"
    assert annexes.paragraphs[2] == "3.吉林市“重点产业高端人才引进行动”实施办法"


@pytest.mark.parametrize(
    ("clause_id", "title"),
    [
        ("main/1", "用好用活空余事业编制"),  # the first sentence of an article
        ("main/32", ""),  # an article that is one sentence has none
        ("main/s1", "激发人才活力"),
        ("annex1/1", "总体目标"),  # a paragraph of its own
        ("annex1/3.1", "使用市县两级行政编制、事业编制每年引进1300人左右"),
        ("annex1/3.1.1", "招聘原则"),
        ("annex1/3.1.4", "考核管理"),
        ("annex1/3.2.1", "支持政策"),
        ("annex2/2.1", ""),  # an item of a list that ends in a semicolon
        ("annex3/0", "吉林市“重点产业高端人才引进行动”实施办法"),
    ],
)
def test_titles(policy: Policy, clause_id: str, title: str) -> None:
    assert policy[clause_id].title == title


def test_a_heading_says_nothing_but_its_title(policy: Policy) -> None:
    assert policy["annex1/3"].kind == policy["annex1/3.1.1"].kind == "heading"
    assert policy["annex1/3.1"].kind == "content"  # 每年引进1300人左右 is a figure
    assert policy["annex1/3.2.1"].kind == "content"  # it says to whom the items apply
    assert policy["main/0"].kind == "preamble"


def test_items_know_what_is_said_before_their_list(policy: Policy) -> None:
    assert policy["annex1/3.2.1.1"].lead_in.startswith("对在我市规上民营企业初次就业")
    assert policy["annex2/2.5"].lead_in.endswith("并符合下列条件之一：")
    assert policy["annex1/3.1.1.1"].lead_in == ""


def test_an_unknown_clause_is_named(policy: Policy) -> None:
    assert "main/34" not in policy
    with pytest.raises(UnknownClause, match="main/34"):
        policy["main/34"]


SMALL = """
关于人才的意见
一、总体目标
每年引进一批人才。
（一）给予补贴。按照本意见第（三）条执行，
（二）给予奖励。
二、组织实施
（三）本意见自发布之日起施行。
附件：1.实施办法
附件1
实施办法
一、支持政策
（一）给予补贴，其中：
1.生活补贴。
（1）按月发放；
（2）按年发放。
2.住房补贴。
"""


def test_numbers_of_every_level_start_clauses_in_their_place() -> None:
    clauses = tree(SMALL)
    assert list(clauses) == [
        "main/0", "main/s1", "main/1", "main/2", "main/s2", "main/3", "main/annexes",
        "annex1/0", "annex1/1", "annex1/1.1", "annex1/1.1.1", "annex1/1.1.1.1", "annex1/1.1.1.2",
        "annex1/1.1.2",
    ]  # fmt: skip
    assert clauses["main/3"].parent == "main/s2"


def test_the_prefix_of_a_further_policy_stands_before_every_id() -> None:
    clauses = tree(SMALL, prefix="jilin-2024:")
    assert next(iter(clauses)) == "jilin-2024:main/0"
    assert clauses["jilin-2024:annex1/1.1.2"].parent == "jilin-2024:annex1/1.1"
    assert clauses["jilin-2024:main/3"].parent == "jilin-2024:main/s2"


def test_a_reference_in_running_text_starts_no_clause() -> None:
    line = "（一）补贴按照本办法第一部分的规定执行，符合条件的人员可以同时申请"  # a full line
    clauses = tree(f"实施办法\n一、支持政策\n{line}第\n二部分（二）所列的奖励。")
    assert list(clauses) == ["main/0", "main/s1", "main/1"]
    assert clauses["main/1"].text.endswith("可以同时申请第二部分（二）所列的奖励。")


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("意见\n一、目标\n三、实施", 2, "三、实施"),
        ("意见\n一、目标\n（一）补贴。\n（三）奖励。", 2, "（三）奖励。"),
        ("意见\n一、目标\n一、实施", 2, "一、实施"),
    ],
)
def test_a_hole_in_the_numbering_is_refused(text: str, expected: int, found: str) -> None:
    with pytest.raises(StructureError, match=f"main: expected number {expected}, found '{found}'"):
        tree(text)


def test_short_lines_go_on_only_where_a_decision_joins_them() -> None:
    text = "关于激发活力的\n实施意见\n一、目标"
    assert tree(text)["main/0"].text == "关于激发活力的\n实施意见"
    assert tree(text, joined=[1])["main/0"].text == "关于激发活力的实施意见"


def test_an_annex_without_text_is_refused() -> None:
    with pytest.raises(StructureError, match="annex2"):
        tree("意见\n一、目标\n附件1\n办法\n一、目标\n附件2")
