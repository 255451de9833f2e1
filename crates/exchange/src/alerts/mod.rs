//! What is observed of a case in, alerts out.
