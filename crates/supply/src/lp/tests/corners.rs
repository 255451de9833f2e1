//! Programs that simplex codes stumble over.
