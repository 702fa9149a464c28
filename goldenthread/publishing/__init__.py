"""How anything is published: the document, its formats, the gate, publications."""
