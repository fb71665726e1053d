"""Every way in which a figure is written, and what is none."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verification import figures_said
from corpus import load_policy

# Of the corpus' figures these alone say nothing to the gate: 每年评选一次, 每两年举办一届.
SAY_NOTHING = ("一次", "一届")


def read(text: str) -> list[tuple[str, str]]:
    return [(str(one.value), one.unit) for one in figures_said(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12万元", 120_000, "元"),
        ("120000元", 120_000, "元"),
        ("120,000元", 120_000, "元"),
        ("１２００００元", 120_000, "元"),
        ("𝟏𝟐𝟎𝟎𝟎𝟎元", 120_000, "元"),
        ("十二万元", 120_000, "元"),
        ("壹拾贰万元", 120_000, "元"),
        ("1.5万元", 15_000, "元"),
        ("12万5千元", 125_000, "元"),
        ("一点五万元", 15_000, "元"),
        ("1.2亿元", 120_000_000, "元"),
        ("¥2000", 2000, "元"),
        ("2000块钱", 2000, "元"),
        ("10多万元", 100_000, "元"),
        ("20余万元", 200_000, "元"),
        ("一万二", 12_000, ""),
        ("两千五", 2500, ""),
        ("一万零二", 10_002, ""),
        ("三百五十", 350, ""),
        ("12w", 120_000, ""),
        ("5k", 5000, ""),
        ("1.2e5", 120_000, ""),
        ("80%", 80, "%"),
        ("80％", 80, "%"),
        ("百分之八十", 80, "%"),
        ("百分之15.5", Fraction(31, 2), "%"),
        ("八成", 80, "%"),
        ("三分之一", Fraction(100, 3), "%"),
        ("五年", 5, "年"),
        ("五年以上", 5, "年"),
        ("一年半", Fraction(3, 2), "年"),
        ("半年", Fraction(1, 2), "年"),
        ("60个月", 60, "月"),
        ("两个半月", Fraction(5, 2), "月"),
        ("5个工作日", 5, "工作日"),
        ("三天", 3, "日"),
        ("两周", 2, "周"),
        ("40周岁", 40, "周岁"),
        ("40岁", 40, "周岁"),
        ("200平方米", 200, "平方米"),
        ("20名", 20, "名"),
        ("二十余名", 20, "名"),
        ("10个团队", 10, "个"),
        ("六大产业", 6, "个"),
        ("1:1", "1:1", "比例"),
        ("一比一", "1:1", "比例"),
        ("2021年9月1日", "2021-09-01", "日期"),
        ("二〇二一年九月一日", "2021-09-01", "日期"),
        ("2021-09-01", "2021-09-01", "日期"),
        ("11月1日", "11-01", "日期"),
        ("2022届", "2022", "日期"),
        ("〔2021〕3号", "〔2021〕3号", "文号"),
        ("2.0版", "2.0", "版"),
        ("“985”", "985", "院校"),
        ("十百元", "十百", "元"),
    ],
)
def test_a_figure_is_read_with_its_value_and_unit(
    text: str, value: Fraction | float | str, unit: str
) -> None:
    found = figures_said(f"说的是{text}，")
    wanted = value if isinstance(value, str) else Fraction(value)
    assert [(one.value, one.unit) for one in found] == [(wanted, unit)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("500到1000元", [("500", "元"), ("1000", "元")]),
        ("6万—12万元", [("60000", "元"), ("120000", "元")]),
        ("3至5万元", [("30000", "元"), ("50000", "元")]),
        ("5000到1万元", [("5000", "元"), ("10000", "元")]),
        ("500、800、1000元", [("500", "元"), ("800", "元"), ("1000", "元")]),
        ("500，300元", [("500", ""), ("300", "元")]),
        ("七八百块", [("700", "元"), ("800", "元")]),
        ("三四年", [("3", "年"), ("4", "年")]),
        ("2021—2025年", [("2021", "日期"), ("2025", "日期")]),
        ("10—15%", [("10", "%"), ("15", "%")]),
    ],
)
def test_a_range_is_two_figures(text: str, found: list[tuple[str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "第一年", "第1年发放", "第1—5年", "第（三）条", "第17条", "附件1", "附件1、附件2",
        "附件1第三部分（二）第1项第（1）目第①点", "正文第（十七）条", "annex1/3.2.1.1", "main/17",
        "看这里[1][2]", "见[1,3]", "见[1-3]", "1. 先申请", "2、再审核", "（1）注重统筹",
        "- **1.** 申请", "一次性发放", "一个", "一项补贴", "每年评选一次", "一家企业", "一事一议",
        "年度考核", "青年人才", "三农", "双一流", "四六四五", "十四五", "二十大", "十分", "一般",
        "https://example.cn/2021/3", "一、总体目标", "初中级", "市县两级",
    ],
)  # fmt: skip
def test_ordinals_labels_marks_and_words_are_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每人每月2000元", "月"),
        ("2000元/月", "月"),
        ("每年补5000元", "年"),
        ("5000元/人·年", "年"),
        ("2000元一个月", "月"),
        ("一个月能领2000元", "月"),
        ("月补2000元", "月"),
        ("分3年给予3万元", ""),
        ("一次性给2000元", ""),
    ],
)
def test_an_amount_has_the_period_beside_it(text: str, per: str) -> None:
    assert [one.per for one in figures_said(text) if one.kind == "money"] == [per]


def test_names_of_schools_are_told_from_amounts() -> None:
    assert {one.kind for one in figures_said("985，211院校，985/211，“211”工程")} == {"name"}
    assert [one.kind for one in figures_said("211元，2,211,000元，985人")] == [
        "money",
        "money",
        "count",
    ]


def test_both_ends_of_a_range_have_the_period() -> None:
    assert [one.per for one in figures_said("每月500元—1000元")] == ["月", "月"]


@pytest.mark.parametrize("clause", list(load_policy()), ids=lambda one: str(one.id))
def test_the_figures_of_every_clause_are_those_of_the_corpus(clause) -> None:  # type: ignore[no-untyped-def]
    ours = [(str(one.value), one.unit, one.kind, one.start) for one in figures_said(clause.text)]
    theirs = [
        (str(one.value), one.unit, one.kind, one.start)
        for one in clause.figures
        if one.text not in SAY_NOTHING
    ]
    assert ours == theirs


def test_what_the_corpus_has_besides_is_one_time_only() -> None:
    besides = Counter(
        figure.text
        for clause in load_policy()
        for figure in clause.figures
        if figure.start not in [one.start for one in figures_said(clause.text)]
    )
    assert set(besides) == set(SAY_NOTHING)


CHARACTERS = (
    "0123456789０９一二两三五十百千万亿零半点.,，%％元块年月日个名人第（）()[]:：—至、/每分之成 \nA"
)


@given(st.text(alphabet=CHARACTERS, max_size=40) | st.text(max_size=60))
def test_any_text_is_read_and_every_figure_stands_where_it_says(text: str) -> None:
    for one in figures_said(text):
        assert text[one.start : one.end] == one.text
        assert one.text


@given(st.integers(1, 99_999_999) | st.sampled_from([985_211, 211_985, 985_211_000, 2_211_000]))
def test_an_amount_is_read_however_it_is_grouped(amount: int) -> None:
    for written in (f"{amount}元", f"{amount:,}元", f"¥{amount}", f"¥{amount:,}"):
        assert [one.value for one in figures_said(written)] == [amount]
