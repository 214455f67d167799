"""Slack's edge: one file of listeners for each feature."""
