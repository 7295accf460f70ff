"""The tables as both Django peers know them."""
