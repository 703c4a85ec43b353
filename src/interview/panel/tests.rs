//! Laws of the folds.
