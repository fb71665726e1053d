import pytest

from corpus import Department, Policy, load_policy
from corpus.departments import departments, without_departments


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy()


def test_roles_are_read_in_order() -> None:
    text = "奖励企业家。（牵头部门：市工信局；配合部门：市科技局、市财政局）"
    assert departments(text) == (
        Department("市工信局", "牵头"),
        Department("市科技局", "配合"),
        Department("市财政局", "配合"),
    )
    assert without_departments(text) == "奖励企业家。"


def test_names_with_an_enumeration_comma_stay_whole(policy: Policy) -> None:
    assert policy["annex1/3.2.2.3"].departments == (
        Department("各县（市）区、开发区人社部门", "牵头"),
        Department("各县（市）区、开发区财政和审计部门", "配合"),
    )
    assert policy["annex1/3.2.2.1"].departments == (Department("市、县两级人社局", "责任"),)
    assert policy["annex1/3.1.3.2"].departments == (
        Department("市委编办", "牵头"),
        Department("各县（市）区委编办", "配合"),
    )


def test_a_comma_separates_names_too(policy: Policy) -> None:
    assert policy["annex3/4.4"].departments == (
        Department("市科技局", "牵头"),
        Department("市工信局", "配合"),
        Department("各县（市）区、开发区", "配合"),
    )


def test_a_lead_that_is_named_in_prose_counts(policy: Policy) -> None:
    assert policy["annex5/3.1"].departments == (Department("市人社局", "牵头"),)
    assert policy["annex1/3.1.1.1"].departments == (Department("市委组织部", "牵头"),)


def test_a_bracket_that_names_no_department_stays() -> None:
    text = "可入住市人才公寓。（此项政策与生活补贴政策不得重复兼得）"
    assert departments(text) == ()
    assert without_departments(text) == text


def test_a_clause_without_departments_has_none(policy: Policy) -> None:
    assert policy["annex1/3.2.1.1"].departments == ()
