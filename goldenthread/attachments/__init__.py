"""Files that people attach: evidence, e-mails. Looked over before they are kept, kept as they came, never changed."""
