"""The graduates' page at `/`: a Gradio page around one conversation."""
