"""Steps at the calculator's form page, for its tests."""

from playwright.sync_api import BrowserContext, Locator, Page, expect
from web_server import Server

GRADUATE = (
    "v=1&who=graduate&degree=master&full_time_study=true&school_tier=985_211"
    "&years_since_graduation=0.5&employer=private_above_scale&first_job=true&contract_years=5"
    "&social_insurance=true&years_worked=2"
)


def open_page(context: BrowserContext, server: Server, fragment: str = "") -> Page:
    page = context.new_page()
    page.goto(f"{server.url}/calculator" + (f"#{fragment}" if fragment else ""))
    expect(page.locator("#form")).to_be_visible()
    return page


def choose(page: Page, group: str) -> None:
    page.get_by_role("button", name=group).click()
    expect(question(page, "degree")).to_be_visible()


def question(page: Page, fact: str) -> Locator:
    return page.locator(f"#q-{fact}")


def tap(page: Page, fact: str, choice: str) -> Locator:
    button = question(page, fact).get_by_role("button", name=choice, exact=True)
    button.click()
    return button


def fill(page: Page, fact: str, value: str) -> None:
    question(page, fact).get_by_role("textbox").fill(value)
    question(page, fact).get_by_role("textbox").press("Enter")


def the_sum(page: Page) -> Locator:
    return page.locator(".sum-line")


def line(page: Page, programme: str) -> Locator:
    return page.locator(f"li.line:has(> [data-key='{programme}'])")


def answer_as_graduate(page: Page) -> None:
    choose(page, "高校毕业生")
    tap(page, "degree", "硕士")
    tap(page, "full_time_study", "是全日制")
    fill(page, "school", "吉林大学")
    fill(page, "years_since_graduation", "0.5")
    tap(page, "employer", "本市规模以上民营企业")
    tap(page, "first_job", "是")
    fill(page, "contract_years", "5")
    tap(page, "social_insurance", "是")
    fill(page, "years_worked", "2")
