import pytest

from corpus import load_policy
from corpus.figures import bare_digits, figures


@pytest.mark.parametrize(
    ("text", "written", "value", "unit", "kind"),
    [
        ("每月2000元", "2000元", 2000, "元", "money"),
        ("给予10万元资助", "10万元", 100_000, "元", "money"),
        ("给予1.5万元资助", "1.5万元", 15_000, "元", "money"),
        ("不低于80%的比例", "80%", 80, "%", "share"),
        ("连续发放5年", "5年", 5, "年", "duration"),
        ("签订五年以上合同", "五年", 5, "年", "duration"),
        ("离校两年内", "两年", 2, "年", "duration"),
        ("最高补助3个月", "3个月", 3, "月", "duration"),
        ("公示期5个工作日", "5个工作日", 5, "工作日", "duration"),
        ("在一天内完成", "一天", 1, "日", "duration"),
        ("每年700人左右", "700人", 700, "人", "count"),
        ("一等奖1名", "1名", 1, "名", "count"),
        ("推荐10个团队", "10个", 10, "个", "count"),
        ("可延长2次", "2次", 2, "次", "count"),
        ("每两年举办一届", "一届", 1, "届", "count"),
        ("六大产业集群", "六大产业", 6, "个", "count"),
        ("40周岁以下", "40周岁", 40, "周岁", "age"),
        ("不少于200平方米", "200平方米", 200, "平方米", "area"),
        ("按1:1的比例", "1:1", "1:1", "比例", "ratio"),
        ("2021年9月1日发布", "2021年9月1日", "2021-09-01", "日期", "date"),
        ("每年11月1日", "11月1日", "11-01", "日期", "date"),
        ("从2022年起", "2022年", "2022", "日期", "date"),
        ("吉发〔2021〕3号", "〔2021〕3号", "〔2021〕3号", "文号", "document"),
        ("（2.0版）", "2.0版", "2.0", "版", "document"),
        ("“985”院校", "“985”", "985", "院校", "name"),
    ],
)
def test_every_kind_of_figure_is_read_with_its_place(
    text: str, written: str, value: float | str, unit: str, kind: str
) -> None:
    found = [one for one in figures(text) if one.text == written]
    assert [(one.value, one.unit, one.kind) for one in found] == [(value, unit, kind)]
    assert text[found[0].start : found[0].end] == written


def test_figures_stand_in_the_order_of_the_text() -> None:
    found = figures("分3年给予每人3万元，每次评选20名")
    assert [(one.value, one.unit) for one in found] == [(3, "年"), (30_000, "元"), (20, "名")]


@pytest.mark.parametrize(
    "text", ["年度考核", "一次性发放", "青年人才", "第一责任人", "近年来", "一事一议", "一批人才"]
)
def test_words_that_hold_a_numeral_are_no_figures(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize("text", ["1.招聘原则。", "（1）注重统筹。", "附件：1.实施办法"])
def test_numbers_of_items_are_no_figures(text: str) -> None:
    assert figures(text) == ()
    assert bare_digits(text) == ()


def test_digits_without_a_unit_are_found_out() -> None:
    assert bare_digits("每月2000元") == ()
    assert bare_digits("每人每月元；其他院校2000") == ("2000",)
    assert bare_digits("从3年起5") == ("5",)


def test_the_subsidy_clause_has_its_four_amounts() -> None:
    amounts = [one for one in load_policy()["annex1/3.2.1.1"].figures if one.kind == "money"]
    assert [one.value for one in amounts] == [2000, 1000, 500, 300]
