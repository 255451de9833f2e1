//! People: displacement, food security and services in; who is affected, by district and phase, out.
