"""Small Slack apps to try the sandbox with; they would run against the real Slack just the same."""
