"""`python -m corpus check`: sound data pass, and every planted fault is found where it is."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.check import CORPUS, prove

RAW = "policies/jilin-2021/raw.txt"
DECISIONS = "policies/jilin-2021/decisions.yaml"
YOUNG = "questions/young/main.yaml"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "corpus", *arguments], capture_output=True, text=True, check=False
    )


def faults(folder: Path, name: str) -> list[str]:
    """What breaks one proof over a corpus folder; the proofs after it are not made."""
    return list(map(str, next(one for one in prove(folder) if one.name == name).faults))


def test_the_shipped_corpus_is_sound() -> None:
    ended = run("check")
    assert ended.returncode == 0, ended.stdout
    lines = ended.stdout.splitlines()
    assert len(lines) >= 15
    assert all(line.endswith(": ok") and re.search(r"\d", line) for line in lines)
    assert any("175 nodes" in line for line in lines)


def test_a_fault_gives_its_place_and_status_1(corpus_copy: Any) -> None:
    corpus_copy.replace(RAW, "（聘） 人1300", "（聘） 人1400")
    corpus_copy.reseal()
    ended = run("--folder", str(corpus_copy.folder), "check")
    assert ended.returncode == 1
    place = re.escape(f"{corpus_copy.folder / RAW}:80: ")  # of the sum that is wrong now
    assert re.search(rf"^{place}main/4: .*2000 / 2000 / 2100", ended.stdout, re.MULTILINE)


def test_a_changed_digit_breaks_the_checksum(corpus_copy: Any) -> None:
    corpus_copy.replace(RAW, "（聘） 人1300", "（聘） 人1400")
    (fault,) = faults(corpus_copy.folder, "text")
    assert fault.startswith(f"{corpus_copy.folder / RAW}:1: ")
    assert "checksum" in fault


@pytest.mark.parametrize(
    ("old", "new", "clause_id"),
    [
        ("25% 25%", "25% 20%", "annex3/4.1"),
        ("力争干部人才回调5000 500", "力争干部人才回调5000 600", "annex6/1"),
        ("（三）返乡人才回流，每年 人左右200", "（三）返乡人才回流，每年 人左右300", "annex6/1"),
        ("期限3 400", "期限3 300", "main/16"),
    ],
)
def test_a_changed_figure_contradicts_another(
    corpus_copy: Any, old: str, new: str, clause_id: str
) -> None:
    corpus_copy.replace(RAW, old, new)
    corpus_copy.reseal()
    found = faults(corpus_copy.folder, "figures agree")
    assert any(f": {clause_id}: " in one for one in found)


def test_a_dropped_line_is_noticed_by_the_decisions(corpus_copy: Any) -> None:
    lines = (corpus_copy.folder / RAW).read_text(encoding="utf-8").split("\n")
    (corpus_copy.folder / RAW).write_text("\n".join(lines[:50] + lines[52:]), encoding="utf-8")
    corpus_copy.reseal()
    (fault,) = faults(corpus_copy.folder, "text")
    assert re.search(r"decisions\.yaml:88: does not start with", fault)


def test_a_dropped_heading_leaves_a_hole(corpus_copy: Any) -> None:
    corpus_copy.replace(RAW, "四、组织保障", "")
    corpus_copy.reseal()
    (fault,) = faults(corpus_copy.folder, "text")
    assert "annex6: expected number 5, found '（一）加强统筹" in fault
    line = int(re.findall(r"raw\.txt:(\d+):", fault)[0])
    raw = (corpus_copy.folder / RAW).read_text(encoding="utf-8").split("\n")
    assert "（一）加强统筹" in raw[line - 1]


def test_a_removed_decision_leaves_a_line_that_cannot_be_restored(corpus_copy: Any) -> None:
    path = corpus_copy.folder / DECISIONS
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"  - line: 503\n(?:    .*\n)+", "", text), encoding="utf-8")
    (fault,) = faults(corpus_copy.folder, "text")
    assert f"{RAW}:503: " in fault
    assert "add a decision" in fault


def test_a_decision_without_a_reason_is_refused(corpus_copy: Any) -> None:
    corpus_copy.replace(DECISIONS, "reason: “3000元—5000元”", "reason: ' ' # “3000元—5000元”")
    (fault,) = faults(corpus_copy.folder, "text")
    assert f"{RAW}:228: a decision without a reason" in fault


def test_a_wrong_decision_leaves_figures_without_units(corpus_copy: Any) -> None:
    line = corpus_copy.replace(DECISIONS, "edges: [end]", "edges: [start]")  # of line 88
    assert line < 12
    (fault,) = faults(corpus_copy.folder, "no blank left, no characters out of place")
    assert f"{RAW}:88: main/4: 3 belongs to no figure" in fault


def test_letters_out_of_place_are_found(corpus_copy: Any) -> None:
    lines = (corpus_copy.folder / RAW).read_text(encoding="utf-8").split("\n")
    number, raw = next((n, one) for n, one in enumerate(lines, 1) if one.endswith("体VIP"))
    wrong = raw.strip().replace(" ", "")
    decision = (
        f'  - {{line: {number}, starts: "{raw.strip()[:4]}", restored: "{wrong}", reason: 错}}\n'
    )
    corpus_copy.replace(DECISIONS, "# Lines that belong", f"{decision}# Lines that belong")
    (fault,) = faults(corpus_copy.folder, "no blank left, no characters out of place")
    assert f"{RAW}:{number}: " in fault
    assert "'VIP' is out of place" in fault


def test_a_blank_in_a_decided_line_is_found(corpus_copy: Any) -> None:
    corpus_copy.replace(DECISIONS, "restored: 附件：1.吉", "restored: 附件：1. 吉")
    (fault,) = faults(corpus_copy.folder, "no blank left, no characters out of place")
    assert f"{RAW}:566: a blank is left" in fault
    (fault,) = faults(corpus_copy.folder, "no white space but between paragraphs")
    assert f"{RAW}:566: main/annexes" in fault


def test_layout_is_exactly_what_it_should_be(corpus_copy: Any) -> None:
    corpus_copy.replace(RAW, "四、组织保障", "\u3000— —  40  \n四、组织保障")
    corpus_copy.reseal()
    (fault,) = faults(corpus_copy.folder, "nothing added, nothing lost")
    assert "3 page marks, not 2" in fault


def test_a_lost_annex_is_noticed(corpus_copy: Any) -> None:
    corpus_copy.replace(RAW, "附件 6", "")
    corpus_copy.reseal()
    (fault,) = faults(corpus_copy.folder, "text")
    assert "annex5: expected number 4, found '一、目标任务" in fault


def test_a_clause_too_few_is_counted(corpus_copy: Any) -> None:
    text = (corpus_copy.folder / RAW).read_text(encoding="utf-8")
    start, end = text.index("（三）强化宣传，营造氛围"), text.index("──────")
    (corpus_copy.folder / RAW).write_text(text[:start] + text[end:], encoding="utf-8")
    corpus_copy.reseal()
    (count,) = faults(corpus_copy.folder, "nodes and their ids")
    assert "174 clauses, not 175" in count
    questions = faults(corpus_copy.folder, "questions spread evenly")
    assert any("annex6/4.3 is no clause" in one for one in questions)


def test_an_annex_of_another_article_is_noticed(corpus_copy: Any) -> None:
    corpus_copy.replace("policies/jilin-2021/policy.yaml", "annex2: main/5", "annex2: main/6")
    (fault,) = faults(corpus_copy.folder, "annexes listed and of their articles")
    assert "policy.yaml:1: annex2 has the article main/6" in fault


def test_an_annex_under_another_title_is_noticed(corpus_copy: Any) -> None:
    corpus_copy.replace(RAW, "吉林市“乡村人才振兴", "吉林市“农村人才振兴")
    corpus_copy.reseal()
    (fault,) = faults(corpus_copy.folder, "annexes listed and of their articles")
    assert re.search(r"raw\.txt:\d+: annex2/0: 吉林市“乡村人才振兴行动”实施办法 is not in", fault)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("“松花江英才”荣誉", "“松花江英才荣誉", "“ is not closed"),
        ("（含配偶、", "含配偶、", "） closes nothing"),
        ("《吉林市人才公寓", "〔吉林市人才公寓", "》 closes nothing"),
    ],
)
def test_marks_without_their_partner_are_found(
    corpus_copy: Any, old: str, new: str, what: str
) -> None:
    line = corpus_copy.replace(RAW, old, new)
    corpus_copy.reseal()
    found = faults(corpus_copy.folder, "“” （） 〔〕 《》 in pairs")
    assert any(what in one for one in found)
    assert any(abs(int(re.findall(r"raw\.txt:(\d+)", one)[0]) - line) <= 2 for one in found)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("（牵头部门：市工信局；", "（牵头部门：市工信；", "'市工信' is no name of a department"),
        ("（牵头部门：市工信局；", "（牵头部门；市工信局；", "牵头部门 is not read"),
        ("（牵头部门：市工信局；", "，牵头部门：市工信局；", "牵头部门 is not read"),
        ("（牵头部门：市工信局；", "（牵头部门：；", "'' is no name of a department"),
    ],
)
def test_departments_that_are_not_read_are_found(
    corpus_copy: Any, old: str, new: str, what: str
) -> None:
    corpus_copy.replace(RAW, old, new)
    corpus_copy.reseal()
    assert what in "\n".join(faults(corpus_copy.folder, "departments read"))


def test_questions_of_unknown_clauses_and_headings_are_found(corpus_copy: Any) -> None:
    line = corpus_copy.append(YOUNG, "main/99:\n- 这条有吗\nmain/s1:\n- 标题能问吗\n")
    unknown, heading = faults(corpus_copy.folder, "questions spread evenly")
    assert f"{YOUNG}:{line + 1}: main/99 is no clause" in unknown
    assert f"{YOUNG}:{line + 3}: main/s1 is a bare heading" in heading


def test_a_question_that_stands_twice_is_found(corpus_copy: Any) -> None:
    path = corpus_copy.folder / YOUNG
    first = path.read_text(encoding="utf-8").split("- ", 1)[1].split("\n")[0].strip("'\"")
    line = corpus_copy.replace(
        "questions/office/annex1.yaml", "annex1/1:\n", f"annex1/1:\n  - '{first}！'\n"
    )
    (fault,) = faults(corpus_copy.folder, "no question twice")
    places = sorted(re.findall(r"(\w+/\w+\.yaml):(\d+)", fault))
    assert ("office/annex1.yaml", str(line + 1)) in places
    assert any(name == "young/main.yaml" for name, _ in places)


def test_a_clause_that_stands_twice_in_a_file_is_found(corpus_copy: Any) -> None:
    line = corpus_copy.append(YOUNG, "main/17:\n- 只剩这一问\n")
    (fault,) = faults(corpus_copy.folder, "questions")
    assert fault.endswith(f"{YOUNG}:{line}: main/17 stands twice")


def test_a_question_copied_from_the_policy_is_found(corpus_copy: Any) -> None:
    line = corpus_copy.replace(
        YOUNG, "main/17:\n", "main/17:\n  - 推荐选拔10个优秀创业团队，给予创业资助\n"
    )
    assert faults(corpus_copy.folder, "no question copied from the policy") == []
    corpus_copy.replace(YOUNG, "队，给予创业资助", "队，给予10万元—50万元创业资助？")
    (fault,) = faults(corpus_copy.folder, "no question copied from the policy")
    assert f"{YOUNG}:{line + 1}: " in fault


def test_clauses_asked_about_too_little_or_too_much_are_found(corpus_copy: Any) -> None:
    for path in (corpus_copy.folder / "questions").glob("*/annex6.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"annex6/0:\n(?: *- .*\n)+", "", text), encoding="utf-8")
    many = "".join(f"  - 问题{n}\n" for n in range(40))
    corpus_copy.replace(YOUNG, "main/17:\n", f"main/17:\n{many}")
    found = "\n".join(faults(corpus_copy.folder, "questions spread evenly"))
    assert "annex6/0 has 0 questions, not 8" in found
    assert re.search(r"main/18 has \d+ questions, another \d+", found)


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("lay:\n- {say: [发红包], means: [红包补贴]}\n", "'红包补贴' is not in the policy"),
        ("misspelling:\n- {say: [生活补贴], means: [补贴]}\n", "'生活补贴' is in the policy"),
        ("lay:\n- {say: [甲乙丙, 甲乙丙], means: [购房]}\n", "'甲乙丙' twice"),
        ("slang:\n- {say: [甲乙丙], means: [购房]}\n", "unknown kind 'slang'"),
        ("lay:\n- {say: [甲乙丙, means: [购房]}\n", "glossary.yaml:2: "),
    ],
)
def test_glossary_entries_that_break_a_rule_are_found(
    corpus_copy: Any, entry: str, what: str
) -> None:
    (corpus_copy.folder / "glossary.yaml").write_text(entry, encoding="utf-8")
    proof = next(one for one in prove(corpus_copy.folder) if one.name.startswith("glossary"))
    assert any(what in str(one) and "glossary.yaml:" in str(one) for one in proof.faults)


def test_a_pattern_that_does_not_compile_is_found(corpus_copy: Any) -> None:
    line = corpus_copy.append("scope/unsafe.yaml", "- kind: forgery\n  patterns:\n  - '假(合同'\n")
    (fault,) = faults(corpus_copy.folder, "scope patterns")
    assert f"unsafe.yaml:{line + 2}: '假(合同' does not compile" in fault


@pytest.mark.parametrize(
    ("file", "entry", "said"),
    [
        ("unsafe.yaml", "- kind: forgery\n  patterns:\n  - '弄虚作.行为'\n", "annex1/3.2.2.3"),
        ("unsafe.yaml", "- kind: forgery\n  patterns: [一责任人，每年]\n", "main/31"),
    ],
)
def test_a_pattern_that_takes_the_policys_own_words_is_found(
    corpus_copy: Any, file: str, entry: str, said: str
) -> None:
    line = corpus_copy.append(f"scope/{file}", entry)
    found = faults(corpus_copy.folder, "scope leaves the policy's own words alone")
    (fault,) = [one for one in found if said in one]
    assert int(re.findall(rf"{file}:(\d+):", fault)[0]) >= line


def test_an_absent_benefit_that_the_policy_has_is_found(corpus_copy: Any) -> None:
    line = corpus_copy.replace("scope/absent.yaml", "公积金贷款", "创业担保贷款")
    found = faults(corpus_copy.folder, "scope leaves the policy's own words alone")
    assert any(
        f"absent.yaml:{line}: benefit: '创业担保贷款' is said in main/16" in f for f in found
    )


def test_the_restored_text_is_printed_with_its_line_numbers() -> None:
    lines = run("restored").stdout.splitlines()
    assert "  88  职工作3年；鼓励支持全市规上民营企业每年自主招聘700" in lines
    assert len(lines) == (CORPUS / RAW).read_text(encoding="utf-8").count("\n") + 1


def test_the_clauses_are_listed_in_order() -> None:
    lines = run("clauses").stdout.splitlines()
    assert len(lines) == 175
    assert lines[0].split()[:3] == ["main/0", "preamble", "正文前言"]
    assert "annex1/3.2.1.1" in "".join(lines)
