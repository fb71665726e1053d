"""The calculator's form page in a real browser, on a phone and on a desk."""

import re
from collections.abc import Iterator

import httpx
import pytest
from calculator_form import (
    GRADUATE,
    answer_as_graduate,
    choose,
    fill,
    line,
    open_page,
    question,
    tap,
    the_sum,
)
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from test_web_page import DESK, PHONE, assert_accessible, assert_fits
from web_server import Server

from corpus import load_policy
from corpus.rulebook import load_rulebook
from web.calculator.groups import load_groups

CONTRADICTION = "v=1&who=returner&school_tier=985_211&double_first_class=false"


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport=request.param)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Page:
    return open_page(context, server)


def test_a_graduate_reads_the_sum_and_when_it_is_paid(page: Page) -> None:
    answer_as_graduate(page)
    expect(the_sum(page)).to_have_text("可以确定领取 120,000 元")
    cells = page.locator("#timeline td .payment")
    expect(cells).to_have_count(5)
    expect(cells.nth(1)).to_have_text("24,000已到时间")
    expect(cells.nth(2)).to_have_text("24,000")
    expect(page.locator("#timeline thead th")).to_have_text(
        ["第1年", "第2年", "第3年", "第4年", "第5年"]
    )
    expect(question(page, "school")).to_contain_text("已认出：其他“985”“211”院校")
    assert_fits(page)


def test_the_bar_on_a_phone_shows_the_sum_and_leads_to_the_results(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = open_page(context, server, GRADUATE)
    expect(page.locator("#bar")).to_contain_text("120,000 元")
    page.get_by_role("button", name="看结果", exact=True).click()
    expect(the_sum(page)).to_be_in_viewport()
    page.get_by_role("button", name="接着答").click()
    expect(page.get_by_role("heading", name="回答问题")).to_be_in_viewport()
    context.close()


def test_the_table_says_of_every_programme_how_it_stands(page: Page) -> None:
    answer_as_graduate(page)
    living = line(page, "graduate-living-subsidy")
    living.locator("summary").click()
    expect(living).to_contain_text("2000元/月 × 12月 × 5年 = 120000元")
    expect(living.locator(".conditions li.met").first).to_be_visible()
    expect(living).to_contain_text("由企业申请")
    expect(line(page, "graduate-housing-subsidy")).to_be_visible()
    listed = page.locator("li.line > details").evaluate_all(
        "all => all.map(one => one.dataset.key)"
    )
    assert sorted(listed) == sorted(load_rulebook().programmes)


def test_what_is_missing_is_asked_by_a_tap(page: Page) -> None:
    answer_as_graduate(page)
    missing = line(page, "hometown-graduate-living-subsidy").locator(".missing")
    wanted = load_rulebook().facts["jilin_city_origin"]
    missing.get_by_role("button", name=wanted.title, exact=True).click()
    expect(question(page, "jilin_city_origin")).to_be_in_viewport()
    expect(question(page, "jilin_city_origin")).to_be_focused()


def test_an_answer_is_taken_back_by_a_second_tap(page: Page) -> None:
    choose(page, "高校毕业生")
    button = tap(page, "degree", "博士")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#progress")).to_contain_text("已答 1 题")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#progress")).to_contain_text("已答 0 题")


def test_further_questions_come_when_the_group_has_been_asked(
    context: BrowserContext, server: Server
) -> None:
    page = open_page(context, server)
    page.get_by_role("button", name="培训机构").click()
    expect(page.locator("#further")).to_be_hidden()
    tap(page, "training_org_selected", "是")
    expect(the_sum(page)).to_contain_text("元")
    page.get_by_role("button", name="换一类").click()
    page.get_by_role("button", name="乡村人才").click()
    page.locator("#cards .skip-question").first.wait_for()
    while (left := page.locator("#cards .question:not(.is-done) .skip-question")).count():
        left.first.click()
    further = page.locator("#further-cards .question:not(.is-done)")
    expect(further).to_have_count(1)
    asked = further.get_attribute("id")
    further.locator(".skip-question").click()
    expect(further).not_to_have_attribute("id", asked or "")
    expect(further).to_have_count(1)


def test_a_clause_opens_in_a_dialog_with_its_own_words(
    context: BrowserContext, server: Server
) -> None:
    page = open_page(context, server, GRADUATE)
    living = line(page, "graduate-living-subsidy")
    living.locator("summary").click()
    link = living.locator(".detail-citations [data-clause='annex1/3.2.1.1']")
    clause = load_policy()["annex1/3.2.1.1"]
    expect(link).to_have_text(clause.label)
    assert link.get_attribute("href") == "/policy#annex1/3.2.1.1"
    link.click()
    dialog = page.get_by_role("dialog", name=clause.label)
    expect(dialog).to_contain_text("硕士研究生每人每月2000元")
    whole = dialog.get_by_role("link", name="在全文中查看")
    assert whole.get_attribute("href") == "/policy#annex1/3.2.1.1"
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_a_refused_answer_is_said_at_its_question(context: BrowserContext, server: Server) -> None:
    page = open_page(context, server, CONTRADICTION)
    wrong = question(page, "school_tier")
    expect(wrong.get_by_role("alert")).to_contain_text("“985”“211”院校都是“双一流”院校")
    expect(wrong).to_have_attribute("aria-describedby", re.compile("error"))
    page.get_by_role("button", name="去改这一项").click()
    expect(wrong).to_be_in_viewport()
    assert_accessible(page)
    tap(page, "double_first_class", "是")
    expect(wrong.get_by_role("alert")).to_be_hidden()
    expect(the_sum(page)).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "said"), [("很久", "请填数字"), ("100", "请填 0 到 60 之间的数")]
)
def test_a_number_that_is_none_is_said_at_once(page: Page, typed: str, said: str) -> None:
    choose(page, "高校毕业生")
    fill(page, "contract_years", typed)
    expect(question(page, "contract_years").get_by_role("alert")).to_contain_text(said)
    fill(page, "contract_years", "５")
    expect(question(page, "contract_years").get_by_role("alert")).to_be_hidden()


def test_a_lost_connection_is_said_and_can_be_tried_again(
    page: Page, context: BrowserContext
) -> None:
    choose(page, "高校毕业生")
    expect(the_sum(page)).to_be_visible()
    context.set_offline(True)
    tap(page, "degree", "硕士")
    expect(page.locator("#problem")).to_contain_text("没有连上服务器")
    context.set_offline(False)
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator("#problem")).to_be_hidden()


def test_the_page_works_by_keyboard_alone(context: BrowserContext, server: Server) -> None:
    page = open_page(context, server)

    def reach(wanted: Locator) -> None:
        for _ in range(120):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {wanted}")

    reach(page.get_by_role("button", name="技能人才"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="回答问题")).to_be_focused()
    expect(question(page, "craftsman_selected")).to_be_visible()
    reach(question(page, "craftsman_selected").get_by_role("button", name="是", exact=True))
    page.keyboard.press("Space")
    expect(the_sum(page)).to_have_text("可以确定领取 30,000 元")
    expect(page.locator("#announce")).to_contain_text("可以确定领取 30,000 元")
    reach(line(page, "jiangcheng-craftsman").locator("summary"))
    page.keyboard.press("Enter")
    link = line(page, "jiangcheng-craftsman").locator("[data-clause]").first
    reach(link)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_the_page_is_accessible_in_every_state(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert_accessible(page)
    answer_as_graduate(page)
    expect(the_sum(page)).to_contain_text("120,000 元")
    for details in page.locator(".group > details, .group .rest").all():
        details.locator("> summary").click()
    line(page, "graduate-living-subsidy").locator("summary").click()
    assert_accessible(page)
    assert_fits(page)


def test_without_script_the_page_leads_to_the_text_and_the_hotline(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/calculator")
    notice = page.locator("noscript .notice")
    expect(notice).to_contain_text("12345")
    expect(notice.get_by_role("link")).to_have_attribute("href", "/policy")
    expect(page.locator("#form")).to_be_hidden()
    context.close()


def test_on_paper_stand_the_results_alone(context: BrowserContext, server: Server) -> None:
    page = open_page(context, server, GRADUATE)
    expect(the_sum(page)).to_contain_text("120,000 元")
    page.emulate_media(media="print")
    expect(page.locator("#form")).to_be_hidden()
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator("#given")).to_contain_text("学历：硕士")
    expect(page.locator("#outcome")).to_contain_text("测算结果以主管部门审核为准")


def test_the_pages_lead_to_one_another(client: httpx.Client) -> None:
    for path in ("/calculator", "/policy"):
        links = re.findall(r'class="masthead-link" href="([^"]+)"', client.get(path).text)
        assert links == ["/", "/calculator", "/policy"]


def test_every_group_begins_with_questions() -> None:
    for group in load_groups():
        assert group.facts
        assert len(set(group.facts)) == len(group.facts)
