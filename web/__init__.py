"""The doors: JSON API, the graduates' page, the policy's own page, and the command line."""
