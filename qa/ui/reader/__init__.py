"""The reader: a whole article with the quote marked."""
