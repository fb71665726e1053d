"""The graduates' page in a real browser, on a phone and on a desk."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from web_server import Server

from corpus import load_policy
from web.texts import load_texts

QUESTION = "硕士去规上民营企业，每月生活补贴多少？"
PHONE: Any = {"width": 360, "height": 740}
DESK: Any = {"width": 1280, "height": 800}


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport=request.param)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Page:
    opened = context.new_page()
    opened.goto(server.url)
    expect(question_box(opened)).to_be_visible()
    return opened


def question_box(page: Page) -> Any:
    return page.get_by_label("您的问题")


def ask(page: Page, question: str) -> Any:
    """Type a question; the turn that answers it."""
    before = page.locator(".turn").count()
    question_box(page).fill(question)
    question_box(page).press("Enter")
    turn = page.locator(".turn").nth(before)
    expect(turn.locator(".answer, .notice")).to_be_visible()
    return turn


def assert_accessible(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    grave = [one for one in violations if one["impact"] in ("serious", "critical")]
    assert grave == []


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_question_is_answered_with_the_clause_in_its_context(
    page: Page, context: BrowserContext
) -> None:
    turn = ask(page, QUESTION)
    expect(turn.locator(".asked")).to_contain_text(QUESTION)
    quote = turn.locator("figure.quote").first
    expect(quote).to_contain_text("硕士研究生每人每月2000元")
    assert_fits(page)
    with context.expect_page() as opened:
        quote.get_by_role("link").click()
    policy = opened.value
    policy.wait_for_load_state()
    assert urlsplit(policy.url).fragment == "annex1/3.2.1.1"
    clause = policy.locator("[id='annex1/3.2.1.1']")
    expect(clause).to_be_in_viewport()
    expect(clause).to_contain_text("附件1第三部分（二）第1项第（1）目")
    marked = clause.evaluate("element => getComputedStyle(element).backgroundColor")
    plain = policy.locator("[id='annex1/3.2.1.2']")
    assert marked != plain.evaluate("element => getComputedStyle(element).backgroundColor")
    expect(plain).to_be_in_viewport()
    assert_fits(policy)


def test_marks_in_the_answer_lead_to_the_clause(page: Page) -> None:
    mark = ask(page, QUESTION).locator("a.mark").first
    expect(mark).to_have_text("1")
    assert mark.get_attribute("href") == "/policy#annex1/3.2.1.1"


def test_departments_in_charge_are_named(page: Page) -> None:
    expect(ask(page, "大学生创业有哪些扶持？")).to_contain_text("市人社局")


def test_an_example_is_asked_by_a_tap(page: Page) -> None:
    chip = page.locator(".welcome [data-ask]").first
    wanted = chip.inner_text()
    chip.click()
    turn = page.locator(".turn")
    expect(turn.locator(".answer")).to_be_visible()
    expect(turn.locator(".asked")).to_contain_text(wanted)


def test_a_suggestion_is_asked_by_a_tap(page: Page) -> None:
    turn = ask(page, "你好")
    turn.locator(".suggestions [data-ask]").first.click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last.locator(".answer")).to_be_visible()


def test_an_unreadable_question_gets_a_friendly_word(page: Page) -> None:
    expect(ask(page, "\u200b\u200d")).to_contain_text("请输入您想问的问题")


def test_markup_in_a_question_is_only_text(page: Page) -> None:
    turn = ask(page, "<img src=x onerror=document.title='taken'>补贴有多少")
    expect(turn.locator(".asked")).to_contain_text("<img src=x")
    assert page.title() == load_texts()["page"]["title"]


def test_the_conversation_outlives_a_reload_and_can_be_cleared(page: Page) -> None:
    ask(page, QUESTION)
    page.reload()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator("figure.quote").first).to_contain_text("2000元")
    page.get_by_role("button", name="清空对话").click()
    expect(page.locator(".turn")).to_have_count(0)
    page.reload()
    expect(question_box(page)).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_a_follow_up_belongs_to_its_own_tab(page: Page, context: BrowserContext) -> None:
    ask(page, QUESTION)
    first = page.evaluate("JSON.parse(sessionStorage.conversation).session")
    other = context.new_page()
    other.goto(page.url)
    ask(other, QUESTION)
    assert other.evaluate("JSON.parse(sessionStorage.conversation).session") != first
    ask(page, "那买房呢？")
    assert page.evaluate("JSON.parse(sessionStorage.conversation).session") == first


def test_a_lost_connection_is_said_and_the_next_question_works(
    page: Page, context: BrowserContext
) -> None:
    context.set_offline(True)
    expect(ask(page, QUESTION)).to_contain_text("没有连上服务器")
    context.set_offline(False)
    expect(ask(page, QUESTION).locator(".answer")).to_be_visible()


def test_nothing_is_asked_of_another_server(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(server.url)
    ask(page, QUESTION)
    page.goto(server.url + "/policy")
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(server.url).netloc}
    assert wrong == []


def test_the_page_is_accessible_before_and_after_a_question(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert_accessible(page)
    ask(page, QUESTION)
    ask(page, "长春的人才补贴有多少？")
    assert_accessible(page)


def test_the_policy_page_is_accessible(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + "/policy#main/17")
    assert_accessible(page)
    assert_fits(page)


def test_the_question_box_stays_in_sight(page: Page) -> None:
    expect(question_box(page)).to_be_in_viewport()
    ask(page, "第十七条写了什么？")
    expect(question_box(page)).to_be_in_viewport()


def test_the_page_says_what_it_is_and_whom_to_call(page: Page) -> None:
    notes = page.get_by_role("complementary", name="关于本助手")
    policy = load_policy()
    for words in ("不是工作人员", "12345", policy.title, policy.issued, policy.version):
        expect(notes).to_contain_text(words)
    assert page.locator("footer").count() == 0


@pytest.mark.parametrize(
    "question",
    [one for group in load_texts()["page"]["examples"] for one in group["questions"]],
)
def test_every_example_has_an_answer(client: httpx.Client, question: str) -> None:
    reply = client.post("/api/v1/chat", json={"message": question}).json()
    assert reply["kind"] == "answer"
    assert reply["citations"]


def test_the_policy_page_holds_every_word_of_every_clause(client: httpx.Client) -> None:
    html = client.get("/policy").text
    for clause in load_policy():
        found = re.search(
            rf'<(section|header)[^>]* id="{re.escape(clause.id)}">(.*?)<a class="anchor"',
            html,
            re.DOTALL,
        )
        assert found, clause.id
        words = re.sub(r"<[^>]+>|\s", "", re.sub(r'<p class="part-name">.*?</p>', "", found[2]))
        assert words.replace("&#34;", '"') == re.sub(r"\s", "", clause.text)


def test_a_second_question_waits_in_the_box_while_the_first_is_answered(
    page: Page, context: BrowserContext
) -> None:
    context.route("**/component_server/**", lambda _: None)
    question_box(page).fill(QUESTION)
    question_box(page).press("Enter")
    expect(page.locator(".pending")).to_be_visible()
    expect(question_box(page)).to_have_value("")
    question_box(page).fill("那买房呢？")
    question_box(page).press("Enter")
    expect(question_box(page)).to_have_value("那买房呢？")
    expect(page.locator(".turn")).to_have_count(1)
    context.unroute_all(behavior="ignoreErrors")
