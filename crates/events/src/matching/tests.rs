//! What must hold of the engine.
