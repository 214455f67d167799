"""What people read: values in, Block Kit out. Pure functions."""
