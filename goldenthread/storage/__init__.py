"""How exact and unchanging things are kept: exact decimals as text, rows that never change."""
