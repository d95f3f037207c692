"""Rolls as spreadsheets: read safely, understood column by column, checked line by line. Nothing here asks the database."""
