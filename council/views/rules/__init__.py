"""The pages of the rules: reading and trying them for everybody, entering them for whoever answers for them."""
