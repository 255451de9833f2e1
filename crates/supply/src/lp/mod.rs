//! Linear programs with bounds on columns and rows: a revised simplex that starts from a basis it is given.
