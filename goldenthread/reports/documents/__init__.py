"""Documents built from frozen figures: facts and snapshots in, blocks out. Plain functions, no database, no clock."""
