"""What the last check lets through, what it stops, and what is left then."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculator import calculate
from assistant.reply import Citation
from assistant.texts import load_texts
from assistant.verification import Evidence, Fault, faults, still_cited, without_faulty
from corpus import load_policy

POLICY = load_policy()
DAY = date(2026, 1, 15)
LIVING = "annex1/3.2.1.1"
HOUSING = "annex1/3.2.1.2"
ELIGIBLE = {
    "degree": "master", "school": "吉林大学", "employer": "private_above_scale",
    "contract_years": 5, "full_time_study": True, "first_job": True, "social_insurance": True,
    "years_since_graduation": 0, "applicant": "person",
}  # fmt: skip


def cite(*clause_ids: str, quote: str | None = None) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            n=n,
            clause_id=one,
            label=POLICY[one].label,
            quote=quote or POLICY[one].paragraphs[0],
            url="/policy",
        )
        for n, one in enumerate(clause_ids, start=1)
    )


def found(
    answer: str,
    citations: Sequence[Citation] = (),
    calculation: dict[str, Any] | None = None,
    said: tuple[str, ...] = (),
    **how: bool,
) -> tuple[Fault, ...]:
    clauses = [POLICY[one.clause_id] for one in citations if one.clause_id in POLICY]
    evidence = Evidence(
        clauses=tuple(part for one in clauses for part in (one.text, one.label)),
        calculation=calculation,
        said=said,
        as_of=DAY,
        policy_title=POLICY.title,
        policy_date=date.fromisoformat(POLICY.issued),
    )
    return faults(answer, citations, evidence, POLICY, **how)


def kinds(*args: Any, **how: Any) -> list[str]:
    return [one.kind for one in found(*args, **how)]


def living(**facts: Any) -> dict[str, Any]:
    known = {name: value for name, value in (ELIGIBLE | facts).items() if value is not None}
    dumped = calculate(known, programmes=["graduate-living-subsidy"], as_of=DAY).model_dump()
    return dict(dumped)


@pytest.mark.parametrize(
    "answer",
    [
        "每月2000元[1]。",
        "每月二千元[1]。",
        "每月2,000元[1]。",
        "0.2万元[1]",
        "连续发5年[1]",
        "本科每月500到1000元[1]",
        "可拨打12345咨询[1]。",
        "以2021年9月1日发布的政策为准[1]",
        "2021年的政策[1]",
        "截至2026年1月15日[1]",
        "按附件1第三部分（二）第1项第（1）目[1]",
        "1. 先申请[1]\n2. 再审核",
        "需要以下两项：\n\n- 合同\n- 社保[1]",
        "要满足三个条件：合同、社保、初次就业[1]。",
        "这两项不能同时享受[1]。",
        "本政策正文共三十三条，附件共六个[1]。",
        "政策有两种读法[1]",
        "“985”“211”院校[1]，985硕士",
        "依据《中共吉林市委关于激发人才创新活力助推实施“四六四五”发展战略的实施意见》[1]",
    ],
)
def test_what_the_cited_clause_carries_may_be_said(answer: str) -> None:
    assert found(answer, cite(LIVING)) == ()


@pytest.mark.parametrize(
    "answer",
    [
        "每月3000元[1]",
        "每月2000万元[1]",
        "每年2000元[1]",
        "2000元/年[1]",
        "每月两千五百元[1]",
        "2000%[1]",
        "2000[1]",
        "连续发放6年[1]",
        "连续发放60个月[1]",
        "连续发放五个月[1]",
        "工作满两年发放一次[1]",
        "每月500到1500元[1]",
        "一共12万[1]",
        "十百元[1]",
        "办理要15个工作日[1]",
        "电话0432-64831234[1]",
        "自2023年起[1]",
        "2026年12月31日前申请[1]",
        "每年评20名[1]",
        "八折[1]",
        "有三项补贴[1]",
    ],
)
def test_what_nothing_carries_may_not_be_said(answer: str) -> None:
    assert kinds(answer, cite(LIVING)) == ["figure"] * len(kinds(answer, cite(LIVING)))
    assert kinds(answer, cite(LIVING))


def test_shares_and_numbers_are_not_each_other() -> None:
    citations = cite("main/22")
    assert found("不低于百分之八十[1]", citations) == ()
    assert kinds("不低于80[1]", citations) == ["figure"]
    assert kinds("不低于80元[1]", citations) == ["figure"]


def test_the_calculation_carries_amounts_sums_and_payments() -> None:
    answer = "每月2000元，一年24000元，共120000元（12万元）：2000元/月 × 12月 × 5年 = 120000元[1]"
    assert found(answer, cite(LIVING), living()) == ()
    assert kinds(answer, cite(LIVING)) == ["figure", "figure", "figure", "figure", "figure"]
    assert kinds("共130000元[1]", cite(LIVING), living()) == ["figure"]


def test_a_number_without_unit_is_carried_by_calculation_and_words_alone() -> None:
    assert found("一共120000[1]", cite(LIVING), living()) == ()
    assert found("您说的35[1]", cite(LIVING), None, ("我35了",)) == ()
    assert kinds("35[1]", cite(LIVING)) == ["figure"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("签了7年合同", "您签了七年"),
        ("7", "您签了7年合同"),
        ("工资8000", "您每月8000元"),
        ("我22年毕业", "您2022年毕业"),
        ("去年毕业的", "您2025年毕业"),
        ("年薪15w", "您年薪15万元"),
    ],
)
def test_the_persons_own_words_carry(said: str, answer: str) -> None:
    assert found(answer, (), None, (said,)) == ()
    assert kinds(answer) == ["figure"]


def test_quotes_are_verbatim_within_one_paragraph() -> None:
    quote = "补贴连续发放5年，工作满一年发放一次。"
    citations = cite(LIVING, quote=quote)
    assert found(f"按条款[1]：\n\n> {quote}", citations) == ()
    assert found(f"> {quote}[1]", citations) == ()
    assert kinds(f"按条款[1]：\n\n> {quote.replace('满', '足')}", citations) == ["quote"]
    assert kinds(f"按条款[1]：\n\n> {quote.replace('5', '6')}", citations) == ["quote", "figure"]
    two = "".join(POLICY[HOUSING].paragraphs)
    assert set(kinds("见[1]", cite(HOUSING, quote=two))) == {"quote"}


def test_a_quote_of_another_clause_than_its_mark_is_a_fault() -> None:
    citations = cite(LIVING, HOUSING)
    quote = POLICY[HOUSING].paragraphs[0]
    assert kinds(f"见[1][2]\n\n> {quote}[1]", citations)[0] == "quote"
    assert found(f"见[1][2]\n\n> {quote}[2]", citations) == ()


def test_marks_and_citations_belong_together() -> None:
    assert kinds("见[1][2]", cite(LIVING)) == ["mark"]
    assert kinds("见[1-3]", cite(LIVING)) == ["mark", "mark"]
    assert kinds("没有引用", cite(LIVING)) == ["mark"]
    assert found("没有引用", cite(LIVING), is_part=True) == ()


def test_clauses_that_do_not_exist_are_faults() -> None:
    unknown = Citation(n=1, clause_id="annex9/1", label="附件9", quote="空", url="/policy")
    assert "clause" in kinds("见[1]", (unknown,))
    wrong = cite(LIVING)[0].model_copy(update={"label": "附件2第一部分"})
    assert kinds("见[1]", (wrong,)) == ["clause"]
    assert kinds("按第（四十）条[1]", cite(LIVING)) == ["clause"]
    assert kinds("按附件9[1]", cite(LIVING)) == ["clause"]
    assert kinds("按annex1/9.9[1]", cite(LIVING)) == ["clause"]
    assert found("没有“第五十条”。", (), None, ("第五十条写了什么",)) == ()


def test_figures_of_another_cited_clause_are_told_apart_by_mark() -> None:
    citations = cite(LIVING, HOUSING)
    mixed = "每月补贴10万元[1]。\n\n购房见另一条[2]。"
    assert kinds("补贴10万元[1]。\n\n购房见另一条[2]。", citations) == []
    assert kinds(mixed, citations, by_mark=True) == ["figure"]
    assert found("补2000元[1]。\n\n补10万元[2]。", citations, by_mark=True) == ()


@pytest.mark.parametrize(
    "answer",
    [
        "您符合规上民营企业毕业生生活补贴的条件[1]。",
        "规上民营企业毕业生生活补贴您可以领取[1]。",
        "您能享受“规上民营企业毕业生生活补贴”[1]。",
        "您符合条件，可以领取这项补贴[1]。",
        "您一定能领到[1]。",
    ],
)
def test_an_entitlement_that_the_calculation_denies_may_not_be_promised(answer: str) -> None:
    assert kinds(answer, cite(LIVING), living(contract_years=3)) == ["claim"]


@pytest.mark.parametrize(
    "answer",
    [
        "您不符合规上民营企业毕业生生活补贴的条件[1]。",
        "您现在还不能领规上民营企业毕业生生活补贴[1]。",
        "您现在还不能领规上民营企业毕业生生活补贴：工作满一年发放，届时可领2000元[1]。",
        "您还不能领，先签满五年，可领2000元[1]。",
        "如果签满五年，您可以领取规上民营企业毕业生生活补贴[1]。",
        "您是否符合规上民营企业毕业生生活补贴的条件，要看合同年限[1]。",
        "规上民营企业毕业生生活补贴由企业申请[1]。",
        "您能不能领取规上民营企业毕业生生活补贴？[1]",
        "符合条件的可以领取规上民营企业毕业生生活补贴[1]。",
    ],
)
def test_conditions_questions_and_denials_are_no_promise(answer: str) -> None:
    assert found(answer, cite(LIVING), living(contract_years=3)) == ()


def test_a_right_verdict_may_be_said_and_a_wrong_denial_not() -> None:
    title = "规上民营企业毕业生生活补贴"
    assert found(f"您符合“{title}”的条件，可领120000元[1]。", cite(LIVING), living()) == ()
    assert kinds(f"您不符合“{title}”的条件[1]。", cite(LIVING), living()) == ["claim"]


def test_the_paragraphs_with_a_fault_go_and_the_rest_stays() -> None:
    quote = "补贴连续发放5年，工作满一年发放一次。"
    answer = f"按条款[1]：\n\n> {quote}\n\n另外每月给9999元[1]。\n\n{load_texts()['tail']}"
    citations = cite(LIVING, quote=quote)
    kept = without_faulty(answer, found(answer, citations))
    assert kept == f"按条款[1]：\n\n> {quote}\n\n{load_texts()['tail']}"
    assert still_cited(kept, citations) == citations
    assert found(kept, citations) == ()


def test_a_lead_goes_with_its_quote_and_nothing_is_left() -> None:
    citations = cite(LIVING, quote="补贴连续发放5年")
    answer = f"按条款[1]：\n\n> 补贴连续发放8年\n\n{load_texts()['tail']}"
    assert without_faulty(answer, found(answer, citations)) is None
    assert without_faulty("每月9999元。", found("每月9999元。")) is None


def test_an_answer_without_fault_stays_as_it_is() -> None:
    assert without_faulty("您好\n\n\n再见", ()) == "您好\n\n\n再见"


@given(
    st.text(
        alphabet="0123456789一二万元年%月每第（）[]>附件条- \n您可以领取补贴。，：", max_size=60
    )
)
def test_any_answer_is_judged_and_what_is_kept_has_no_figure_fault(answer: str) -> None:
    citations = cite(LIVING)
    wrong = found(answer, citations)
    kept = without_faulty(answer, wrong)
    assert kept is None or len(kept) <= len(answer)
    for one in wrong:
        assert 0 <= one.start <= one.end <= len(answer)
