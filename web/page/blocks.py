"""The Gradio blocks of the page: masthead, conversation, question box, notes.

The conversation calls `ask` on the server, which keeps nothing between two calls: the session's id
lives in the browser's tab, so that any process may answer.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assistant.message import MAX_CHARACTERS
from web.page.turns import Turn, take_turn
from web.rendering import render
from web.texts import load_texts

if TYPE_CHECKING:
    import gradio as gr

    from corpus import Policy
    from web.slot import AssistantSlot

# Run in the page by Gradio; what they call is static/page.js.
START = "conversation.start(element, server)"
ASK = "(message) => conversation.ask(message) ? '' : message"


def page_blocks(slot: AssistantSlot, policy: Policy) -> gr.Blocks:
    """The page, to be mounted; importing Gradio takes seconds and happens here."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr

    def ask(asked: object) -> Turn:
        return take_turn(slot, asked)

    def still(part: str) -> None:
        html = render(f"{part}.html", policy=policy)
        gr.HTML(html, elem_id=part, apply_default_css=False, js_on_load=None)

    texts = load_texts()["page"]
    blocks: gr.Blocks
    with gr.Blocks(title=texts["title"], analytics_enabled=False, fill_width=True) as blocks:
        still("masthead")
        gr.HTML(
            render("conversation.html"),
            elem_id="conversation",
            apply_default_css=False,
            js_on_load=START,
            server_functions=[ask],
        )
        question = gr.Textbox(
            elem_id="question",
            label=texts["question"],
            placeholder=texts["placeholder"],
            show_label=False,
            container=False,
            lines=1,
            max_lines=5,
            max_length=MAX_CHARACTERS,
            submit_btn=texts["send"],
        )
        still("notes")
        question.submit(None, question, question, js=ASK, api_visibility="private")
    return blocks
