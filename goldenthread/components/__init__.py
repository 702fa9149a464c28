"""How a page is put together: the base of all pages, their parts, and how forms are drawn."""
