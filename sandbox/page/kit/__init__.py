"""Block Kit on the screen: ``draw`` puts blocks into the page, and tells a ``Surface`` what a person does with them."""
