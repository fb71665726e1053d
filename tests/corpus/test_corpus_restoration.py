import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import RestorationError
from corpus.policy import DEFAULT, POLICIES, read_source
from corpus.restoration import Decision, Edge, is_permutation, restore


def restored(raw: str, *decisions: Decision) -> str:
    """The restored text of a single raw line."""
    (line,) = restore(raw, decisions)
    return line.restored


def at(*edges: Edge) -> Decision:
    return Decision(1, "上一行止于“每月”", edges)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("每人每月 元；其他院校博士研究2000", "每人每月2000元；其他院校博士研究"),
        ("近 年往届毕业生 人左右，利用 年左右5 2000 5", "近5年往届毕业生2000人左右，利用5年左右"),
        ("颁发“人才 卡”VIP", "颁发“人才VIP卡”"),
        ("不低于 的比例80%", "不低于80%的比例"),
        (" \u3000两端的空白不算\f", "两端的空白不算"),
        ("没有缺漏的一行", "没有缺漏的一行"),
        ("", ""),
    ],
)
def test_displaced_groups_fill_the_gaps_in_order(raw: str, expected: str) -> None:
    assert restored(raw) == expected


def test_an_item_number_goes_to_the_start_of_its_line() -> None:
    assert restored("招聘原则。1.") == "1.招聘原则。"


def test_a_blank_before_the_run_is_a_gap_at_the_end() -> None:
    assert restored("每次评选 20") == "每次评选20"


def test_departments_stay_behind_the_text_that_they_follow() -> None:
    raw = "连续发放 年。5  （责任部门：市人社局）"
    assert restored(raw) == "连续发放5年。（责任部门：市人社局）"


@pytest.mark.parametrize(
    ("raw", "edges", "expected"),
    [
        ("万元的资助500", ("start",), "500万元的资助"),
        ("资助不超过500", ("end",), "资助不超过500"),
        ("年，资助 万元，最高3 10 30", ("start", "end"), "3年，资助10万元，最高30"),
    ],
)
def test_a_decision_says_at_which_edge_a_gap_lost_its_blank(
    raw: str, edges: tuple[Edge, ...], expected: str
) -> None:
    assert restored(raw, at(*edges)) == expected


def test_a_gap_at_the_edge_without_a_decision_is_refused_with_what_to_do() -> None:
    with pytest.raises(RestorationError) as refused:
        restore("第一行\n万元的资助500", ())
    message = str(refused.value)
    assert message.startswith("line 2:")
    assert "万元的资助500" in message
    assert "add a decision that says at which edge" in message


def test_more_gaps_than_groups_are_refused() -> None:
    with pytest.raises(RestorationError, match=r"line 1: 1 displaced groups for 2 gaps"):
        restore("每月 元，共 年2000", ())


def test_a_gap_with_nothing_to_fill_it_is_refused() -> None:
    with pytest.raises(RestorationError, match="line 1: a gap but nothing displaced"):
        restore("每人每月 元", ())


@pytest.mark.parametrize("raw", ["—— 6", "─────", "附件 3"])
def test_layout_lines_are_kept_apart(raw: str) -> None:
    (line,) = restore(raw, ())
    assert (line.layout, line.restored) == (True, "")


def test_a_whole_line_may_be_decided() -> None:
    whole = Decision(1, "序号移到了“吉”之后", restored="附件：1.吉林市实施办法")
    assert restored("附件： 吉1. 林市实施办法", whole) == "附件：1.吉林市实施办法"


@pytest.mark.parametrize(
    ("decision", "complaint"),
    [
        (Decision(1, "无", ("end",)), "line 1: a decision that changes nothing"),
        (Decision(1, "无", restored="每次评选20"), "line 1: a decision that changes nothing"),
        (Decision(3, "无", ("end",)), "line 3, which does not exist"),
        (Decision(0, "无", ("end",)), "line 0, which does not exist"),
        (Decision(2, " ", ("start",)), "line 2: a decision without a reason"),
        (Decision(2, "无", restored="600万元"), "is no permutation of"),
        (Decision(2, "无", ("start", "end")), "1 displaced groups for 2 gaps"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(decision: Decision, complaint: str) -> None:
    needed = [] if decision.line == 2 else [Decision(2, "上一行止于“最高”", ("start",))]
    with pytest.raises(RestorationError, match=re.escape(complaint)):
        restore("每次评选 20\n万元500", [decision, *needed])


def test_two_decisions_on_one_line_are_refused() -> None:
    with pytest.raises(RestorationError, match="same line"):
        restore("万元500", [at("start"), at("start")])


def test_permutation_looks_at_every_character_but_white_space() -> None:
    assert is_permutation("每月 元2000\f", "每月2000元")
    assert not is_permutation("每月 元2000", "每月200元")
    assert not is_permutation("每月 元2000", "每月20000元")


_HAN = st.text(alphabet="年月元万人每次奖励，。；“”", min_size=1, max_size=8)
_GROUP = st.from_regex(r"[0-9]{1,5}(?:\.[0-9]|%)?|[A-Z]{1,3}|[0-9]:[0-9]", fullmatch=True)


@given(
    st.lists(st.tuples(_HAN, _GROUP), min_size=1, max_size=5), _HAN, st.booleans(), st.booleans()
)
def test_whatever_was_displaced_comes_back(
    pairs: list[tuple[str, str]], last: str, at_start: bool, at_end: bool
) -> None:
    """Displace the groups of a text as the extraction does; restoring gives the text back."""
    words = [text for text, _ in pairs] + [last]
    groups = [group for _, group in pairs]
    if at_start:
        groups.insert(0, "2021")
    if at_end:
        groups.append("100")
    edges: tuple[Edge, ...] = (*(("start",) if at_start else ()), *(("end",) if at_end else ()))
    middle = groups[at_start : len(groups) - at_end]
    text = words[0] + "".join(g + w for g, w in zip(middle, words[1:], strict=True))
    text = ("2021" if at_start else "") + text + ("100" if at_end else "")
    raw = " ".join(words) + " ".join(groups)
    assert restored(raw, *([at(*edges)] if edges else [])) == text


def test_the_policy_is_restored_line_by_line() -> None:
    source = read_source(POLICIES / DEFAULT)
    lines = source.lines()
    assert "".join(line.raw + "\n" for line in lines)[:-1] == source.raw
    assert all(line.layout or is_permutation(line.raw, line.restored) for line in lines)
    text = "".join(line.restored for line in lines)
    for sentence in (
        "“985”“211”院校博士研究生、硕士研究生每人每月2000元；其他院校博士研究生",
        "其中市人才专项资金承担25%，用人单位所在县（市）区、开发区承担25%，用人单位承担50%。",
        "从2022年起每年从市本级财政预算中安排不少于1200万元",
        "若干政策措施（2.0版）》（吉发〔2021〕3号）文件中规定的人才类别标准中D类及以上人才",
        "面试成绩按1:1的比例确定拟录用人选",
        "推行“市县两级空余事业编制统筹使用+单列人才专项事业编制”双轨并行",
    ):
        assert sentence in text
