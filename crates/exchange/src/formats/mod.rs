//! Rows in, files in open formats out.
