"""How fast the product is: each piece of work in a process of its own, beside a peer where a fair one exists."""
