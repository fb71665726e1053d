"""The link of the calculator's form page, and what leaves the browser: no name, no foreign host."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from calculator_form import GRADUATE, answer_as_graduate, open_page, question, the_sum
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_web_page import PHONE
from web_server import Server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Page:
    return open_page(context, server)


def test_a_link_restores_everything_and_holds_no_name(
    page: Page, context: BrowserContext, server: Server
) -> None:
    answer_as_graduate(page)
    question(page, "bought_home_in_city").get_by_role("button", name="不清楚").click()
    expect(the_sum(page)).to_contain_text("120,000 元")
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator("#copied")).to_have_text("链接已复制")
    link = page.evaluate("navigator.clipboard.readText()")
    said = parse_qs(urlsplit(link).fragment)
    assert said["school_tier"] == ["985_211"]
    assert said["skip"] == ["bought_home_in_city"]
    assert "school" not in said
    assert "吉林大学" not in page.evaluate("text => decodeURIComponent(text)", link)
    assert urlsplit(link).query == ""
    other = open_page(context, server, urlsplit(link).fragment)
    expect(the_sum(other)).to_have_text("可以确定领取 120,000 元")
    expect(
        question(other, "employer").get_by_role("button", name="本市规模以上民营企业")
    ).to_have_attribute("aria-pressed", "true")
    expect(question(other, "contract_years").get_by_role("textbox")).to_have_value("5")
    expect(question(other, "bought_home_in_city")).to_contain_text("已跳过")


def test_the_facts_of_a_link_are_never_in_an_address_that_is_asked_for(
    context: BrowserContext, server: Server
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    expect(the_sum(open_page(context, server, GRADUATE))).to_contain_text("120,000 元")
    assert not [url for url in asked if "master" in urlsplit(url)._replace(fragment="").geturl()]


def test_what_a_link_has_that_is_unknown_is_left_out_and_said(
    context: BrowserContext, server: Server
) -> None:
    page = open_page(context, server, GRADUATE + "&shoe_size=42&degree2=x&age=1000")
    expect(page.locator("#notice")).to_contain_text("有 3 项认不出")
    expect(the_sum(page)).to_contain_text("120,000 元")


def test_answers_outlive_a_reload_and_can_be_cleared(page: Page) -> None:
    answer_as_graduate(page)
    expect(the_sum(page)).to_contain_text("120,000 元")
    page.reload()
    expect(the_sum(page)).to_contain_text("120,000 元")
    page.get_by_role("button", name="清空重填").click()
    expect(page.get_by_role("button", name="高校毕业生")).to_be_focused()
    page.reload()
    expect(page.locator("#questions")).to_be_hidden()


def test_what_follows_from_a_school_comes_without_its_name(client: httpx.Client) -> None:
    told = client.post("/calculator/school", json={"school": "吉林大学"}).json()
    assert told["facts"]["school_tier"] == "985_211"
    assert told["notes"] == []
    unknown = client.post("/calculator/school", json={"school": "没有这所大学啊"}).json()
    assert unknown["facts"] == {}
    assert unknown["notes"]
    assert client.post("/calculator/school", json={"school": " "}).status_code == 422


def test_nothing_is_asked_of_another_server(context: BrowserContext, server: Server) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{server.url}/calculator")
    answer_as_graduate(page)
    expect(the_sum(page)).to_contain_text("120,000 元")
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(server.url).netloc}
    assert wrong == []
