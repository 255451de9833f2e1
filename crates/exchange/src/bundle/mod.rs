//! Signed bundles of records, and the view that partners share.
