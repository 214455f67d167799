"""How the tables came to be, one step a file; a step that was released is never edited."""
