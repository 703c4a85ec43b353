//! What authors run over their content. Answers with data; rendering is elsewhere.

pub mod bench;
pub mod check;
