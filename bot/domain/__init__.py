"""The rules: values and functions. No Slack, no SQL, and the time is an argument."""
